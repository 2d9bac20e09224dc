namespace Hone.Statistics;

/// <summary>
/// The signed-rank test of paired differences: F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics
/// Bulletin 1 (1945). Differences of exactly zero are left out before ranking, as Wilcoxon did (not ranked and then left
/// out, as J. W. Pratt proposed in 1959); ties share their mean rank. Up to 60 differences the distribution is exact, also
/// with ties; beyond that it is normal, with the correction for ties and for continuity.
/// </summary>
public static class SignedRank
{
    /// <summary>The two-sided p-value of "the differences lie symmetrically about zero"; 1 when nothing differs.</summary>
    public static double PValue(ReadOnlySpan<double> differences) =>
        Math.Min(1, 2 * Math.Min(LessPValue(differences, 0), GreaterPValue(differences, 0)));

    /// <summary>The one-sided p-value of "the centre of the differences is at most <paramref name="value"/>": small when it lies above.</summary>
    public static double GreaterPValue(ReadOnlySpan<double> differences, double value) => OneSided(differences, value, -1);

    /// <summary>The one-sided p-value of "the centre of the differences is at least <paramref name="value"/>": small when it lies below.</summary>
    public static double LessPValue(ReadOnlySpan<double> differences, double value) => OneSided(differences, value, 1);

    /// <summary>
    /// The interval of the pseudo-median: all centres that the two-sided test does not reject, which are those between two
    /// Walsh averages (Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, §3.3). Null while even differences
    /// that all agree cannot be rejected: below 6 of them at 95 %.
    /// </summary>
    public static Interval? ShiftInterval(ReadOnlySpan<double> differences, double confidence = 0.95)
    {
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a confidence lies between 0 and 1");
        }

        long dropped = Dropped(differences.Length, (1 - confidence) / 2);
        if (dropped == 0)
        {
            return null;
        }

        WalshAverages averages = new(differences);
        return new Interval(averages.Smallest(dropped), averages.Smallest(averages.Count + 1 - dropped));
    }

    /// <summary>The largest k with P(T ≤ k − 1) within the tail: the rank, from each end, of the interval's limit. 0 when there is none.</summary>
    private static long Dropped(int n, double tail)
    {
        if (n <= SignedRankDistribution.ExactUpTo)
        {
            long k = 0;
            while (SignedRankDistribution.AtMost(n, k) <= tail)
            {
                k++;
            }

            return k;
        }

        double mean = n * (n + 1.0) / 4;
        double spread = Math.Sqrt(n * (n + 1.0) * (2.0 * n + 1) / 24);
        return Math.Max(0, (long)Math.Floor(mean + 0.5 + Normal.Quantile(tail) * spread));
    }

    /// <summary>How likely so few positive ranks are, of sign · (differences − value).</summary>
    private static double OneSided(ReadOnlySpan<double> differences, double value, int sign)
    {
        double[] sizes = new double[differences.Length];
        bool[] positive = new bool[differences.Length];
        int n = 0;
        foreach (double difference in differences)
        {
            double signed = sign * (difference - value);
            if (!double.IsFinite(signed))
            {
                throw new ArgumentException("a difference is not a finite number", nameof(differences));
            }

            if (signed != 0)
            {
                sizes[n] = Math.Abs(signed);
                positive[n++] = signed > 0;
            }
        }

        if (n == 0)
        {
            return 1;
        }

        Array.Sort(sizes, positive, 0, n);
        long[] ranks = new long[n];
        double ties = Ranks.OfSorted(sizes.AsSpan(0, n), ranks);
        long twice = 0;
        for (int i = 0; i < n; i++)
        {
            twice += positive[i] ? ranks[i] : 0;
        }

        if (n <= SignedRankDistribution.ExactUpTo)
        {
            return ties == 0 ? SignedRankDistribution.AtMost(n, twice / 2) : SignedRankDistribution.AtMost(ranks, twice);
        }

        double variance = (n * (n + 1.0) * (2.0 * n + 1) - ties / 2) / 24;
        return Normal.Cdf((twice / 2.0 - n * (n + 1.0) / 4 + 0.5) / Math.Sqrt(variance));
    }
}
