using Hone.Statistics;

namespace Hone.Tests.Statistics;

/// <summary>
/// How often 95 % intervals hold the truth, by simulation: a part of what bench/coverage counts. The limits are 94 and 97 % with
/// four standard errors of the simulation about them.
/// </summary>
public sealed class CoverageTests
{
    private const int Experiments = 4000;
    private const double Least = 0.94 - 0.015;
    private const double Most = 0.97 + 0.011;

    public static TheoryData<string, int, double> Quantiles => new()
    {
        { "normal", 6, 0.5 }, { "normal", 7, 0.5 }, { "normal", 9, 0.5 }, { "normal", 31, 0.5 }, { "normal", 72, 0.95 }, { "normal", 93, 0.95 },
        { "normal", 368, 0.99 }, { "log-normal", 8, 0.5 }, { "log-normal", 20, 0.5 }, { "log-normal", 72, 0.95 }, { "log-normal", 200, 0.95 },
        { "log-normal", 368, 0.99 }, { "log-normal", 470, 0.99 }, { "bimodal", 6, 0.5 }, { "bimodal", 11, 0.5 }, { "bimodal", 100, 0.95 },
        { "bimodal", 500, 0.99 },
    };

    [Theory]
    [MemberData(nameof(Quantiles))]
    public void Quantiles_of_independent_runs(string name, int n, double p)
    {
        (double covered, double printed) = Source(name).QuantileCoverage(n, p, Experiments, (ulong)n);
        Assert.Equal(1, printed);
        Assert.InRange(covered, Least, Most);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(20)]
    public void The_median_between_two_equal_modes_is_never_claimed_too_narrowly(int n) =>
        Assert.InRange(SimulatedSamples.Bimodal(0.5).QuantileCoverage(n, 0.5, Experiments, (ulong)n).Covered, Least, 0.995);

    [Theory]
    [InlineData(0.3, 100, 0.5)]
    [InlineData(0.5, 200, 0.5)]
    [InlineData(0.5, 368, 0.95)]
    [InlineData(0.3, 1000, 0.99)]
    public void Quantiles_of_runs_that_resemble_each_other(double phi, int n, double p)
    {
        (double covered, double printed) = SimulatedSamples.Autocorrelated(phi).QuantileCoverage(n, p, 1000, (ulong)n);
        Assert.True(printed > 0.9, $"printed {printed}");
        Assert.InRange(covered, 0.94 - 0.03, 0.97 + 0.02);
    }

    // Of runs nobody knows whether they are independent: the interval that is printed must hold for both.
    [Theory]
    [InlineData(0, 52)]
    [InlineData(0, 100)]
    [InlineData(0.3, 60)]
    [InlineData(0.5, 80)]
    [InlineData(0.5, 140)]
    public void The_median_of_runs(double phi, int n)
    {
        (double covered, double printed) = SimulatedSamples.Autocorrelated(phi).RunCoverage(n, 0.5, 2000, (ulong)n);
        Assert.True(printed > 0.7, $"printed {printed}");
        Assert.InRange(covered, 0.94 - 0.021, 0.97 + 0.016);
    }

    [Fact]
    public void Few_runs_that_are_found_to_resemble_each_other_carry_no_interval()
    {
        double[] drift = [.. Enumerable.Range(0, 30).Select(i => i + (i % 3 * 0.1))];
        Assert.True(Autocorrelation.IsFound(drift));
        QuantileEstimate estimate = QuantileOfCorrelated.OfRuns(drift, 0.5);
        Assert.False(estimate.Claimable);
        Assert.True(estimate.NeededSamples > 52, $"{estimate.NeededSamples}");
        Assert.True(QuantileOfCorrelated.OfRuns([1, 3, 2, 5, 1, 4, 2, 6, 1, 5], 0.5).Claimable);
        Assert.False(Autocorrelation.IsFound([1, 2, 3, double.NaN, 5, 6, 7, 8]));
    }

    [Theory]
    [InlineData("normal", 6)]
    [InlineData("normal", 61)]
    [InlineData("log-normal", 10)]
    [InlineData("log-normal", 30)]
    [InlineData("bimodal", 20)]
    [InlineData("bimodal", 72)]
    [InlineData("autocorrelated", 30)]
    [InlineData("autocorrelated", 100)]
    public void The_ratio_of_pairs(string name, int pairs) =>
        Assert.InRange(Source(name).RatioCoverage(pairs, 3000, (ulong)pairs), 0.94 - 0.017, Most);

    private static SimulatedSamples Source(string name) => name switch
    {
        "normal" => SimulatedSamples.NormalNoise,
        "log-normal" => SimulatedSamples.LogNormal,
        "bimodal" => SimulatedSamples.Bimodal(0.3),
        _ => SimulatedSamples.Autocorrelated(0.8),
    };
}
