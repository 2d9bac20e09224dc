using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement.Latency;

/// <summary>A quantile of latencies with its 95 % interval, or the statement that there are too few requests for one.</summary>
/// <param name="P">Which quantile: 0.99 for p99.</param>
/// <param name="Value">The estimate: definition 7 of Hyndman and Fan (1996) on the counts.</param>
/// <param name="Low">The lower end of the interval; null when too few.</param>
/// <param name="High">The upper end of the interval; null when too few.</param>
/// <param name="Requests">How many latencies it was computed from.</param>
/// <param name="Independent">
/// How many independent ones they are worth. A stall makes neighbours slow together: ten thousand requests that caught one
/// stall know as much about stalls as one request. The design effect of cluster sampling (L. Kish, Survey Sampling, 1965,
/// §5.4) is estimated from the counts above the quantile in the blocks of the run, and never taken below 1.
/// </param>
/// <param name="Needed">The smallest number of independent requests that carries this quantile.</param>
public sealed record LatencyQuantile(double P, Duration Value, Duration? Low, Duration? High, long Requests, long Independent, int Needed)
{
    private const int FewestBlocks = 5;
    private const double Tail = 0.025;

    /// <summary>Those that every report shows: p50, p95, p99, p99.9.</summary>
    public static IReadOnlyList<double> Shown { get; } = [0.5, 0.95, 0.99, 0.999];

    /// <summary>Whether the requests support the quantile: both ends of the interval exist.</summary>
    public bool Claimable => Low is not null && High is not null;

    /// <summary>The name that people use: <c>p99.9</c>.</summary>
    public string Name => FormattableString.Invariant($"p{P * 100:0.###}");

    /// <summary>A quantile of the log; null when the log is empty.</summary>
    public static LatencyQuantile? Of(LatencyLog log, double p)
    {
        LatencyHistogram all = log.All;
        if (all.Count == 0)
        {
            return null;
        }

        long value = Value7(all, p);
        long independent = IndependentOf(log, value);
        double low = QuantileRanks.Lower(independent, p, Tail);
        double high = QuantileRanks.Upper(independent, p, Tail);
        bool claimable = low >= 1 && high <= independent;
        double scale = (double)all.Count / independent;
        return new(
            p,
            new(value),
            claimable ? new(all.AtRank(Math.Clamp((long)(low * scale), 1, all.Count))) : null,
            claimable ? new(all.AtRank(Math.Clamp((long)Math.Ceiling(high * scale), 1, all.Count))) : null,
            all.Count,
            independent,
            Quantile.NeededSamples(p));
    }

    private static long Value7(LatencyHistogram all, double p)
    {
        double position = (all.Count - 1) * p;
        long below = (long)position;
        double fraction = position - below;
        long low = all.AtRank(below + 1);
        return fraction == 0 ? low : low + (long)Math.Round(fraction * (all.AtRank(below + 2) - low));
    }

    // The variance of the share above the value, from blocks of unequal size (the ratio estimator), beside that of as many
    // independent requests.
    private static long IndependentOf(LatencyLog log, long value)
    {
        long n = log.All.Count;
        double share = (double)log.All.CountAbove(value) / n;
        LatencyHistogram[] blocks = [.. log.Blocks.Where(block => block.Count > 0)];
        if (blocks.Length < FewestBlocks || share is 0 or 1)
        {
            return n;
        }

        double squares = 0;
        foreach (LatencyHistogram block in blocks)
        {
            double surplus = block.CountAbove(value) - share * block.Count;
            squares += surplus * surplus;
        }

        double variance = squares * blocks.Length / (blocks.Length - 1) / n / n;
        double effect = variance / (share * (1 - share) / n);
        return effect <= 1 ? n : Math.Max(1, (long)(n / effect));
    }
}
