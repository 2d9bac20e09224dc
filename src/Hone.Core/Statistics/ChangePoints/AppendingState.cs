namespace Hone.Statistics.ChangePoints;

/// <summary>What is kept of a history to judge the next point: the latest points of its present level, however long the history is.</summary>
public sealed record AppendingState
{
    /// <summary>How many points the history has.</summary>
    public long Points { get; init; }

    /// <summary>The latest points of the present level, at most <see cref="AppendingDetector.MostKept"/>, in the unit of the series.</summary>
    public IReadOnlyList<double> Present { get; init; } = [];

    /// <summary>The standard deviation of the noise at earlier levels; null when there was none to learn from.</summary>
    public double? Noise { get; init; }

    /// <summary>How much a value resembled the one before it at earlier levels.</summary>
    public double Correlation { get; init; }

    /// <summary>Whether <see cref="Noise"/> is a part of the level rather than in the unit of the series.</summary>
    public bool IsRelative { get; init; }

    /// <summary>The level before the present one; null when the present one is the first.</summary>
    public double? Before { get; init; }

    /// <summary>The index of the first point of the present level.</summary>
    public long PresentSince { get; init; }
}

/// <summary>A change that an appended point has shown.</summary>
/// <param name="Index">The zero-based index of the first point of the new level in the whole history.</param>
/// <param name="Before">The level before, in the unit of the series.</param>
/// <param name="After">The level since.</param>
/// <param name="Effect">After / before − 1; null where the level before is zero.</param>
/// <param name="Statistic">How far the levels are apart, in standard deviations of chance.</param>
/// <param name="Limit">What the statistic had to exceed.</param>
/// <param name="Points">How many points of the new level it took.</param>
/// <param name="Continues">Whether the level goes on in the direction of the change before, which was just so long ago: a ramp, and one incident.</param>
/// <param name="WentAway">Whether the level came at least half the way back to the one before the last change.</param>
public sealed record AppendedChange(long Index, double Before, double After, double? Effect, double Statistic, double Limit, int Points, bool Continues, bool WentAway);
