namespace Hone.Statistics.ChangePoints;

/// <summary>What a series did.</summary>
/// <param name="Points">How many points it has.</param>
/// <param name="IsRelative">Whether differences are parts of the level (all values are above zero) rather than in the unit of the series.</param>
/// <param name="Noise">The standard deviation of the noise, on that scale; 0 when all values are the same.</param>
/// <param name="Correlation">How much a value resembles the one before it, beyond what chance may show: 0 to 0.9.</param>
/// <param name="Limit">What a change had to exceed, in standard deviations of chance; infinite when there were too few points.</param>
/// <param name="Changes">The changes of level in their order.</param>
/// <param name="Spreads">The changes of spread in their order.</param>
public sealed record ChangePointReport(
    int Points, bool IsRelative, double Noise, double Correlation, double Limit, IReadOnlyList<ChangePoint> Changes, IReadOnlyList<SpreadChange> Spreads)
{
    /// <summary>Whether there were too few points to tell any change from noise.</summary>
    public bool TooFew => Points < ChangePointDetector.FewestPoints;
}
