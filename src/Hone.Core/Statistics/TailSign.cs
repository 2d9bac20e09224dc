namespace Hone.Statistics;

/// <summary>
/// Compares the slow ends of two paired samples: how much more one of them costs in its slowest twentieth. Over a threshold that is drawn
/// from both samples together, and so is the same whichever way a pair is turned, the pairs with exactly one member above it are counted
/// (McNemar, Psychometrika 12 (1947)). Where the order within each pair was drawn at random and both programs cost the same, the number
/// among them whose second member is above is binomial with a chance of one half, whatever the values are: the test is exact.
/// All values are natural logarithms of costs.
/// </summary>
public static class TailSign
{
    /// <summary>The part of all values that lies above the threshold.</summary>
    public const double Tail = 0.05;

    private const int Steps = 40;
    private const double Reach = 2;

    /// <summary>The chance of the second sample being above the threshold as often as seen, or more often, if it costs <c>e^shift</c> times the first.</summary>
    /// <param name="first">One member of each pair.</param>
    /// <param name="second">The other.</param>
    /// <param name="shift">ln of the ratio that is held against.</param>
    public static double GreaterPValue(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double shift)
    {
        (long above, long of) = Count(first, second, shift);
        return of == 0 ? 1 : Binomial.UpperTail(above, of, 0.5);
    }

    /// <summary>The chance of its being above as seldom as seen, or more seldom.</summary>
    /// <inheritdoc cref="GreaterPValue"/>
    public static double LessPValue(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double shift)
    {
        (long above, long of) = Count(first, second, shift);
        return of == 0 ? 1 : Binomial.Cdf(above, of, 0.5);
    }

    /// <summary>ln of the ratio of the 95th percentiles, the second's over the first's; NaN without pairs.</summary>
    public static double Centre(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => first.IsEmpty ? double.NaN : Percentile(second) - Percentile(first);

    /// <summary>The ratios, as their ln, that the test does not reject; null where the pairs are too few to reject any.</summary>
    public static Interval? ShiftInterval(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double confidence)
    {
        double centre = Centre(first, second);
        double each = (1 - confidence) / 2;
        if (first.IsEmpty || GreaterPValue(first, second, centre - Reach) > each || LessPValue(first, second, centre + Reach) > each)
        {
            return null;
        }

        double low = centre - Reach;
        double lowKept = centre;
        double high = centre + Reach;
        double highKept = centre;
        for (int i = 0; i < Steps; i++)
        {
            double middle = (low + lowKept) / 2;
            (low, lowKept) = GreaterPValue(first, second, middle) <= each ? (middle, lowKept) : (low, middle);
            middle = (high + highKept) / 2;
            (high, highKept) = LessPValue(first, second, middle) <= each ? (middle, highKept) : (high, middle);
        }

        return new(low, high);
    }

    /// <summary>The pairs with exactly one member above the threshold, and among them those whose second member is.</summary>
    internal static (long Above, long Of) Count(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double shift)
    {
        double[] pooled = new double[first.Length + second.Length];
        first.CopyTo(pooled);
        for (int i = 0; i < second.Length; i++)
        {
            pooled[first.Length + i] = second[i] - shift;
        }

        Array.Sort(pooled);
        double threshold = pooled.Length == 0 ? 0 : pooled[Math.Max(0, pooled.Length - 1 - (int)Math.Max(1, Tail * pooled.Length))];
        long above = 0;
        long of = 0;
        for (int i = 0; i < first.Length; i++)
        {
            bool isSecond = second[i] - shift > threshold;
            if (isSecond != first[i] > threshold)
            {
                of++;
                above += isSecond ? 1 : 0;
            }
        }

        return (above, of);
    }

    private static double Percentile(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return Quantile.OfSorted(sorted, 1 - Tail);
    }
}
