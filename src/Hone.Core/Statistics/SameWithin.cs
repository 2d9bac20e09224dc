namespace Hone.Statistics;

/// <summary>
/// Equivalence as a decision of its own, not the failure to find a difference: two one-sided tests (D. J. Schuirmann,
/// J. Pharmacokinetics and Biopharmaceutics 15 (1987)), each a signed-rank test of the paired log ratios (the rank form of
/// Hauschke, Steinijans and Diletti, Int. J. Clinical Pharmacology 28 (1990)). The ratio is called the same when both "slower
/// by the bound or more" and "faster by the bound or more" are rejected, so a false "same" has at most the probability alpha.
/// </summary>
public static class SameWithin
{
    /// <summary>Whether the ratio lies within ±bound.</summary>
    /// <param name="logRatios">ln(B/A) of each pair.</param>
    /// <param name="bound">A relative difference that does not matter: 0.02 for 2 %, read as the ratios 1/1.02 to 1.02.</param>
    /// <param name="alpha">The probability of "same" when the ratio is just at the bound.</param>
    public static bool Holds(ReadOnlySpan<double> logRatios, double bound, double alpha = 0.05) => PValue(logRatios, bound) <= alpha;

    /// <summary>The larger of the two one-sided p-values; 1 when there are no pairs.</summary>
    public static double PValue(ReadOnlySpan<double> logRatios, double bound)
    {
        if (!(bound > 0 && double.IsFinite(bound)))
        {
            throw new ArgumentOutOfRangeException(nameof(bound), bound, "a bound is above 0");
        }

        double limit = Math.Log(1 + bound);
        return Math.Max(SignedRank.GreaterPValue(logRatios, -limit), SignedRank.LessPValue(logRatios, limit));
    }
}
