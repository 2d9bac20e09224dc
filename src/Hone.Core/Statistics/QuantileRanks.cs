namespace Hone.Statistics;

/// <summary>
/// Which two order statistics enclose a quantile. The number of samples at or below the true quantile is binomial, whatever
/// the distribution (David and Nagaraja, Order Statistics, §7.1); each tail gets half of what the confidence leaves.
/// </summary>
/// <param name="Low">The rank of the lower end, counted from 1; 0 when no sample lies far enough out.</param>
/// <param name="High">The rank of the upper end, counted from 1; n + 1 when no sample lies far enough out.</param>
public readonly record struct QuantileRanks(long Low, long High)
{
    /// <summary>The ranks for <paramref name="n"/> independent samples.</summary>
    /// <param name="n">How many samples, 0 or more.</param>
    /// <param name="p">Which quantile, above 0 and below 1.</param>
    /// <param name="confidence">Between 0 and 1: 0.95 leaves 2.5 % to each side.</param>
    public static QuantileRanks Of(long n, double p, double confidence = 0.95)
    {
        double tail = (1 - confidence) / 2;

        // X(l) < quantile fails when fewer than l samples lie below it: the largest l with P(B <= l-1) <= tail.
        long low = FirstFailing(0, n, rank => Binomial.Cdf(rank, n, p) <= tail);

        // X(u) > quantile fails when at least u samples lie below it: the smallest u with P(B >= u) <= tail.
        long high = FirstFailing(1, n + 1, rank => Binomial.UpperTail(rank, n, p) > tail);
        return new(low, high);
    }

    // The smallest number in the range for which the condition does not hold; it holds for all below.
    private static long FirstFailing(long from, long to, Func<long, bool> holds)
    {
        while (from < to)
        {
            long middle = from + (to - from) / 2;
            if (holds(middle))
            {
                from = middle + 1;
            }
            else
            {
                to = middle;
            }
        }

        return from;
    }
}
