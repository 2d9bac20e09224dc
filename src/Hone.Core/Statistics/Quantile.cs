namespace Hone.Statistics;

/// <summary>
/// Quantiles of a sample. The value is definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages",
/// The American Statistician 50 (1996): linear between order statistics, as R and NumPy have it by default. The interval
/// lies between order statistics (<see cref="QuantileRanks"/>), each tail with half of what the confidence leaves.
/// </summary>
public static class Quantile
{
    /// <summary>The type 7 quantile of samples in ascending order.</summary>
    /// <param name="sorted">At least one sample, ascending, no NaN.</param>
    /// <param name="p">Between 0 and 1.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("a quantile needs at least one sample", nameof(sorted));
        }

        Check(p);
        double position = (sorted.Length - 1) * p;
        int below = (int)position;
        double fraction = position - below;
        return fraction == 0 ? sorted[below] : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
    }

    /// <summary>The quantile of samples in any order, with its interval.</summary>
    public static QuantileEstimate Estimate(ReadOnlySpan<double> samples, double p, double confidence = 0.95) =>
        EstimateSorted(Sorted(samples), p, confidence);

    /// <summary>The quantile of samples in ascending order, with its interval.</summary>
    public static QuantileEstimate EstimateSorted(ReadOnlySpan<double> sorted, double p, double confidence = 0.95)
    {
        double value = OfSorted(sorted, p);
        int needed = NeededSamples(p, confidence);
        double tail = (1 - confidence) / 2;
        int n = sorted.Length;

        double low = QuantileRanks.Lower(n, p, tail);
        double high = QuantileRanks.Upper(n, p, tail);
        return new QuantileEstimate(
            p,
            value,
            low >= 1 ? LowerLimit(sorted, low) : null,
            high <= n ? UpperLimit(sorted, high) : null,
            n,
            needed);
    }

    /// <summary>
    /// The smallest number of samples whose extremes enclose the quantile: both pⁿ and (1 − p)ⁿ must be within half of
    /// what the confidence leaves. 6 for the median, 72 for p95, 368 for p99 at 95 % (0.99³⁶⁷ = 0.02501 just misses).
    /// The extremes themselves (p = 0 or 1) can never be enclosed: <see cref="int.MaxValue"/>.
    /// </summary>
    public static int NeededSamples(double p, double confidence = 0.95)
    {
        Check(p);
        double tail = (1 - confidence) / 2;
        double outer = Math.Max(p, 1 - p);
        if (!(tail > 0 && tail < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a confidence lies between 0 and 1");
        }

        if (outer == 1)
        {
            return int.MaxValue;
        }

        double estimate = Math.Ceiling(Math.Log(tail) / Math.Log(outer));
        if (estimate >= int.MaxValue)
        {
            return int.MaxValue;
        }

        // The logarithms may round across a whole number either way; the powers decide.
        int n = (int)estimate;
        while (n > 1 && Math.Pow(outer, n - 1) <= tail)
        {
            n--;
        }

        while (Math.Pow(outer, n) > tail)
        {
            n++;
        }

        return n;
    }

    /// <summary>The lower limit at a rank from 1 to n: linear between samples, but the sample below when a gap lies there.</summary>
    internal static double LowerLimit(ReadOnlySpan<double> sorted, double rank) => AtRank(sorted, IsGap(sorted, rank) ? Math.Floor(rank) : rank);

    /// <summary>The upper limit at a rank from 1 to n: linear between samples, but the sample above when a gap lies there.</summary>
    internal static double UpperLimit(ReadOnlySpan<double> sorted, double rank) => AtRank(sorted, IsGap(sorted, rank) ? Math.Ceiling(rank) : rank);

    /// <summary>
    /// Whether two neighbours lie so far apart that the quantile may fall anywhere between them, as the median of two equal modes
    /// does: interpolation then counts on a density that is not there (coverage down to 90 % at 7 samples; whole ranks stay
    /// above 95 %). Two fifths of the range leave the coverage for one mode where it is.
    /// </summary>
    private static bool IsGap(ReadOnlySpan<double> sorted, double rank)
    {
        int below = (int)rank;
        return below < sorted.Length && sorted[below] - sorted[below - 1] > 0.4 * (sorted[^1] - sorted[0]);
    }

    private static double AtRank(ReadOnlySpan<double> sorted, double rank)
    {
        int whole = (int)rank;
        double fraction = rank - whole;
        double below = sorted[Math.Clamp(whole, 1, sorted.Length) - 1];
        double above = sorted[Math.Clamp(whole + 1, 1, sorted.Length) - 1];
        return fraction == 0 ? below : below + fraction * (above - below);
    }

    internal static double[] Sorted(ReadOnlySpan<double> samples)
    {
        double[] sorted = samples.ToArray();
        Array.Sort(sorted);

        // NaN sorts first; one of them would silently move every quantile.
        if (sorted.Length > 0 && double.IsNaN(sorted[0]))
        {
            throw new ArgumentException("a sample is not a number", nameof(samples));
        }

        return sorted;
    }

    private static void Check(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "a quantile lies between 0 and 1");
        }
    }
}
