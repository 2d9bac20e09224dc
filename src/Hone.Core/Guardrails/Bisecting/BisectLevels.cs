using Hone.Statistics;

namespace Hone.Guardrails.Bisecting;

/// <summary>
/// What is known of the two levels between which the change lies, before any commit between them is measured: from the history, or from
/// pairs of runs of both ends.
/// </summary>
/// <param name="Good">The level before the change, on the scale of the measurements (logarithms as a rule).</param>
/// <param name="Bad">The level since the change.</param>
/// <param name="Sd">The standard deviation of one measurement; above 0.</param>
/// <param name="GoodRuns">How many measurements the level before was learnt from.</param>
/// <param name="BadRuns">How many the level since was learnt from.</param>
public sealed record BisectLevels(double Good, double Bad, double Sd, double GoodRuns, double BadRuns)
{
    /// <summary>How many measurements the noise was learnt from.</summary>
    public double SdRuns { get; init; } = 50;

    /// <summary>
    /// The standard deviation to reckon with: that of Student's distribution, since a noise that is known from few measurements may be
    /// larger than they show.
    /// </summary>
    public double Cautious => Sd * Math.Sqrt(Math.Max(SdRuns, 4) / (Math.Max(SdRuns, 4) - 2));

    // The noise counts as no less than this part of the step: figures that repeat exactly, such as counts, would make one odd run decide.
    private const double LeastNoise = 0.05;

    // A level that is known by definition, such as that of the ratio of the good commit to itself.
    private const double Exactly = 1e6;

    /// <summary>
    /// The levels of log ratios to the good commit, from pairs of runs of both ends: the good level is 0 by definition.
    /// </summary>
    /// <param name="logRatios">ln(bad / good) of each pair; at least two.</param>
    public static BisectLevels OfPairs(ReadOnlySpan<double> logRatios)
    {
        double middle = Median.Of(logRatios);
        double robust = Mad.NormalScale * Mad.Of(logRatios);
        double squares = 0;
        foreach (double ratio in logRatios)
        {
            // Wild pairs are drawn in: the posterior allows for them by itself.
            double apart = robust > 0 ? Math.Clamp(ratio - middle, -3 * robust, 3 * robust) : ratio - middle;
            squares += apart * apart;
        }

        double sd = Math.Max(Math.Sqrt(squares / (logRatios.Length - 1)), LeastNoise * Math.Abs(middle));
        return new(0, middle, Math.Max(sd, 1e-12), Exactly, logRatios.Length) { SdRuns = logRatios.Length - 1 };
    }

    /// <summary>Whether the pairs of both ends show that they differ at all: their mean is beyond its interval at this confidence (Student's t).</summary>
    /// <param name="logRatios">ln(bad / good) of each pair.</param>
    /// <param name="alpha">The chance that equal ends seem to differ.</param>
    public static bool Differ(ReadOnlySpan<double> logRatios, double alpha)
    {
        if (logRatios.Length < 3)
        {
            return false;
        }

        double mean = Mean.Of(logRatios);
        double squares = 0;
        foreach (double ratio in logRatios)
        {
            squares += (ratio - mean) * (ratio - mean);
        }

        double error = Math.Sqrt(squares / (logRatios.Length - 1) / logRatios.Length);
        return error > 0 ? Math.Abs(mean) / error > StudentT.Quantile(1 - (alpha / 2), logRatios.Length - 1) : mean != 0;
    }
}
