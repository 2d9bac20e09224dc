using Hone.Measurement;
using Hone.Reporting.Html;

namespace Hone.Tests.Reporting.Html;

public sealed class RunThinningTests
{
    [Fact]
    public void Few_runs_are_all_shown() => Assert.Equal([0, 1, 2], RunThinning.Of(Runs(3, _ => 5), 3));

    [Fact]
    public void Of_many_the_first_the_last_the_fastest_and_the_slowest_are_shown_in_their_order()
    {
        IReadOnlyList<RunSample> runs = Runs(10_001, i => i == 4321 ? 1 : i == 1234 ? 1_000_000 : 100 + (i % 7));
        IReadOnlyList<int> shown = RunThinning.Of(runs, 2000);
        Assert.InRange(shown.Count, 1990, 2000);
        Assert.Equal(shown.Order(), shown);
        Assert.Equal(shown.Distinct(), shown);
        Assert.All([0, 10_000, 4321, 1234], place => Assert.Contains(place, shown));
        Assert.All(shown.Zip(shown.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 1, 6));
    }

    [Fact]
    public void Each_stands_for_its_part_of_all_runs()
    {
        IReadOnlyList<RunSample> runs = Runs(8, i => i < 6 ? 10 : 20 + i);
        Assert.Equal([0.75, 0.75, 0.875, 1], RunThinning.Parts(runs, [0, 5, 6, 7]));
    }

    private static IReadOnlyList<RunSample> Runs(int count, Func<int, long> wall) =>
        [.. Enumerable.Range(0, count).Select(i => new RunSample { WallNanoseconds = wall(i), UserNanoseconds = 1, SystemNanoseconds = 0, PeakRssBytes = 1 })];
}
