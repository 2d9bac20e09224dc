namespace Hone.Statistics;

/// <summary>
/// Picks the k-th smallest of a set of numbers that is known only by counting: how many of them are at most v? Bisects
/// the doubles themselves, by their bit patterns, so it ends after at most 64 counts at the very member of the set, with
/// no tolerance. This is how the n²/2 Walsh averages of 5,000 pairs are searched without being made. The idea of
/// counting along the two sorted margins is from Johnson and Mizoguchi, "Selecting the Kth Element in X + Y and X₁ + … +
/// X_m", SIAM J. Comput. 7 (1978); their selection of pivots is replaced by bisection.
/// </summary>
internal static class ImplicitOrder
{
    /// <summary>The k-th smallest member (k from 1) of a set whose members lie in [low, high].</summary>
    public static double Select(double low, double high, long k, Func<double, long> countAtMost)
    {
        long bottom = Key(low);
        long top = Key(high);
        while (bottom < top)
        {
            // Midway without overflow: the keys span the whole range of a long.
            long middle = (bottom & top) + ((bottom ^ top) >> 1);
            if (countAtMost(Value(middle)) >= k)
            {
                top = middle;
            }
            else
            {
                bottom = middle + 1;
            }
        }

        return Value(bottom);
    }

    /// <summary>Whole numbers in the order of the doubles (IEEE 754 bits, the negative ones turned round).</summary>
    private static long Key(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }

    private static double Value(long key) => BitConverter.Int64BitsToDouble(key >= 0 ? key : long.MinValue - key);
}
