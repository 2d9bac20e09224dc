using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats.Readers;

public sealed class PprofReaderTests
{
    [Fact]
    public void The_default_type_of_samples_is_the_weight_else_the_last_one()
    {
        Profile profile = ProfileBytes.Read(Sample(defaultType: 0));
        Assert.Equal([new Metric("cpu", Unit.Nanoseconds), new("samples", Unit.Count)], profile.Metrics);
        Assert.Equal(["main;inlined;leaf 10000000 1", "main;main 20000000 2"], ProfileBytes.Stacks(profile));
        Assert.Equal("samples", ProfileBytes.Read(Sample(defaultType: 1)).Metrics[0].Name);
    }

    [Fact]
    public void Functions_have_their_module_and_place()
    {
        Profile profile = ProfileBytes.Read(Sample(0));
        Assert.Equal(new Frame("main", "app", FrameOrigin.Native, new SourceLocation("/src/a.go", 12)), profile.Frames.Single(frame => frame.Function == "main"));
        Assert.Equal(new Frame("leaf", "app", FrameOrigin.Native), profile.Frames.Single(frame => frame.Function == "leaf"));
    }

    [Fact]
    public void A_file_that_is_cut_off_gives_what_it_held_with_a_note()
    {
        byte[] whole = Sample(0);
        Profile profile = ProfileBytes.Read(whole[..^1]);
        Assert.Equal(30000000, profile.Total());
        Assert.Contains(profile.Notes, note => note.Contains("cut off", StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_that_are_no_message_are_a_problem_that_names_the_byte()
    {
        Problem problem = Assert.Throws<ProblemException>(() => ProfileBytes.Read([.. Sample(0), 0x07, 1], "pprof")).Problem;
        Assert.Equal("pprof-malformed", problem.Rule);
        Assert.StartsWith("x, byte ", problem.Place, StringComparison.Ordinal);
        Assert.Equal("pprof-malformed", Assert.Throws<ProblemException>(() => ProfileBytes.Read("hello there", "pprof")).Problem.Rule);
    }

    [Fact]
    public void A_length_that_is_only_pretended_takes_no_memory()
    {
        byte[] bytes = [.. Sample(0), 0x12, 0xff, 0xff, 0xff, 0x1f, 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = ProfileBytes.Read(bytes, "pprof");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    /// <summary>A profile as Go writes it: samples before the tables, two types, an inlined function, unpacked numbers in one sample.</summary>
    private static byte[] Sample(int defaultType)
    {
        List<byte> bytes = [];
        Message(bytes, 1, [0x08, 1, 0x10, 2]);
        Message(bytes, 1, [0x08, 3, 0x10, 4]);
        Message(bytes, 2, [0x0a, 2, 2, 1, 0x12, 5, 1, 0x80, 0xad, 0xe2, 0x04]);
        Message(bytes, 2, [0x08, 1, 0x08, 1, 0x10, 2, 0x10, 0x80, 0xda, 0xc4, 0x09]);
        Message(bytes, 3, [0x08, 1, 0x10, 0x80, 0x20, 0x28, 5]);
        Message(bytes, 4, [0x08, 1, 0x10, 1, 0x18, 0x90, 0x20, 0x22, 4, 0x08, 1, 0x10, 14]);
        Message(bytes, 4, [0x08, 2, 0x10, 1, 0x18, 0xa0, 0x20, 0x22, 2, 0x08, 3, 0x22, 2, 0x08, 2]);
        Message(bytes, 5, [0x08, 1, 0x10, 6, 0x18, 6, 0x20, 7, 0x28, 12]);
        Message(bytes, 5, [0x08, 2, 0x10, 8]);
        Message(bytes, 5, [0x08, 3, 0x10, 9]);
        bytes.AddRange([0x50, 0x80, 0x94, 0xeb, 0xdc, 0x03]);
        if (defaultType > 0)
        {
            bytes.AddRange([0x70, (byte)defaultType]);
        }

        foreach (string text in new[] { "", "samples", "count", "cpu", "nanoseconds", "/opt/app", "main", "/src/a.go", "inlined", "leaf" })
        {
            Message(bytes, 6, System.Text.Encoding.UTF8.GetBytes(text));
        }

        return [.. bytes];
    }

    private static void Message(List<byte> into, int field, byte[] bytes) => into.AddRange([(byte)((field << 3) | 2), (byte)bytes.Length, .. bytes]);
}
