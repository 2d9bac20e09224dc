namespace Hone.Statistics;

/// <summary>
/// The rank-sum test of two independent samples: H. B. Mann and D. R. Whitney, "On a Test of Whether one of Two Random
/// Variables is Stochastically Larger than the Other", Annals of Mathematical Statistics 18 (1947). Exact without ties when
/// one sample has at most 8 values, else normal with the correction for ties and for continuity.
/// </summary>
public static class MannWhitney
{
    private const int ExactUpTo = 8;

    // C(200,008, 8) still fits 128 bits.
    private const int ExactAgainst = 200_000;

    /// <summary>The two-sided p-value of "both samples come from one distribution".</summary>
    public static double PValue(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.IsEmpty || y.IsEmpty)
        {
            throw new ArgumentException("both samples need at least one value");
        }

        int m = x.Length;
        int n = y.Length;
        double[] values = [.. x, .. y];
        bool[] first = new bool[m + n];
        first.AsSpan(0, m).Fill(true);
        Array.Sort(values, first);
        if (!double.IsFinite(values[0]) || !double.IsFinite(values[^1]))
        {
            throw new ArgumentException("a sample is not a finite number");
        }

        long[] ranks = new long[m + n];
        double ties = Ranks.OfSorted(values, ranks);
        long twice = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            twice += first[i] ? ranks[i] : 0;
        }

        long pairs = (long)m * n;
        double u = twice / 2.0 - m * (m + 1.0) / 2;
        double smaller = Math.Min(u, pairs - u);
        if (ties == 0 && Math.Min(m, n) <= ExactUpTo && Math.Max(m, n) <= ExactAgainst)
        {
            return Math.Min(1, 2 * AtMost((long)smaller, Math.Min(m, n), Math.Max(m, n)));
        }

        double total = m + n;
        double spread = Math.Sqrt(pairs / 12.0 * (total + 1 - ties / (total * (total - 1))));

        // All values equal: the spread is zero and nothing can be said.
        return spread == 0 ? 1 : Math.Min(1, 2 * Normal.Cdf((smaller - pairs / 2.0 + 0.5) / spread));
    }

    /// <summary>
    /// P(U ≤ u): the ways to reach each u are the coefficients of the Gaussian binomial ∏(1 − qⁿ⁺ⁱ)/(1 − qⁱ), multiplied and
    /// divided factor by factor in whole numbers (G. E. Andrews, The Theory of Partitions, ch. 3). With at most 8 values on one
    /// side they fit 128 bits.
    /// </summary>
    private static double AtMost(long u, int small, int large)
    {
        // Symmetric about half the pairs, so u is at most that; higher coefficients never flow down.
        UInt128[] ways = new UInt128[u + 1];
        ways[0] = 1;
        double all = 1;
        for (int i = 1; i <= small; i++)
        {
            for (long q = u; q >= large + i; q--)
            {
                ways[q] -= ways[q - large - i];
            }

            for (long q = i; q <= u; q++)
            {
                ways[q] += ways[q - i];
            }

            all *= (large + i) / (double)i;
        }

        UInt128 sum = 0;
        foreach (UInt128 way in ways)
        {
            sum += way;
        }

        return (double)sum / all;
    }
}
