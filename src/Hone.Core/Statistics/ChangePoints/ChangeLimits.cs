namespace Hone.Statistics.ChangePoints;

/// <summary>What a change must exceed to be believed.</summary>
internal static class ChangeLimits
{
    // The noise of a short series is known badly: found by simulation of flat series of 6 to 300 points.
    private const double Short = 6;

    /// <summary>
    /// The limit for a series of n values, in standard deviations of chance: √(2 ln n), which the largest of n normal numbers hardly
    /// exceeds, and a margin, found by simulation; more for short series.
    /// </summary>
    public static double Of(int n, double strictness) => Math.Sqrt(2 * Math.Log(n)) + strictness + (Short / n);
}
