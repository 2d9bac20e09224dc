using Hone.Statistics;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>What somebody promises of a row.</summary>
/// <param name="Gain">The part of the workload's wall time that the change will save.</param>
/// <param name="Because">Why, never empty.</param>
public sealed record Claim(Ratio Gain, string Because)
{
    /// <summary>The range that the author gives; null when none.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How sure the author is, 0 to 1: recorded, and used for nothing.</summary>
    public double? Belief { get; init; }

    /// <summary>Who promised it.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The entry of the record.</summary>
    public long Entry { get; init; }

    /// <summary>The profile that it rests on.</summary>
    public string Profile { get; init; } = "";
}
