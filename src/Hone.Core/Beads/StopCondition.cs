using System.Globalization;
using Hone.Units;

namespace Hone.Beads;

/// <summary>One term of the stop condition.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Value">What it is now.</param>
/// <param name="Limit">What it may be at most.</param>
/// <param name="Holds">Whether it is within the limit.</param>
public sealed record StopTerm(string Name, string Value, string Limit, bool Holds);

/// <summary>Whether the phase may stop: all profiling beads closed, nothing worth doing left undone, no actionable hotspot above the threshold.</summary>
public sealed record StopCondition(IReadOnlyList<StopTerm> Terms)
{
    /// <summary>Every term holds.</summary>
    public bool IsMet => Terms.All(term => term.Holds);

    /// <summary>The condition from its counts.</summary>
    /// <param name="openProfilingBeads">Profiling beads that are not closed; null when none were seeded yet.</param>
    /// <param name="unresolved">Opportunities at or above the score threshold that are neither landed, closed nor rejected.</param>
    /// <param name="score">The score threshold.</param>
    /// <param name="actionable">Shares of the hotspots in the project's own code that nobody judged, largest first.</param>
    /// <param name="threshold">The hotspot threshold: the manifest's, or twice the MDE if that is more.</param>
    /// <param name="missing">Steps that lack their evidence: without it the other terms say nothing.</param>
    public static StopCondition Of(
        int? openProfilingBeads, int unresolved, double score, IReadOnlyList<Ratio> actionable, Ratio threshold, IReadOnlyList<string> missing)
    {
        int above = actionable.Count(share => share >= threshold);
        string largest = above > 0 ? $"{above}, largest {actionable[0]}" : "0";
        return new(
        [
            new("steps without evidence", missing.Count == 0 ? "0" : $"{missing.Count} ({string.Join(", ", missing)})", "0", missing.Count == 0),
            new("open profiling beads", openProfilingBeads is int open ? open.ToString(CultureInfo.InvariantCulture) : "not seeded", "0", openProfilingBeads == 0),
            new(
                string.Create(CultureInfo.InvariantCulture, $"unresolved opportunities scoring {score:0.0} or more"),
                unresolved.ToString(CultureInfo.InvariantCulture),
                "0",
                unresolved == 0),
            new($"actionable hotspots at {threshold} or more", largest, "0", above == 0),
        ]);
    }
}
