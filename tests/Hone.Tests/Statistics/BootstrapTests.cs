using System.Text.Json;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void From_the_same_replicates_the_interval_is_that_of_SciPy()
    {
        foreach (JsonElement row in Reference.Root.GetProperty("bca").EnumerateArray())
        {
            double[] x = Reference.Doubles(row.GetProperty("x"));
            Func<double[], double> statistic = row.GetProperty("statistic").GetString() == "mean" ? v => Mean.Of(v) : Deviation;
            double[] left = [.. x.Select((_, i) => statistic([.. x[..i], .. x[(i + 1)..]]))];
            Interval interval = Bootstrap.FromReplicates(
                Reference.Doubles(row.GetProperty("replicates")), row.GetProperty("estimate").GetDouble(), Bootstrap.Acceleration(left), 0.95);
            Reference.Near(row.GetProperty("low").GetDouble(), interval.Low, 1e-10, "low");
            Reference.Near(row.GetProperty("high").GetDouble(), interval.High, 1e-10, "high");
        }
    }

    [Fact]
    public void Its_own_replicates_bring_it_near_to_SciPy()
    {
        JsonElement row = Reference.Root.GetProperty("bca").EnumerateArray().Last();
        Interval interval = Bootstrap.Bca(Reference.Doubles(row.GetProperty("x")), v => Deviation(v.ToArray()), resamples: 4000);
        double low = row.GetProperty("low").GetDouble();
        double high = row.GetProperty("high").GetDouble();
        Assert.Equal(low, interval.Low, 0.1 * (high - low));
        Assert.Equal(high, interval.High, 0.2 * (high - low));
        Assert.Equal(interval, Bootstrap.Bca(Reference.Doubles(row.GetProperty("x")), v => Deviation(v.ToArray()), resamples: 4000));
    }

    [Fact]
    public void The_quantile_of_a_resample_drawn_directly_has_the_interval_that_resampling_gives()
    {
        // One side constant, so that the difference is the other side's median.
        SeededRandom random = new(8);
        double[] y = [.. Enumerable.Range(0, 41).Select(_ => Math.Exp(random.NextNormal()))];
        Interval direct = Bootstrap.QuantileDifference(new double[6], y, 0.5, resamples: 20_000)!.Value;
        Interval resampled = Bootstrap.Bca(y, v => Median.Of(v), seed: 2, resamples: 20_000);
        Assert.Equal(resampled.Low, direct.Low, 0.1);
        Assert.Equal(resampled.High, direct.High, 0.1);
    }

    [Fact]
    public void Quantile_differences_hold_the_truth_about_as_often_as_they_say()
    {
        // log-normal, p95 of 200 and 300, true log ratio ln 1.1.
        SeededRandom random = new(4);
        double[] x = new double[200];
        double[] y = new double[300];
        int covered = 0;
        for (int experiment = 0; experiment < 400; experiment++)
        {
            SimulatedSamples.LogNormal.Next(random, x);
            SimulatedSamples.LogNormal.Next(random, y);
            double[] slower = [.. y.Select(v => 1.1 * v)];
            covered += Bootstrap.QuantileLogRatio(x, slower, 0.95, seed: (ulong)experiment, resamples: 500)!.Value.Contains(Math.Log(1.1)) ? 1 : 0;
        }

        Assert.InRange(covered / 400.0, 0.90, 0.99);
    }

    [Fact]
    public void Too_few_samples_carry_no_far_quantile()
    {
        double[] few = [.. Enumerable.Range(1, 71).Select(i => (double)i)];
        double[] enough = [.. Enumerable.Range(1, 72).Select(i => (double)i)];
        Assert.Null(Bootstrap.QuantileDifference(few, enough, 0.95));
        Assert.NotNull(Bootstrap.QuantileDifference(enough, enough, 0.95));
        Assert.Throws<ArgumentException>(() => Bootstrap.QuantileLogRatio([0, 1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], 0.5));
    }

    private static double Deviation(double[] x) => Math.Sqrt(x.Sum(v => (v - Mean.Of(x)) * (v - Mean.Of(x))) / x.Length);
}
