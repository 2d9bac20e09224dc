using System.Diagnostics;
using System.Text;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Tests.Profiling.Formats;

/// <summary>Recognising a format by its content, and what is wrapped around it.</summary>
public sealed class ProfileInputTests
{
    [Theory]
    [InlineData("folded", "main;f 3\n")]
    [InlineData("folded", "parse (a.py:3) 12")]
    [InlineData("perf-script", "# captured on: x\n\njq 12/12  2297.12:    1001001 cpu-clock:u: \n\t           1469e f+0x7e (/usr/lib/ld.so)\n\n")]
    [InlineData("perf-script", "swapper     0 [000]  2297.125: 250000 cpu-clock:  ffffffff81249030 x64_sys_call+0x10 ([kernel.kallsyms])\n")]
    [InlineData("folded", "[unknown];main 3\n{x};y 2\n")]
    [InlineData("perf-data", "PERFILE2........")]
    [InlineData("nettrace", "Nettrace....")]
    [InlineData("heaptrack-raw", "v 10400 3\nx 6 /bin/a\nX a\nI 1000 5\nm 1 -\n")]
    [InlineData("heaptrack", "v 10400 3\nX a\nI 1000 5\ns 6 /bin/a\n")]
    [InlineData("callgrind", "version: 1\ncreator: callgrind-3.19.0\nevents: Ir\n")]
    [InlineData("cpuprofile", "{\"nodes\":[{\"id\":1,\"callFrame\":{\"functionName\":\"(root)\"")]
    [InlineData("heapprofile", "{\"head\":{\"callFrame\":{\"functionName\":\"(root)\"")]
    [InlineData("hone", "{\"schema\":\"hone.profile/1\",\"kind\"")]
    [InlineData("dhat", "{\"dhatFileVersion\":2\n,\"mode\":\"heap\"")]
    [InlineData("speedscope", "{\"exporter\":\"x\",\"$schema\":\"https://www.speedscope.app/file-format-schema.json\"")]
    [InlineData("speedscope", "{\"shared\":{\"frames\":[{\"name\":\"a\"}]},\"profiles\":[{\"type\":\"sampled\"")]
    [InlineData("firefox", "{\"meta\":{\"interval\":1,\"preprocessedProfileVersion\":46}")]
    [InlineData("firefox", "\uFEFF {\"libs\":[],\"meta\":{")]
    [InlineData("chrome-trace", "[{\"pid\":1,\"ph\":\"X\"")]
    [InlineData("chrome-trace", "{\"otherData\":{},\"traceEvents\":[")]
    public void A_format_is_recognised_by_how_it_begins(string format, string text)
    {
        Assert.Equal(format, ProfileFormats.Recognise(Encoding.UTF8.GetBytes(text))?.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello world\nhow are you\n")]
    [InlineData("{}")]
    [InlineData("{\"a\":1}")]
    [InlineData("<html><body>404</body></html>\n")]
    [InlineData("\0\0\0\0 1\n")]
    public void What_is_no_profile_is_not_recognised(string text)
    {
        Assert.Null(ProfileFormats.Recognise(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Every_reader_recognises_what_its_writer_wrote_and_no_other_claims_it()
    {
        Profile profile = Stacks.Of("main;f;g 3", "main;h 2");
        foreach (IProfileWriter writer in ProfileWriters.All)
        {
            byte[] bytes = ProfileBytes.Write(profile, writer.Name);
            using MemoryStream stream = new(bytes);
            Assert.Equal(writer.Name == "json" ? "hone" : writer.Name, ProfileInput.Open(stream, "x").Reader.Name);
            using MemoryStream inner = new(bytes);
            Assert.Single(ProfileFormats.All, reader => reader.Recognises(Unwrapped(bytes)));
        }
    }

    [Fact]
    public void Gzip_and_zstd_are_unwrapped_also_twice()
    {
        byte[] folded = "main;f 3\n"u8.ToArray();
        Assert.Equal(3, ProfileBytes.Read(ProfileBytes.Gzip(folded)).Total());
        Assert.Equal(3, ProfileBytes.Read(ProfileBytes.Gzip(ProfileBytes.Gzip(folded))).Total());
        Assert.Equal("profile-format", Rule(ProfileBytes.Gzip(ProfileBytes.Gzip(ProfileBytes.Gzip(folded)))));
        Assert.Equal(3, ProfileBytes.Read(Zstd(folded)).Total());
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_gives_what_it_held_with_a_note()
    {
        Random random = new(5);
        byte[] folded = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40000).Select(i => $"main;f{random.Next()} 1\n")));
        foreach (byte[] whole in new[] { ProfileBytes.Gzip(folded), Zstd(folded) })
        {
            Profile profile = ProfileBytes.Read(whole[..(whole.Length / 2)]);
            Assert.InRange(profile.Total(), 5000, 35000);
            Assert.Contains(profile.Notes, note => note.StartsWith("the compressed file is cut off", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_compressed_file_that_is_damaged_is_a_problem()
    {
        byte[] bytes = ProfileBytes.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 4000).Select(i => $"main;f{i * 7919} 1\n"))));
        bytes.AsSpan(2000, 40).Clear();
        Assert.Contains(Rule(bytes), new[] { "profile-compression", "folded-malformed" });
    }

    [Fact]
    public void A_small_file_cannot_keep_it_busy_for_days()
    {
        // 4 GiB of zeros in zstd take 130 KiB.
        byte[] bomb = Shell("head -c 4G /dev/zero | zstd -q -1 -c");
        Assert.InRange(bomb.Length, 1000, 1 << 20);
        Assert.Equal("profile-compression", Rule([.. Zstd("a 1\n"u8.ToArray()), .. bomb], "folded"));
    }

    [Fact]
    public void An_unknown_or_empty_file_says_what_is_known()
    {
        ProblemException unknown = Assert.Throws<ProblemException>(() => ProfileBytes.Read("hello\n"));
        Assert.Contains("--format", unknown.Problem.Next, StringComparison.Ordinal);
        Assert.Equal(("profile-format", "x"), (unknown.Problem.Rule, unknown.Problem.Place));
        Assert.Equal("profile-empty", Rule([]));
        Assert.Equal("profile-format", Assert.Throws<ProblemException>(() => ProfileBytes.Read("a 1\n", "nonsense")).Problem.Rule);
    }

    [Fact]
    public void Perf_data_out_of_a_pipe_needs_a_file()
    {
        using MemoryStream stream = new(ProfileBytes.Gzip("PERFILE2........"u8.ToArray()));
        ProfileInput input = ProfileInput.Open(stream, "x");
        Assert.True(input.Reader.NeedsSeeking);
        Assert.Equal("profile-not-a-file", Assert.Throws<ProblemException>(() => input.Read(new(), CancellationToken.None)).Problem.Rule);
    }

    private static string Rule(byte[] bytes, string? format = null) => Assert.Throws<ProblemException>(() => ProfileBytes.Read(bytes, format)).Problem.Rule;

    private static byte[] Unwrapped(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..])
        {
            return bytes;
        }

        using MemoryStream stream = new();
        using System.IO.Compression.GZipStream zip = new(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
        zip.CopyTo(stream);
        return stream.ToArray();
    }

    private static byte[] Zstd(byte[] bytes) => Shell("zstd -q -c", bytes);

    private static byte[] Shell(string line, byte[]? input = null)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Task writing = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(input ?? []);
            process.StandardInput.Close();
        });
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        writing.Wait();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }
}
