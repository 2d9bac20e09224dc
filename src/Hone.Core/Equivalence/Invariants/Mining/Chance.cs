using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>
/// How likely a property would be seen if it were not a rule: the null probabilities of Daikon (M. Ernst, J. Cockrell,
/// W. Griswold, D. Notkin, "Dynamically Discovering Likely Program Invariants to Support Program Evolution", IEEE TSE 27(2),
/// 2001, §3.3), each against the plainest model of data that follow no rule. All are natural logarithms, so that 1000 rows in
/// order have a probability and not a zero. Daikon reports what is below 0.01, and so does <see cref="Miner"/>, after
/// multiplying by the number of candidates of the kind that were tried (C. Bonferroni, 1936).
/// </summary>
public static class Chance
{
    /// <summary>The greatest corrected probability of a proposal.</summary>
    public const double Limit = 0.01;

    /// <summary>
    /// That a list is in order: one of all arrangements of its items, in which equal ones are not told apart: Π mᵢ! / n!, where
    /// mᵢ is how often each value occurs.
    /// </summary>
    public static double Sorted(IEnumerable<int> counts)
    {
        double log = 0;
        long all = 0;
        foreach (int count in counts)
        {
            log += LogFactorial(count);
            all += count;
        }

        return log - LogFactorial(all);
    }

    /// <summary>That n draws from n values hit each of them once: n! / nⁿ.</summary>
    public static double Unique(long items) => items < 2 ? 0 : LogFactorial(items) - items * Math.Log(items);

    /// <summary>
    /// That items drawn from a list, as often as it is long, come out as that list: Π (mᵢ / n)^mᵢ, where mᵢ is how often each value
    /// occurs in it.
    /// </summary>
    public static double SameList(IEnumerable<int> counts)
    {
        int[] all = [.. counts];
        double items = all.Sum();
        return all.Sum(count => count * Math.Log(count / items));
    }

    /// <summary>That they come out as that list in any order: times n! / Π mᵢ!.</summary>
    public static double SameItems(IEnumerable<int> counts)
    {
        int[] all = [.. counts];
        return SameList(all) - Sorted(all);
    }

    /// <summary>That each of so many trials comes out right when it may as well not: 2⁻ⁿ.</summary>
    public static double Coins(long trials) => -trials * Math.Log(2);

    /// <summary>
    /// That a whole number hits another one, when it may be anything from 0 to twice as much: 1 / (2v + 1). Small numbers agree by
    /// chance, large ones hardly.
    /// </summary>
    public static double SameNumber(double size) => -Math.Log(2 * Math.Abs(size) + 1);

    /// <summary>
    /// That no number of one column is above the one beside it, when the rows of the two columns are paired at random: for each
    /// number the share of the other column that is not below it. Columns that do not overlap say nothing.
    /// </summary>
    public static double NeverAbove(IReadOnlyList<ExactNumber> left, IReadOnlyList<ExactNumber> right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        ExactNumber[] sorted = [.. right.Order()];
        double log = 0;
        foreach (ExactNumber number in left)
        {
            int at = Array.BinarySearch(sorted, number);
            for (at = at < 0 ? ~at : at; at > 0 && sorted[at - 1] == number; at--)
            {
                // The first of equal ones.
            }

            log += Math.Log(Math.Max(1, sorted.Length - at) / (double)sorted.Length);
        }

        return log;
    }

    /// <summary>The corrected probability: never above 1.</summary>
    public static double Corrected(double log, long tried) => Math.Min(1, Math.Exp(log + Math.Log(Math.Max(1, tried))));

    /// <summary>ln n!, by Stirling's series from 20 on (its error is below 10⁻¹⁰ there).</summary>
    public static double LogFactorial(long n)
    {
        if (n < 20)
        {
            double log = 0;
            for (long i = 2; i <= n; i++)
            {
                log += Math.Log(i);
            }

            return log;
        }

        double inverse = 1.0 / n;
        return n * Math.Log(n) - n + 0.5 * Math.Log(2 * Math.PI * n) + inverse / 12 - inverse * inverse * inverse / 360 + Math.Pow(inverse, 5) / 1260;
    }
}
