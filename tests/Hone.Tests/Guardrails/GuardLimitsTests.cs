using Hone.Guardrails;
using Hone.Measurement;
using Hone.Statistics;

namespace Hone.Tests.Guardrails;

public sealed class GuardLimitsTests
{
    [Fact]
    public void Half_of_a_small_gain_must_not_be_lost_and_a_large_one_is_guarded_by_the_usual_limit()
    {
        IReadOnlyList<RunSample> runs = Runs(0.001);
        Assert.Equal(0.02, GuardLimits.OfRuns("day", "cpu", runs).Worse);
        Assert.Equal(0.015, GuardLimits.OfRuns("day", "cpu", runs, gain: 0.03).Worse, 1e-9);
        Assert.Equal(0.02, GuardLimits.OfRuns("day", "cpu", runs, gain: 0.6).Worse);
        Assert.Equal(0.01, GuardLimits.OfRuns("day", "cpu", runs, gain: 0.001).Worse);
    }

    [Fact]
    public void Runs_that_spread_widen_the_limit_up_to_a_tenth()
    {
        Assert.InRange(GuardLimits.OfRuns("day", "cpu", Runs(0.1)).Worse, 0.03, 0.08);
        Assert.Equal(0.10, GuardLimits.OfRuns("day", "cpu", Runs(0.9)).Worse);
        Assert.Equal(0.02, GuardLimits.OfRuns("day", "cpu", []).Worse);
        Assert.Equal(0.01, GuardLimits.OfRuns("day", GuardLimits.Instructions, Runs(0.9)).Worse);
    }

    [Fact]
    public void A_landing_never_widens_a_limit()
    {
        GuardLimit Landed(double spread, double? gain, params GuardLimit[] standing) =>
            GuardLimits.AtLanding("day", "cpu", Runs(spread), gain, standing.ToDictionary(limit => (limit.Workload, limit.Metric)));

        // Noisy runs would have a tenth, and a landing that gained little less than the usual limit. Where none was set the standard one stands.
        Assert.Equal(0.02, Landed(0.9, null).Worse);
        Assert.Equal(0.015, Landed(0.001, 0.03).Worse, 1e-9);
        Assert.Equal(0.10, Landed(0.9, null, new GuardLimit("day", "cpu", 0.2)).Worse);
        Assert.Equal(0.03, Landed(0.9, null, new GuardLimit("day", "cpu", 0.03)).Worse);
        Assert.Equal(0.015, Landed(0.001, 0.03, new GuardLimit("day", "cpu", 0.05)).Worse, 1e-9);
        Assert.Equal(0.02, Landed(0.9, null, new GuardLimit("night", "cpu", 0.03), new GuardLimit("day", "wall", 0.03)).Worse);
        GuardLimit memory = GuardLimits.AtLanding("day", "peak-rss", Runs(0.001), null, new Dictionary<(string, string), GuardLimit> { [("day", "peak-rss")] = new("day", "peak-rss", 0.2, 4096) });
        Assert.Equal((0.05, 4096), (memory.Worse, memory.Floor));
    }

    [Fact]
    public void The_tail_of_runs_is_their_percentile_and_its_limit_is_wider_where_they_spread()
    {
        IReadOnlyList<RunSample> runs = [.. Enumerable.Range(1, 101).Select(i => new RunSample { WallNanoseconds = i * 1_000_000, UserNanoseconds = 1, SystemNanoseconds = 0, PeakRssBytes = 1 << 20 })];
        Assert.Equal(96e6, GuardLimits.Typical(GuardLimits.Tail, runs)!.Value, 1e3);
        Assert.Equal(51e6, GuardLimits.Typical("wall", runs));
        Assert.Null(GuardLimits.Typical(GuardLimits.Instructions, runs));
        Assert.Equal(0.10, GuardLimits.OfRuns("day", GuardLimits.Tail, runs).Worse);
        Assert.Equal(0.05, GuardLimits.OfRuns("day", GuardLimits.Tail, Runs(0.9)).Worse);
    }

    [Fact]
    public void Accepted_losses_multiply_and_end_when_they_expire()
    {
        DateTimeOffset now = new(2027, 1, 10, 0, 0, 0, TimeSpan.Zero);
        AcceptedLoss[] losses = [new("day", "cpu", 0.02, null), new("day", "cpu", 0.02, now.AddDays(1)), new("day", "cpu", 0.5, now), new("night", "cpu", 0.3, null), new("day", "wall", 0.3, null)];
        Assert.Equal(0.0404, AcceptedLoss.Together(losses, "day", "cpu", now), 1e-9);
        Assert.Equal(0.02, AcceptedLoss.Together(losses, "day", "cpu", now.AddDays(1)), 1e-9);
        Assert.Equal(0, AcceptedLoss.Together(losses, "day", "peak-rss", now));
    }

    private static IReadOnlyList<RunSample> Runs(double spread)
    {
        SeededRandom random = new(7);
        return [.. Enumerable.Range(0, 60).Select(_ => new RunSample { WallNanoseconds = 50_000_000, UserNanoseconds = (long)(45e6 * Math.Exp(spread * random.NextNormal())), SystemNanoseconds = 0, PeakRssBytes = 1 << 20 })];
    }
}
