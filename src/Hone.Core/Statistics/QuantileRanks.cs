namespace Hone.Statistics;

/// <summary>
/// Between which ranks of a sample a quantile is expected. The number of samples at or below the true quantile is binomial,
/// so two order statistics enclose it with a known probability (David and Nagaraja, Order Statistics, §7.1); but whole ranks
/// leave steps, up to 97.9 % where 95 % was asked. A rank between two whole ones, read by linear interpolation, has almost the
/// probability asked for: T. P. Hettmansperger and S. J. Sheather, "Confidence Intervals Based on Interpolated Order
/// Statistics", Statistics and Probability Letters 4 (1986), for the median; J. Nyblom, "Note on Interpolated Order
/// Statistics", ibid. 14 (1992), for any quantile.
/// </summary>
internal static class QuantileRanks
{
    /// <summary>
    /// The rank of the lower limit, from 1, such that the limit lies above the true quantile with probability
    /// <paramref name="tail"/>; 0 when not even the smallest sample is low enough.
    /// </summary>
    public static double Lower(long n, double p, double tail)
    {
        long whole = LowerWhole(n, p, tail);
        if (whole == 0 || whole >= n)
        {
            return whole;
        }

        // With `whole` samples below the quantile the limit lies above it when the quantile is nearer to the sample below than
        // the weight of the next one; near the quantile both distances are exponential, at rates whole/p and (n − whole)/(1 − p).
        double wanted = (tail - Binomial.Cdf(whole - 1, n, p)) / Binomial.Pmf(whole, n, p);
        double odds = wanted / (1 - wanted) * (n - whole) * p / (whole * (1 - p));
        return whole + odds / (1 + odds);
    }

    /// <summary>The rank of the upper limit; n + 1 when not even the largest sample is high enough.</summary>
    public static double Upper(long n, double p, double tail) => n + 1 - Lower(n, 1 - p, tail);

    /// <summary>The largest rank l whose sample lies above the quantile with P(B ≤ l − 1) within the tail; 0 when there is none.</summary>
    private static long LowerWhole(long n, double p, double tail)
    {
        long low = 0;
        long high = n;
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            if (Binomial.Cdf(middle, n, p) <= tail)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
