using System.Text.Json;
using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class AutocorrelationTests
{
    [Fact]
    public void The_function_agrees_with_SciPy()
    {
        JsonElement row = Reference.Root.GetProperty("autocorrelation");
        double[] expected = Reference.Doubles(row.GetProperty("function"));
        double[] actual = Autocorrelation.Function(Reference.Doubles(row.GetProperty("x")), expected.Length - 1);
        for (int lag = 0; lag < expected.Length; lag++)
        {
            Assert.Equal(expected[lag], actual[lag], 1e-12);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void The_effective_size_of_a_known_process_is_found(double phi)
    {
        // n (1 − φ)/(1 + φ); the mean of 40 series of 5,000, whose own error is about 10 % each.
        SeededRandom random = new(6);
        SimulatedSamples source = SimulatedSamples.Autocorrelated(phi);
        double[] x = new double[5000];
        double sum = 0;
        for (int i = 0; i < 40; i++)
        {
            source.Next(random, x);
            sum += Autocorrelation.EffectiveSampleSize(x) / 40;
        }

        Assert.Equal(1, sum / (5000 * (1 - phi) / (1 + phi)), 0.06);
    }

    [Fact]
    public void No_sample_is_worth_more_than_its_number()
    {
        Assert.Equal(100, Autocorrelation.EffectiveSampleSize([.. Enumerable.Range(0, 100).Select(i => (double)(i % 2))]));
        Assert.Equal(5, Autocorrelation.EffectiveSampleSize([3, 3, 3, 3, 3]));
        Assert.InRange(Autocorrelation.EffectiveSampleSize([.. Enumerable.Range(0, 100).Select(i => (double)i)]), 1, 5);
    }

    [Fact]
    public void Far_quantiles_suffer_less_than_the_median()
    {
        SeededRandom random = new(9);
        double[] x = new double[5000];
        SimulatedSamples.Autocorrelated(0.8).Next(random, x);
        double middle = QuantileOfCorrelated.EffectiveSampleSize(x, 0.5);
        double far = QuantileOfCorrelated.EffectiveSampleSize(x, 0.99);
        Assert.InRange(middle, 5000 / 9.0 * 0.8, 5000 / 4.0);
        Assert.True(far > 1.3 * middle);
    }
}
