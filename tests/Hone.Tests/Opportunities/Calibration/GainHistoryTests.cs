using CsCheck;
using Hone.Opportunities.Calibration;

namespace Hone.Tests.Opportunities.Calibration;

public sealed class GainHistoryTests
{
    [Fact]
    public void Without_a_record_little_is_promised_and_the_range_is_wide()
    {
        GainForecast start = GainHistory.Of([]).Of(0.1, "buffer-reuse", 0.3);
        Assert.Equal(0.06, start.Expected, 12);
        Assert.Equal((0.0, 0.12), (start.Interval.Low, Math.Round(start.Interval.High, 12)));
        Assert.Equal(0, start.Attempts);
    }

    [Fact]
    public void Promises_that_came_half_true_halve_the_next()
    {
        IEnumerable<Outcome> halves = Enumerable.Repeat(SuccessHistoryTests.Outcome("buffer-reuse", "c", true) with { Predicted = 0.2, Realised = 0.1 }, 30);
        GainForecast forecast = GainHistory.Of(halves).Of(0.4, "buffer-reuse", 1);
        Assert.Equal(0.2, forecast.Expected, 12);
        Assert.Equal(30, forecast.Attempts);
    }

    [Fact]
    public void A_lever_with_enough_of_a_record_speaks_for_itself()
    {
        IEnumerable<Outcome> record =
        [
            .. Enumerable.Repeat(SuccessHistoryTests.Outcome("buffer-reuse", "c", true) with { Predicted = 0.1, Realised = 0.1 }, GainHistory.FewestOfLever),
            .. Enumerable.Repeat(SuccessHistoryTests.Outcome("zero-copy", "c", false) with { Predicted = 0.1, Realised = 0 }, 100),
        ];
        Assert.Equal(0.3, GainHistory.Of(record).Of(0.3, "buffer-reuse", 1).Expected, 12);
        Assert.Equal(0, GainHistory.Of(record).Of(0.3, "streaming", 1).Expected, 12);
    }

    [Fact]
    public void No_forecast_is_above_the_bound_and_its_range_holds_its_middle() =>
        Gen.Select(Gen.Double[0.001, 1], Gen.Double[0.001, 1], Gen.Double[-1, 3].Array[0, 50]).Sample((gain, bound, quotients) =>
        {
            IEnumerable<Outcome> record = quotients.Select(quotient => SuccessHistoryTests.Outcome("buffer-reuse", "c", true) with { Predicted = 0.1, Realised = 0.1 * quotient });
            GainForecast forecast = GainHistory.Of(record).Of(gain, "buffer-reuse", bound);
            Assert.True(forecast.Interval.High <= bound && forecast.Interval.Low <= forecast.Expected && forecast.Expected <= forecast.Interval.High);
        }, iter: 500);

    [Fact]
    public void Figures_that_are_no_numbers_are_passed_over() => Assert.Equal(
        0,
        GainHistory.Of([SuccessHistoryTests.Outcome("a", "c", true) with { Realised = double.NaN }, SuccessHistoryTests.Outcome("a", "c", true) with { Predicted = 0 }]).Of(0.1, "a", 1).Attempts);
}
