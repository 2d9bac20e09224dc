using Hone.Statistics;

namespace Hone.Tests.Statistics;

public sealed class QuantileRanksTests
{
    [Fact]
    public void They_are_the_ranks_that_the_interval_of_samples_stands_on()
    {
        foreach (int n in (int[])[1, 5, 6, 71, 72, 367, 368, 1000, 20_000])
        {
            double[] sorted = [.. Enumerable.Range(1, n).Select(rank => (double)rank)];
            foreach (double p in (double[])[0.05, 0.5, 0.95, 0.99, 0.999])
            {
                QuantileEstimate samples = Quantile.EstimateSorted(sorted, p);
                QuantileRanks ranks = QuantileRanks.Of(n, p);
                Assert.Equal(samples.Low ?? 0, ranks.Low);
                Assert.Equal(samples.High ?? n + 1, ranks.High);
            }
        }
    }

    [Fact]
    public void They_enclose_the_quantile_with_at_least_the_confidence_whatever_the_number()
    {
        QuantileRanks ranks = QuantileRanks.Of(10_000_000, 0.999);
        double coverage = 1 - Binomial.Cdf(ranks.Low - 1, 10_000_000, 0.999) - Binomial.UpperTail(ranks.High, 10_000_000, 0.999);
        Assert.InRange(coverage, 0.95, 0.951);
    }
}
