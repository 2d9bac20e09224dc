using System.Runtime.Versioning;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Tests.Profiling.Symbols;

namespace Hone.Tests.Profilers;

/// <summary>Recordings that are read directly, beside the text that perf script makes of them.</summary>
[Collection("perf")]
[SupportedOSPlatform("linux")]
public sealed class PerfFileProfileTests
{
    private static readonly PerfFileOptions _asPerf = new() { Inlines = false, ByProgram = true };

    [Theory]
    [InlineData("-F", "1999")]
    [InlineData("-F", "1999", "-z")]
    public void Self_weights_are_those_of_perf_script(params string[] options)
    {
        using Compiler compiler = new();
        string data = Record(compiler, [.. options, "--call-graph", "fp"]);
        Profile direct = PerfFileProfile.Read(data, new ImageStore(), _asPerf, TestContext.Current.CancellationToken);
        Profile text = Script(data);
        Assert.Equal(text.Metrics, direct.Metrics);
        Assert.Equal(text.Total(), direct.Total());
        Assert.Equal(text.Total(1), direct.Total(1));
        Assert.Contains("record", direct.Command, StringComparison.Ordinal);
        Dictionary<string, long> ours = Self(direct);
        Dictionary<string, long> theirs = Self(text);
        foreach ((string name, long weight) in theirs.Where(pair => pair.Value > text.Total() / 50 && !pair.Key.StartsWith('[')))
        {
            Assert.Equal(weight, ours.GetValueOrDefault(name));
        }

        // perf-exec, which is perf's own child before it becomes the program, included.
        Assert.Equal(Roots(text), Roots(direct));
    }

    [Fact]
    public void Inlined_functions_are_frames_of_their_own()
    {
        using Compiler compiler = new();
        string data = Record(compiler, ["-F", "1999", "--call-graph", "fp"]);
        Profile plain = PerfFileProfile.Read(data, new ImageStore(), _asPerf, TestContext.Current.CancellationToken);
        Profile inlined = PerfFileProfile.Read(data, new ImageStore(), new PerfFileOptions { ByProgram = true }, TestContext.Current.CancellationToken);
        Assert.Equal(plain.Total(), inlined.Total());
        Assert.True(inlined.Frames.Count > plain.Frames.Count);
    }

    [Fact]
    public void A_program_that_was_built_anew_since_does_not_lend_its_names()
    {
        using Compiler compiler = new();
        string data = Record(compiler, ["-F", "1999", "--call-graph", "fp"], out string program);
        string another = compiler.Compile("gcc", "split.c", "-O1", "-g", "-Wl,--build-id", "-DANOTHER=1", "-fno-inline", "-Dalways_inline=noinline");
        File.Move(another, program, overwrite: true);
        Profile profile = PerfFileProfile.Read(data, new ImageStore(), _asPerf, TestContext.Current.CancellationToken);
        Assert.Contains($"{program} is not the file that was recorded any more, so its functions have no names: record again", profile.Notes);
        Assert.DoesNotContain(profile.Frames, frame => frame.Module == Path.GetFileName(program) && frame.Origin == FrameOrigin.Native);
    }

    [Fact]
    public void Copies_of_stacks_are_left_to_perf_script_which_a_note_says()
    {
        using Compiler compiler = new();
        string data = Record(compiler, ["-F", "499", "--call-graph", "dwarf,8192"]);
        Profile profile = PerfFileProfile.Read(data, new ImageStore(), _asPerf, TestContext.Current.CancellationToken);
        Assert.Contains(profile.Notes, note => note.Contains("--call-graph dwarf", StringComparison.Ordinal) && note.Contains("perf script", StringComparison.Ordinal));
        Assert.Contains(profile.Frames, frame => frame.Function == "main");
    }

    private static string Record(Compiler compiler, string[] options) => Record(compiler, options, out _);

    private static string Record(Compiler compiler, string[] options, out string program)
    {
        // An id of its own, so that no copy in perf's cache can stand for it.
        string id = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        program = compiler.Compile("gcc", "split.c", "-O2", "-g", "-Wl,--build-id=0x" + id, "-fno-omit-frame-pointer");
        string data = Path.Combine(compiler.Folder, "perf.data");
        Compiler.Run("perf", ["record", "-q", "-N", "-e", "cpu-clock", .. options, "-o", data, "--", program, "300"]);
        return data;
    }

    private static Profile Script(string data)
    {
        string text = Compiler.Run("perf", "script", "-i", data);
        return PerfScript.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "", byProgram: true);
    }

    private static Dictionary<string, long> Self(Profile profile)
    {
        Dictionary<string, long> self = [];
        foreach (StackValues stack in profile.Stacks)
        {
            string name = profile.Frames[profile.Nodes[stack.Node].Frame].Function;
            self[name] = self.GetValueOrDefault(name) + stack.Values[0];
        }

        return self;
    }

    private static SortedDictionary<string, long> Roots(Profile profile)
    {
        SortedDictionary<string, long> roots = new(StringComparer.Ordinal);
        foreach (StackValues stack in profile.Stacks)
        {
            int node = stack.Node;
            while (profile.Nodes[node].Parent >= 0)
            {
                node = profile.Nodes[node].Parent;
            }

            string name = profile.Frames[profile.Nodes[node].Frame].Function;
            roots[name] = roots.GetValueOrDefault(name) + stack.Values[0];
        }

        return roots;
    }
}
