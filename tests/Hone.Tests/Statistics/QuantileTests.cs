using System.Text.Json;
using CsCheck;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class QuantileTests
{
    [Fact]
    public void Values_and_ends_agree_with_SciPy()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("samples").EnumerateArray())
        {
            double[] samples = [.. row.GetProperty("samples").EnumerateArray().Select(x => x.GetDouble())];
            Assert.Equal(row.GetProperty("median").GetDouble(), Median.Of(samples), 1e-12);
            Assert.Equal(row.GetProperty("mad").GetDouble(), Mad.Of(samples), 1e-12);
            foreach (JsonElement expected in row.GetProperty("quantiles").EnumerateArray())
            {
                QuantileEstimate actual = Quantile.Estimate(samples, expected.GetProperty("p").GetDouble());
                Reference.Near(expected.GetProperty("value").GetDouble(), actual.Value, 1e-12, $"n={samples.Length} p={actual.P}");
                AssertNear(Nullable(expected.GetProperty("low")), actual.Low);
                AssertNear(Nullable(expected.GetProperty("high")), actual.High);
            }
        }
    }

    [Fact]
    public void The_smallest_supporting_sample_is_what_trying_each_size_finds()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("needed").EnumerateArray())
        {
            Assert.Equal(row.GetProperty("n").GetInt32(), Quantile.NeededSamples(row.GetProperty("p").GetDouble()));
        }
    }

    [Theory]
    [InlineData(0.5, 5, false)]
    [InlineData(0.5, 6, true)]
    [InlineData(0.95, 71, false)]
    [InlineData(0.95, 72, true)]
    [InlineData(0.99, 367, false)]
    [InlineData(0.99, 368, true)]
    public void A_quantile_is_claimable_from_the_size_on_that_encloses_it(double p, int n, bool claimable)
    {
        double[] samples = [.. Enumerable.Range(0, n).Select(i => (double)i)];
        QuantileEstimate estimate = Quantile.Estimate(samples, p);
        Assert.Equal(claimable, estimate.Claimable);
        Assert.Equal(claimable, n >= estimate.NeededSamples);
    }

    [Fact]
    public void Both_ends_exist_exactly_when_there_are_enough_samples() =>
        Gen.Select(Gen.Int[1, 600], Gen.Double[0.001, 0.999]).Sample((n, p) =>
        {
            double[] samples = [.. Enumerable.Range(0, n).Select(i => (double)i)];
            QuantileEstimate estimate = Quantile.EstimateSorted(samples, p);
            Assert.Equal(n >= estimate.NeededSamples, estimate.Claimable);
            Assert.True(!estimate.Claimable || (estimate.Low <= estimate.Value && estimate.Value <= estimate.High));
        }, iter: 2000);

    [Fact]
    public void With_too_few_samples_the_one_end_may_lie_beyond_the_value()
    {
        // p99.9 of 25: the true quantile lies above all of them 97.5 times in 100, the interpolated value below the last.
        QuantileEstimate estimate = Quantile.EstimateSorted([.. Enumerable.Range(0, 25).Select(i => (double)i)], 0.999);
        Assert.False(estimate.Claimable);
        Assert.Equal(24, estimate.Low);
        Assert.True(estimate.Value < estimate.Low);
    }

    [Fact]
    public void Not_a_number_is_refused_and_so_is_an_empty_sample()
    {
        Assert.Throws<ArgumentException>(() => Quantile.Estimate([1, double.NaN], 0.5));
        Assert.Throws<ArgumentException>(() => Median.Of([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Estimate([1, 2], 1.01));
        Assert.Equal(int.MaxValue, Quantile.NeededSamples(1));
    }

    private static void AssertNear(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, 1e-9 * Math.Abs(expected ?? 1));
    }

    private static double? Nullable(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
