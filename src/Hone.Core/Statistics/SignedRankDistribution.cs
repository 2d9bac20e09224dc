namespace Hone.Statistics;

/// <summary>
/// How the sum of signed ranks is distributed when each rank is positive or negative by the throw of a fair coin. Exact
/// by adding one rank after the other, as F. Wilcoxon did by hand, "Individual Comparisons by Ranking Methods",
/// Biometrics Bulletin 1 (1945); ranks with ties count too (doubled midranks), conditional on the ties.
/// </summary>
internal static class SignedRankDistribution
{
    /// <summary>Up to here exact: 110,000 additions at most. Beyond it the normal form is right to the fourth decimal.</summary>
    public const int ExactUpTo = 60;

    private static readonly double[]?[] _untied = new double[ExactUpTo + 1][];

    /// <summary>P(T ≤ t) for the ranks 1 … n without ties; n up to <see cref="ExactUpTo"/>.</summary>
    public static double AtMost(int n, long t)
    {
        double[] cumulative = Volatile.Read(ref _untied[n]) ?? Remember(n);
        return t < 0 ? 0 : cumulative[(int)Math.Min(t, cumulative.Length - 1)];
    }

    /// <summary>P(T ≤ t) for any whole ranks, such as doubled midranks; t in their unit.</summary>
    public static double AtMost(ReadOnlySpan<long> ranks, long t)
    {
        double[] mass = Masses(ranks);
        double sum = 0;
        for (int i = 0; i <= t && i < mass.Length; i++)
        {
            sum += mass[i];
        }

        return Math.Min(1, sum);
    }

    private static double[] Remember(int n)
    {
        long[] ranks = new long[n];
        for (int i = 0; i < n; i++)
        {
            ranks[i] = i + 1;
        }

        double[] cumulative = Masses(ranks);
        for (int i = 1; i < cumulative.Length; i++)
        {
            cumulative[i] += cumulative[i - 1];
        }

        Volatile.Write(ref _untied[n], cumulative);
        return cumulative;
    }

    /// <summary>P(T = t) for every t: half of the ways have the next rank positive.</summary>
    private static double[] Masses(ReadOnlySpan<long> ranks)
    {
        long total = 0;
        foreach (long rank in ranks)
        {
            total += rank;
        }

        double[] mass = new double[total + 1];
        mass[0] = 1;
        long top = 0;
        foreach (long rank in ranks)
        {
            top += rank;
            for (long t = top; t >= 0; t--)
            {
                mass[t] = 0.5 * (mass[t] + (t >= rank ? mass[t - rank] : 0));
            }
        }

        return mass;
    }
}
