using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Tests.Profiling;
using Hone.Units;

namespace Hone.Tests.Opportunities.Growth;

public sealed class GrowthReadingTests
{
    [Fact]
    public void All_costs_of_a_ladder_are_read_from_its_raw_runs()
    {
        GrowthFigures figures = GrowthReading.Of(Ladder(1000, 2000, 4000, 8000, 16000), FrameRules.LooksOwn);

        Assert.Equal([1000, 2000, 4000, 8000, 16000], figures.Sizes);
        Assert.Contains(1, Values(figures.Wall));
        Assert.InRange(figures.Wall.ConstantShare, 0.2, 0.45);
        Assert.Contains(1, Values(figures.Cpu));
        Assert.Contains(1, Values(figures.PeakRss));
        Assert.InRange(figures.AllocatedBytes!.Exponent, 0.95, 1.05);
        Assert.InRange(figures.Syscalls!.Exponent, 0.9, 1.1);
        Assert.InRange(figures.PeakRssPerInputByte!.Value, 1.99, 2.01);
        Assert.InRange(figures.SyscallsByTemplate["read in-#.txt"].Exponent, 0.95, 1.05);
        Assert.True(figures.SyscallsByTemplate["brk"].Interval.Contains(0));
        Assert.Equal("Find", figures.Functions[0].Frame.Function);
        Assert.Contains(figures.Allocating, function => function.Frame.Function == "Keep" && function.Fit.Interval.Contains(1));

        static double[] Values(GrowthFit fit) => fit.Interval.Contains(1) ? [1] : [];
    }

    [Fact]
    public void Two_sizes_are_too_few_and_say_so()
    {
        GrowthFigures figures = GrowthReading.Of(Ladder(1000, 2000), FrameRules.LooksOwn);

        Assert.Equal((GrowthShape.TooFew, "2 of the 3 sizes that an exponent takes"), (figures.Wall.Shape, figures.Wall.Note));
        Assert.Equal((0, CostGrowth.Anything.High), (figures.Wall.Interval.Low, figures.Wall.Interval.High));
        Assert.Null(figures.Syscalls);
        Assert.Null(figures.AllocatedBytes);
        Assert.Null(figures.PeakRssPerInputByte);
        Assert.All(figures.Functions, function => Assert.Null(function.ShareAt10));
    }

    [Fact]
    public void The_tables_are_at_most_80_columns_wide()
    {
        string text = GrowthText.Render(GrowthReading.Of(Ladder(1000, 2000, 4000, 8000, 16000), FrameRules.LooksOwn));

        Golden.Check(text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Samples_survive_writing_and_reading_and_rubbish_is_refused()
    {
        GrowthSamples samples = new() { Workload = "w", Command = "run {n}", Sizes = [new(10, 5, [Run(10, 0)]), new(20, null, [Run(20, 0), Run(20, 1)])] };
        GrowthSamples read = GrowthSamples.Read(samples.Write())!;

        Assert.Equal(("w", "run {n}", 2), (read.Workload, read.Command, read.Sizes.Count));
        Assert.Equal((20, null, 2), (read.Sizes[1].Size, read.Sizes[1].InputBytes, read.Sizes[1].Runs.Count));
        Assert.Equal(samples.Sizes[0].Runs[0], read.Sizes[0].Runs[0]);
        Assert.Null(GrowthSamples.Read("{}"u8));
        Assert.Null(GrowthSamples.Read("[1]"u8));
        Assert.Null(GrowthSamples.Read("""{"schema":"hone.growth/1","workload":"w","command":"c","sizes":[{"size":0,"runs":[]}]}"""u8));
        Assert.Null(GrowthSamples.Read("""{"schema":"hone.growth/1","workload":"w","command":"c","sizes":[{"size":2,"runs":[]},{"size":2,"runs":[]}]}"""u8));
        Assert.Null(GrowthSamples.Read("""{"schema":"hone.growth/1","workload":"w","command":"c","sizes":[{"size":2,"runs":[null]}]}"""u8));
    }

    /// <summary>A program that starts in 20 ms, reads its input, keeps it, and looks every line up in a list, which takes 5 % of the largest size.</summary>
    private static GrowthRun Ladder(params long[] sizes) => new(
        "lines",
        [
            .. sizes.Select(size => new GrowthRung(
                size,
                [.. Enumerable.Range(0, 5).Select(i => Run(size, i))],
                new Dictionary<ProfileKind, Profile>
                {
                    [ProfileKind.Cpu] = Stacks.Of($"main;Parse {size / 10}", $"main;Find;strcmp@libc.so.6 {size * size / 3_000_000}"),
                    [ProfileKind.Io] = SyscallTemplatesTests.Io(("read", $"in-{size}.txt", size / 50), ("brk", "", 12)),
                    [ProfileKind.Allocation] = Allocations(size),
                },
                size * 40)),
        ],
        []);

    private static Profile Allocations(long size)
    {
        ProfileBuilder builder = new(ProfileKind.Allocation, new Hone.Profiling.Metric("bytes", Unit.Bytes), new Hone.Profiling.Metric("allocations", Unit.Count));
        builder.AddStack([Stacks.Frame("main"), Stacks.Frame("Keep"), Stacks.Frame("malloc@libc.so.6")], size * 80, size);
        return builder.Build("test 1", "test", []);
    }

    private static RunSample Run(long size, int i) => new()
    {
        WallNanoseconds = (20_000_000 + (size * 50_000)) * (100 + i) / 100,
        UserNanoseconds = (10_000_000 + (size * 50_000)) * (100 + i) / 100,
        SystemNanoseconds = 1_000_000,
        PeakRssBytes = 3_000_000 + (size * 80),
    };
}
