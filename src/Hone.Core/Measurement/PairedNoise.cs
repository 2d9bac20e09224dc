using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>What runs of one program, taken in pairs, say of the smallest effect that <c>hone compare</c> can show.</summary>
public static class PairedNoise
{
    private const int FewestPairs = 8;

    /// <summary>
    /// The smallest relative change that a comparison of so many pairs finds in 95 of 100 cases, as
    /// <see cref="ComparisonRule.SmallestVisible"/> has it. Null below eight pairs.
    /// </summary>
    /// <param name="runs">Times of equal runs in the order in which they ran, in any unit; the first two are a pair, and so on.</param>
    /// <param name="pairs">How many pairs the comparison will have.</param>
    public static Ratio? SmallestVisibleEffect(ReadOnlySpan<double> runs, int pairs)
    {
        List<double> ratios = [];
        for (int i = 0; i + 1 < runs.Length; i += 2)
        {
            if (runs[i] > 0 && runs[i + 1] > 0)
            {
                ratios.Add(ComparisonRule.LogRatio(runs[i], runs[i + 1]));
            }
        }

        return ratios.Count < FewestPairs ? null : new(ComparisonRule.SmallestVisible([.. ratios], pairs, new()));
    }
}
