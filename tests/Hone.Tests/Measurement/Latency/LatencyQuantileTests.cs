using Hone.Measurement.Latency;
using Hone.Statistics;

namespace Hone.Tests.Measurement.Latency;

public sealed class LatencyQuantileTests
{
    [Fact]
    public void Without_clusters_it_is_the_order_statistic_interval_of_the_samples()
    {
        Random random = new(7);
        long[] values = [.. Enumerable.Range(0, 2000).Select(_ => (long)(1e6 * Math.Exp(random.NextDouble() * 3)))];
        QuantileEstimate exact = Quantile.Estimate([.. values.Select(value => (double)value)], 0.95);
        LatencyLog log = LatencyLog.WithoutOrder(LatencyLog.InOrder(values).All);
        LatencyQuantile counted = LatencyQuantile.Of(log, 0.95)!;

        Assert.Equal(2000, counted.Independent);
        Near(exact.Value, counted.Value.Nanoseconds);
        Near(exact.Low!.Value, counted.Low!.Value.Nanoseconds);
        Near(exact.High!.Value, counted.High!.Value.Nanoseconds);
    }

    [Theory]
    [InlineData(0.5, 6)]
    [InlineData(0.95, 72)]
    [InlineData(0.99, 368)]
    [InlineData(0.999, 3688)]
    public void Below_the_needed_number_it_says_too_few(double p, int needed)
    {
        Assert.True(Of(needed).Claimable);
        Assert.False(Of(needed - 1).Claimable);
        Assert.Equal(needed, Of(needed).Needed);

        LatencyQuantile Of(int count)
        {
            LatencyHistogram counts = new();
            counts.Add(1_000_000, count);
            return LatencyQuantile.Of(LatencyLog.WithoutOrder(counts), p)!;
        }
    }

    // 20,000 requests of which one stall made 2 % slow: all that is known of stalls is one stall.
    [Fact]
    public void One_stall_carries_no_p99_however_many_requests_it_caught()
    {
        LatencyLog one = Stalls(1);
        LatencyQuantile p99 = LatencyQuantile.Of(one, 0.99)!;
        Assert.False(p99.Claimable);
        Assert.InRange(p99.Independent, 1, 200);
        Assert.True(LatencyQuantile.Of(one, 0.5)!.Claimable);
        Assert.True(LatencyQuantile.Of(Stalls(20), 0.99)!.Claimable);
    }

    [Fact]
    public void Independent_requests_lose_little_by_being_in_blocks()
    {
        Random random = new(3);
        LatencyLog log = LatencyLog.InOrder([.. Enumerable.Range(0, 20_000).Select(_ => (long)(random.NextDouble() * 1e7))]);
        foreach (double p in LatencyQuantile.Shown)
        {
            Assert.InRange(LatencyQuantile.Of(log, p)!.Independent, 9_000, 20_000);
        }
    }

    // The interval of the design effect must hold what it promises for samples that cluster: blocks of a common level.
    [Fact]
    public void Intervals_cover_the_true_quantile_of_clustered_requests()
    {
        Random random = new(11);
        int covered = 0;
        int plain = 0;
        const int rounds = 300;
        const double truth = 1.8e6;
        for (int round = 0; round < rounds; round++)
        {
            List<long> values = [];
            for (int episode = 0; episode < 400; episode++)
            {
                // Each episode of 25 requests is fast or slow as a whole, a tenth of them slow.
                double level = random.NextDouble() * 2e6;
                values.AddRange(Enumerable.Repeat((long)level, 25));
            }

            LatencyQuantile clustered = LatencyQuantile.Of(LatencyLog.InOrder(values), 0.9)!;
            LatencyQuantile naive = LatencyQuantile.Of(LatencyLog.WithoutOrder(LatencyLog.InOrder(values).All), 0.9)!;
            covered += clustered.Low!.Value.Nanoseconds <= truth && truth <= clustered.High!.Value.Nanoseconds ? 1 : 0;
            plain += naive.Low!.Value.Nanoseconds <= truth && truth <= naive.High!.Value.Nanoseconds ? 1 : 0;
        }

        Assert.InRange(covered, rounds * 0.88, rounds);
        Assert.InRange(plain, 0, rounds * 0.6);
    }

    [Fact]
    public void An_empty_log_has_no_quantile() => Assert.Null(LatencyQuantile.Of(new LatencyLog(), 0.5));

    [Fact]
    public void Names_are_those_that_people_use() =>
        Assert.Equal(["p50", "p95", "p99", "p99.9"], LatencyQuantile.Shown.Select(p => LatencyQuantile.Of(LatencyLog.InOrder([1]), p)!.Name));

    private static LatencyLog Stalls(int stalls)
    {
        long[] values = new long[20_000];
        int length = 400 / stalls;
        for (int i = 0; i < values.Length; i++)
        {
            int inStall = i % (values.Length / stalls);
            values[i] = inStall < length ? 1_000_000_000L - inStall * 1_000_000L : 500_000;
        }

        return LatencyLog.InOrder(values);
    }

    private static void Near(double expected, double actual) => Assert.InRange(actual, expected * (1 - 2 * LatencyHistogram.RelativeError), expected * (1 + 2 * LatencyHistogram.RelativeError));
}
