using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Reporting;

namespace Hone.Tests.Opportunities.Calibration;

public sealed class CalibrationFiguresTests
{
    private static readonly double[] _spread = [0.05, 0.90, 0.15, 0.75, 0.35, 0.95];
    private static readonly double[] _alike = [0.33, 0.33, 0.33, 0.33, 0.33, 0.33];

    [Fact]
    public void Of_200_outcomes_with_known_truth_the_Brier_score_is_at_most_a_fifth_and_the_intervals_hold_70_to_90_of_100()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            CalibrationFigures figures = CalibrationFigures.Of(SimulatedRecord.Of(seed, _spread, 0.1).Outcomes);
            Assert.True(figures.Brier <= 0.20, $"seed {seed}: Brier {figures.Brier}");
            Assert.True(figures.Brier < figures.BrierOfRate, $"seed {seed}: {figures.Brier} is no better than the rate of all, {figures.BrierOfRate}");
            Assert.True(figures.Coverage is >= 0.70 and <= 0.90, $"seed {seed}: coverage {figures.Coverage} of {figures.Measured}");
        }
    }

    // Where every rate is about a third nobody can score better than about 0.22, the variance of a coin of that sort.
    [Fact]
    public void Where_nothing_tells_attempts_apart_the_forecasts_come_within_a_hundredth_of_the_best()
    {
        double[] misses = [.. Enumerable.Range(1, 40).Select(seed => SimulatedRecord.Of((ulong)seed, _alike, 0.03)).Select(record => CalibrationFigures.Of(record.Outcomes).Brier!.Value - record.Best)];
        double best = Enumerable.Range(1, 40).Average(seed => SimulatedRecord.Of((ulong)seed, _alike, 0.03).Best);
        Assert.InRange(best, 0.21, 0.23);
        Assert.InRange(misses.Average(), 0, 0.01);
    }

    [Fact]
    public void A_forecast_uses_nothing_that_came_after_the_promise()
    {
        Outcome success = SimulatedRecord.Of(1, _spread, 0).Outcomes[0] with { Verdict = OutcomeVerdict.Landed, Realised = 0.1, Predicted = 0.1, KnownBefore = 0 };
        CalibrationFigures figures = CalibrationFigures.Of([.. Enumerable.Repeat(success, 50)]);
        Assert.Equal(Math.Pow(1 - (1.0 / 3), 2), figures.Brier!.Value, 12);
        Assert.Single(figures.Reliability);

        // The same outcomes, each promised after the one before was known, teach more and more.
        CalibrationFigures learned = CalibrationFigures.Of([.. Enumerable.Range(0, 50).Select(i => success with { KnownBefore = i })]);
        Assert.True(learned.Brier < 0.05, $"{learned.Brier}");
    }

    [Fact]
    public void A_future_that_is_claimed_to_be_known_is_not_believed()
    {
        Outcome success = SimulatedRecord.Of(1, _spread, 0).Outcomes[0] with { Verdict = OutcomeVerdict.Landed, Realised = 0.1, Predicted = 0.1 };
        Assert.Equal(
            CalibrationFigures.Of([.. Enumerable.Range(0, 20).Select(i => success with { KnownBefore = i })]).Brier,
            CalibrationFigures.Of([.. Enumerable.Range(0, 20).Select(_ => success with { KnownBefore = int.MaxValue })]).Brier);
    }

    [Fact]
    public void Without_outcomes_nothing_is_claimed()
    {
        CalibrationFigures none = CalibrationFigures.Of([]);
        Assert.Null(none.Brier);
        Assert.Null(none.Coverage);
        Assert.Contains("no outcome is on record yet", CalibrationText.Of(none), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_record() => Golden.Check(CalibrationText.Of(CalibrationFigures.Of(SimulatedRecord.Of(3, _spread, 0.1).Outcomes)));
}
