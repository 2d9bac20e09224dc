using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>What runs of one program, taken in pairs, say of the smallest effect that pairs can show.</summary>
public static class PairedNoise
{
    private const int FewestPairs = 8;
    private const double FivePercentEightyPower = 1.959964 + 0.841621;

    /// <summary>
    /// The smallest relative change that a two-sided 5 % test of so many pairs finds with 80 % power:
    /// exp((z₀.₉₇₅ + z₀.₈₀) · s / √pairs) − 1, s being the robust standard deviation (1.4826 · MAD) of the logarithms of the
    /// ratios of neighbouring runs (paired case of the normal approximation; Cohen, Statistical Power Analysis, §2.3.5). Null
    /// below eight pairs.
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
                ratios.Add(Math.Log(runs[i + 1] / runs[i]));
            }
        }

        return ratios.Count < FewestPairs ? null : new(Math.Exp(FivePercentEightyPower * Mad.NormalScale * Mad.Of([.. ratios]) / Math.Sqrt(pairs)) - 1);
    }
}
