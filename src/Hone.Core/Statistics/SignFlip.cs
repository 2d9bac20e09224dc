namespace Hone.Statistics;

/// <summary>
/// The permutation test of paired differences: when the order inside each pair was thrown by a coin and the two programs
/// are alike, every difference could as well have had the other sign (R. A. Fisher, The Design of Experiments (1935), §21).
/// All 2ⁿ ways of signs when they are few, else random ones, counted with the observed way among them, so that the p-value is never
/// too small: B. Phipson and G. K. Smyth, "Permutation P-values Should Never Be Zero", SAGMB 9 (2010).
/// </summary>
public static class SignFlip
{
    private const int ExactUpTo = 14;

    /// <summary>
    /// The two-sided p-value of "the differences are as likely positive as negative": how often the statistic lies at least
    /// as far from zero. Exact up to 14 differences; beyond, at least 1 / (<paramref name="flips"/> + 1).
    /// </summary>
    /// <param name="differences">At least one, all finite.</param>
    /// <param name="statistic">What is compared.</param>
    /// <param name="seed">Gives the same p-value each time it is read.</param>
    /// <param name="flips">How many random ways of signs are tried.</param>
    public static double PValue(ReadOnlySpan<double> differences, SignFlipStatistic statistic, ulong seed = 1, int flips = 9999)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(flips, 1);
        int n = Finite.Sorted(differences).Length;
        double[] sizes = new double[n];
        bool[] negative = new bool[n];
        for (int i = 0; i < n; i++)
        {
            sizes[i] = Math.Abs(differences[i]);
            negative[i] = differences[i] < 0;
        }

        Array.Sort(sizes, negative);

        // Sums of the same numbers in another order differ in their last digits and must still count as equal.
        double limit = Statistic(sizes, negative, statistic) - 1e-12 * sizes.Sum();
        int extreme = 0;
        if (n <= ExactUpTo)
        {
            for (int way = 0; way < 1 << n; way++)
            {
                for (int i = 0; i < n; i++)
                {
                    negative[i] = (way >> i & 1) != 0;
                }

                extreme += Statistic(sizes, negative, statistic) >= limit ? 1 : 0;
            }

            return (double)extreme / (1 << n);
        }

        SeededRandom random = new(seed);
        for (int flip = 0; flip < flips; flip++)
        {
            ulong bits = 0;
            for (int i = 0; i < n; i++)
            {
                bits = i % 64 == 0 ? random.NextBits() : bits >> 1;
                negative[i] = (bits & 1) != 0;
            }

            extreme += Statistic(sizes, negative, statistic) >= limit ? 1 : 0;
        }

        return (extreme + 1.0) / (flips + 1);
    }

    /// <summary>How far from zero the mean (as a sum) or the median lies.</summary>
    private static double Statistic(double[] sizes, bool[] negative, SignFlipStatistic statistic) =>
        Math.Abs(statistic == SignFlipStatistic.Mean ? Sum(sizes, negative) : Middle(sizes, negative));

    private static double Sum(double[] sizes, bool[] negative)
    {
        double sum = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            sum += negative[i] ? -sizes[i] : sizes[i];
        }

        return sum;
    }

    /// <summary>The median without sorting anew: the negative ones in descending size come first, then the positive ones ascending.</summary>
    private static double Middle(double[] sizes, bool[] negative)
    {
        int below = 0;
        foreach (bool one in negative)
        {
            below += one ? 1 : 0;
        }

        double low = At(sizes, negative, below, (sizes.Length - 1) / 2);
        return sizes.Length % 2 == 1 ? low : (low + At(sizes, negative, below, sizes.Length / 2)) / 2;
    }

    private static double At(double[] sizes, bool[] negative, int below, int rank)
    {
        bool sign = rank < below;
        int wanted = sign ? below - 1 - rank : rank - below;
        for (int i = 0; ; i++)
        {
            if (negative[i] == sign && wanted-- == 0)
            {
                return sign ? -sizes[i] : sizes[i];
            }
        }
    }
}
