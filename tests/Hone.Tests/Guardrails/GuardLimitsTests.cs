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
