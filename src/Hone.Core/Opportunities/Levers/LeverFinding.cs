using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities.Levers;

/// <summary>A lever that the evidence shows at a function.</summary>
/// <param name="Lever">The lever.</param>
/// <param name="Frame">The function that would be changed.</param>
/// <param name="Kind">The kind of profile that shows it.</param>
/// <param name="Readings">Everything that was looked at; what is needed holds, the rest says how sure the finding is.</param>
/// <param name="Reliability">The lever's own, or less where evidence is missing.</param>
public sealed record LeverFinding(Lever Lever, Frame Frame, ProfileKind Kind, IReadOnlyList<RuleReading> Readings, LeverReliability Reliability)
{
    /// <summary>The part of the profile's whole that the lever is about.</summary>
    public required Ratio Share { get; init; }

    /// <summary>How specific the evidence is to this lever rather than to another one at the same function, 0 to 1.</summary>
    public required double Support { get; init; }

    /// <summary>
    /// What findings are ranked by: the part of the wall time that <see cref="Share"/> stands for, times <see cref="Support"/>, less for
    /// weaker reliability. No promise: the bound of a row says what can be gained.
    /// </summary>
    public double Rank { get; init; }

    /// <summary>Why it is not as reliable as its lever can be, as one clause; null when it is.</summary>
    public string? LoweredBecause { get; init; }
}
