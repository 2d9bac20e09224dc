using CsCheck;
using Hone.Measurement.Latency;

namespace Hone.Tests.Measurement.Latency;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Every_rank_is_given_back_within_the_stated_error() =>
        Gen.Long[0, LatencyHistogram.Highest - 1].Array[1, 200].Sample(values =>
        {
            LatencyHistogram histogram = new();
            foreach (long value in values)
            {
                histogram.Add(value);
            }

            Array.Sort(values);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.InRange(histogram.AtRank(i + 1), values[i] * (1 - LatencyHistogram.RelativeError) - 1, values[i] * (1 + LatencyHistogram.RelativeError) + 1);
            }

            Assert.Equal((values[0], values[^1], (long)values.Length), (histogram.Min, histogram.Max, histogram.Count));
        });

    [Fact]
    public void Buckets_follow_each_other_without_gap_and_hold_their_own_first_value()
    {
        for (int index = 1; index < LatencyHistogram.Index(LatencyHistogram.Highest - 1); index++)
        {
            long low = LatencyHistogram.Low(index);
            Assert.Equal(index, LatencyHistogram.Index(low));
            Assert.Equal(index - 1, LatencyHistogram.Index(low - 1));
        }
    }

    [Fact]
    public void Values_outside_the_range_are_kept_as_the_ends()
    {
        LatencyHistogram histogram = new();
        histogram.Add(-5);
        histogram.Add(long.MaxValue);
        Assert.Equal((0L, long.MaxValue), (histogram.AtRank(1), histogram.AtRank(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => histogram.AtRank(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram().AtRank(1));
    }

    [Fact]
    public void Histograms_add_up()
    {
        LatencyHistogram one = new();
        LatencyHistogram other = new();
        one.Add(1000, 3);
        other.Add(5_000_000, 2);
        one.Add(other);
        one.Add(new LatencyHistogram());
        Assert.Equal((5L, 1000L, 5_000_000L), (one.Count, one.Min, one.Max));
        Assert.Equal(2, one.CountAbove(1000));
        Assert.Equal([3L, 2L], one.Buckets().Select(bucket => bucket.Count));
        Assert.Equal(10_003_000, one.Sum);
    }
}
