namespace Hone.Statistics;

/// <summary>Intervals of a share that was seen in a sample.</summary>
public static class Proportion
{
    /// <summary>The standard normal quantile of a two-sided 95 % interval.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>
    /// The score interval of E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
    /// JASA 22 (1927): unlike the textbook ± it stays within 0 and 1 and holds its coverage for small counts and
    /// shares near the ends. Counts may be fractions (weights that stand for <paramref name="trials"/> observations).
    /// </summary>
    /// <param name="successes">How many of the trials had the property, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent observations; 0 gives the interval that knows nothing, 0 to 1.</param>
    /// <param name="z">How many standard deviations of the normal distribution the interval spans to each side.</param>
    public static Interval Wilson(double successes, double trials, double z = Z95)
    {
        if (!(trials >= 0) || !(successes >= 0 && successes <= trials))
        {
            throw new ArgumentOutOfRangeException(nameof(successes), successes, "successes lie between 0 and the trials");
        }

        if (trials == 0)
        {
            return new Interval(0, 1);
        }

        double share = successes / trials;
        double square = z * z;
        double centre = share + square / (2 * trials);
        double reach = z * Math.Sqrt(share * (1 - share) / trials + square / (4 * trials * trials));
        double scale = 1 + square / trials;

        // Where nothing or everything was seen the formula gives 0 or 1 exactly; rounding must not.
        double low = successes == 0 ? 0 : Math.Max(0, (centre - reach) / scale);
        double high = successes == trials ? 1 : Math.Min(1, (centre + reach) / scale);
        return new Interval(low, high);
    }
}
