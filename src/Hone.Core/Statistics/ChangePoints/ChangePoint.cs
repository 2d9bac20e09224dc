namespace Hone.Statistics.ChangePoints;

/// <summary>How a level was left for the next one.</summary>
public enum ChangeKind
{
    /// <summary>From one point to the next.</summary>
    Step,

    /// <summary>Over many points: one incident, however many steps would describe it.</summary>
    Ramp,
}

/// <summary>A change of level of a series.</summary>
/// <param name="Kind">Whether it is a step or a ramp.</param>
/// <param name="Index">The zero-based index of the first point of the new level: of a ramp, of the first that is nearer to it than to the old one.</param>
/// <param name="Begins">Of a ramp, the index of the first point on its way; of a step the same as <paramref name="Index"/>.</param>
/// <param name="Reached">Of a ramp, the index of the first point at the new level; of a step the same as <paramref name="Index"/>.</param>
/// <param name="Earliest">A step was at this index at the earliest, at 95 % confidence; a ramp's begin.</param>
/// <param name="Latest">A step was at this index at the latest; a ramp's end.</param>
/// <param name="Before">The level before, in the unit of the series: the mean (geometric where all values are above zero), with wild values drawn in.</param>
/// <param name="After">The level after it.</param>
/// <param name="Effect">After / before − 1; null where the level before is zero.</param>
/// <param name="Interval">The interval of the effect at 95 %, with the correlation of neighbours allowed for; it takes the place as known.</param>
/// <param name="Evidence">Why it is believed.</param>
public sealed record ChangePoint(
    ChangeKind Kind, int Index, int Begins, int Reached, int Earliest, int Latest, double Before, double After, double? Effect, Interval? Interval, ChangeEvidence Evidence)
{
    /// <summary>The index of the later change with which the level came at least half the way back; null while it holds.</summary>
    public int? WentAwayAt { get; init; }
}

/// <summary>Why a change is believed.</summary>
/// <param name="Statistic">How far the levels are apart, in standard deviations of chance.</param>
/// <param name="Limit">What the statistic had to exceed: of flat series of that length about one in a hundred holds a place that does.</param>
/// <param name="PointsBefore">How many points the level before has.</param>
/// <param name="PointsAfter">How many points the level after has.</param>
/// <param name="Noise">The standard deviation of the noise about there: as a part of the level, or in the unit of the series where that holds zeros or less.</param>
public sealed record ChangeEvidence(double Statistic, double Limit, int PointsBefore, int PointsAfter, double Noise);

/// <summary>A change of how noisy a series is; its level may have stayed. It says "noisier", never "slower".</summary>
/// <param name="Index">The zero-based index of the first point of the new spread.</param>
/// <param name="Before">The standard deviation before: as a part of the level, or in the unit of the series where that holds zeros or less.</param>
/// <param name="After">The standard deviation after.</param>
public sealed record SpreadChange(int Index, double Before, double After)
{
    /// <summary>Whether the series became noisier rather than quieter.</summary>
    public bool IsNoisier => After > Before;
}
