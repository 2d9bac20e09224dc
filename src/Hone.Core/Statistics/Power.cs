namespace Hone.Statistics;

/// <summary>
/// What a number of pairs can show. The signed-rank test on normal noise needs π/3 times the pairs of the t test (its
/// efficiency is 3/π: E. L. Lehmann, Nonparametrics (1975), §4.3), so effect = (z₁₋ₐ/₂ + z_power) · s · √(π/3 / pairs); G. E.
/// Noether, "Sample Size Determination for Some Common Nonparametric Tests", JASA 82 (1987). Noise with heavier tails than
/// normal needs fewer pairs than this when s is its robust spread.
/// </summary>
public static class Power
{
    /// <summary>The smallest true shift that the two-sided test at <paramref name="alpha"/> finds with probability <paramref name="power"/>.</summary>
    /// <param name="robustSd">Spread of one paired difference (1.4826 · MAD), in any unit; the result has the same.</param>
    /// <param name="pairs">At least 1; infinite when so few pairs can never reject.</param>
    /// <param name="alpha">False-alarm rate, such as 0.01.</param>
    /// <param name="power">Such as 0.95.</param>
    public static double MinimumDetectableEffect(double robustSd, int pairs, double alpha, double power)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        Check(robustSd, alpha, power);
        return pairs < FewestThatReject(alpha) ? double.PositiveInfinity : Reach(alpha, power) * robustSd * Math.Sqrt(Math.PI / 3 / pairs);
    }

    /// <summary>
    /// The smallest number of pairs that finds a shift of <paramref name="effect"/> (in the unit of the spread) so often;
    /// <see cref="int.MaxValue"/> when there is no such number.
    /// </summary>
    public static int PairsNeeded(double robustSd, double effect, double alpha, double power)
    {
        Check(robustSd, alpha, power);
        double ratio = Reach(alpha, power) * robustSd / Math.Abs(effect);
        double pairs = robustSd == 0 ? 0 : Math.Ceiling(ratio * ratio * Math.PI / 3);
        return pairs >= int.MaxValue || double.IsNaN(pairs) ? int.MaxValue : Math.Max(FewestThatReject(alpha), (int)pairs);
    }

    private static double Reach(double alpha, double power) => Normal.Quantile(1 - alpha / 2) + Normal.Quantile(power);

    /// <summary>n differences of one sign have the p-value 2 / 2ⁿ, and there is no smaller one.</summary>
    private static int FewestThatReject(double alpha) => (int)Math.Ceiling(Math.Log2(2 / alpha));

    private static void Check(double robustSd, double alpha, double power)
    {
        if (!(robustSd >= 0 && double.IsFinite(robustSd)))
        {
            throw new ArgumentOutOfRangeException(nameof(robustSd), robustSd, "a spread is not negative");
        }

        if (!(alpha > 0 && alpha < 1 && power >= 0.5 && power < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "alpha lies between 0 and 1, power between 0.5 and 1");
        }
    }
}
