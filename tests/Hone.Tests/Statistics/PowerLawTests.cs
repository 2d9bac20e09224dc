using Hone.Statistics;

namespace Hone.Tests.Statistics;

/// <summary>How often the interval of an exponent holds the truth, by simulation. Issue 6 asks for 19 of 20.</summary>
public sealed class PowerLawTests
{
    private const double ModelError = 0.03;

    public static TheoryData<double, bool> Truths => new() { { 0, false }, { 1, false }, { 1, true }, { 1.5, false }, { 2, false }, { 3, false } };

    [Theory]
    [MemberData(nameof(Truths))]
    public void The_interval_holds_the_exponent_of_times_in_19_of_20_ladders(double exponent, bool withLog)
    {
        SeededRandom random = new(71);
        const int Ladders = 1000;
        int held = 0;
        int wrong = 0;
        for (int i = 0; i < Ladders; i++)
        {
            PowerLaw law = Fit(SimulatedLadder.Any(exponent, withLog, random), random);
            held += law.Interval.Contains(exponent) ? 1 : 0;
            wrong += law.LogFactor == (withLog ? LogFactor.Absent : LogFactor.Present) ? 1 : 0;
        }

        Assert.InRange(held, Ladders * 0.95, Ladders);
        Assert.InRange(wrong, 0, Ladders * 0.02);
    }

    [Theory]
    [MemberData(nameof(Truths))]
    public void The_interval_holds_the_exponent_of_sampled_functions_in_19_of_20_ladders(double exponent, bool withLog)
    {
        SeededRandom random = new(72);
        const int Ladders = 600;
        int held = 0;
        int wrong = 0;
        for (int i = 0; i < Ladders; i++)
        {
            SimulatedLadder ladder = SimulatedLadder.Any(exponent, withLog, random);
            double samples = Math.Exp(Math.Log(30) + (random.NextDouble() * Math.Log(100)));
            PowerLaw law = PowerLaw.Fit(ladder.Sample(random, samples, 0.05 * 0.05), double.PositiveInfinity);
            held += law.Interval.Contains(exponent) ? 1 : 0;
            wrong += law.LogFactor == (withLog ? LogFactor.Absent : LogFactor.Present) ? 1 : 0;
        }

        Assert.InRange(held, Ladders * 0.95, Ladders);
        Assert.InRange(wrong, 0, Ladders * 0.02);
    }

    [Theory]
    [InlineData(1, 0.35)]
    [InlineData(1.5, 0.35)]
    [InlineData(2, 0.35)]
    [InlineData(3, 0.35)]
    public void With_little_noise_the_interval_is_narrow(double exponent, double width)
    {
        SeededRandom random = new(73);
        double[] widths = [.. Enumerable.Range(0, 200).Select(_ => Fit(new(exponent, false) { Noise = 0.02, Constant = 0.2 }, random).Interval).Select(interval => interval.High - interval.Low)];

        Assert.InRange(Median.Of(widths), 0.02, width);
    }

    [Theory]
    [InlineData(1, false, LogFactor.Absent)]
    [InlineData(2, false, LogFactor.Absent)]
    [InlineData(1, true, LogFactor.Present)]
    public void Without_noise_to_speak_of_a_log_factor_is_told(double exponent, bool withLog, LogFactor expected)
    {
        SeededRandom random = new(74);
        PowerLaw[] laws = [.. Enumerable.Range(0, 200).Select(_ => Fit(new(exponent, withLog) { Noise = 0.005, Sizes = 7, Smallest = 1000 }, random, 0.005))];

        Assert.InRange(laws.Count(law => law.LogFactor == expected), 190, 200);
        Assert.All(laws.Where(law => law.LogFactor == expected), law => Assert.InRange(law.Exponent, exponent - 0.05, exponent + 0.05));
    }

    [Fact]
    public void With_much_noise_nobody_pretends_to_know_the_log_factor()
    {
        SeededRandom random = new(75);
        int unclear = Enumerable.Range(0, 200).Count(_ => Fit(new(1, true) { Noise = 0.1, Runs = 3, Constant = 0.3 }, random).LogFactor == LogFactor.Unknown);

        Assert.InRange(unclear, 180, 200);
    }

    [Fact]
    public void Sizes_that_lie_off_any_curve_widen_the_interval()
    {
        ScalePoint[] smooth = [.. Points(1, 2, 4, 8, 16)];
        ScalePoint[] rough = [.. Points(1, 2.4, 3.4, 9.4, 14)];
        PowerLaw first = PowerLaw.Fit(smooth, 20);
        PowerLaw second = PowerLaw.Fit(rough, 20);

        Assert.Equal(1, first.Misfit);
        Assert.InRange(second.Misfit, 2, 20);
        Assert.True(second.Interval.High - second.Interval.Low > 2 * (first.Interval.High - first.Interval.Low));

        static IEnumerable<ScalePoint> Points(params double[] costs) => costs.Select((cost, i) => ScalePoint.OfAmount(100 << i, cost, 0.02 * 0.02));
    }

    [Fact]
    public void A_level_cost_is_called_level_and_a_falling_one_has_a_negative_exponent()
    {
        SeededRandom random = new(76);
        PowerLaw level = Fit(new(0, false), random);
        PowerLaw falling = Fit(new(-0.5, false), random);

        Assert.True(level.IsFlat);
        Assert.InRange(level.Exponent, -0.05, 0.05);
        Assert.False(falling.IsFlat);
        Assert.InRange(falling.Exponent, -0.6, -0.4);
    }

    [Fact]
    public void The_curve_goes_on_as_it_was_fitted()
    {
        SimulatedLadder truth = new(2, false) { Noise = 0.001, Constant = 0.4 };
        PowerLaw law = Fit(truth, new(77), 0.002);
        double largest = truth.Smallest * 16;

        Assert.InRange(law.Curve.Factor(largest, 10 * largest) / (truth.Cost(10 * largest) / truth.Cost(largest)), 0.97, 1.03);
        Assert.InRange(law.Curve.ConstantShare, 0.35, 0.45);
        Assert.InRange(law.CurveWith(1).Factor(largest, 10 * largest), 8, 10);
    }

    [Fact]
    public void Two_sizes_are_no_ladder() =>
        Assert.Throws<ArgumentException>(() => PowerLaw.Fit([ScalePoint.OfAmount(1, 1, 0.01), ScalePoint.OfAmount(2, 2, 0.01)], 4));

    private static PowerLaw Fit(SimulatedLadder ladder, SeededRandom random, double modelError = ModelError)
    {
        (ScalePoint[] points, double freedom) = RepeatedCosts.Of(ladder.Measure(random), modelError);
        return PowerLaw.Fit(points, freedom);
    }
}
