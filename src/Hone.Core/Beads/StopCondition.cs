using System.Globalization;
using Hone.Units;

namespace Hone.Beads;

/// <summary>One term of the stop condition.</summary>
/// <param name="Name">A stable kebab-case name.</param>
/// <param name="Value">What was found, for people.</param>
/// <param name="Limit">What it must be.</param>
/// <param name="Holds">True when it is.</param>
/// <param name="Left">What keeps it from holding, one item each; empty when it holds.</param>
public sealed record StopTerm(string Name, string Value, string Limit, bool Holds, IReadOnlyList<string> Left);

/// <summary>A row of the matrix that nobody has landed or turned down with a reason.</summary>
/// <param name="RowId">Its id in the matrix.</param>
/// <param name="Score">Impact × Confidence ÷ Effort.</param>
public sealed record UnresolvedOpportunity(string RowId, double Score);

/// <summary>A hotspot that a lever could still act on.</summary>
/// <param name="Workload">The workload in whose profile it is.</param>
/// <param name="Frame">The function.</param>
/// <param name="Share">Its cumulative share.</param>
public sealed record ActionableHotspot(string Workload, string Frame, Ratio Share);

/// <summary>What the stop condition is computed from. Null means "not established", which never counts as "none".</summary>
public sealed record StopFacts
{
    /// <summary>Steps of the method whose evidence is missing or older than the source: without it the other terms say nothing.</summary>
    public IReadOnlyList<string> StepsWithoutEvidence { get; init; } = [];

    /// <summary>All profiling beads of the phase as shown, with whether each is closed; empty or null before seeding.</summary>
    public IReadOnlyList<(string Bead, bool Closed)>? ProfilingBeads { get; init; }

    /// <summary>The unresolved rows; null before there is a matrix.</summary>
    public IReadOnlyList<UnresolvedOpportunity>? Opportunities { get; init; }

    /// <summary>The score at which a row is worth implementing.</summary>
    public double ScoreLimit { get; init; } = 2.0;

    /// <summary>The hotspots that are left in the latest profile of the landed state; null before there is one.</summary>
    public IReadOnlyList<ActionableHotspot>? Hotspots { get; init; }

    /// <summary>The cumulative share at which a frame is a hotspot.</summary>
    public Ratio ShareLimit { get; init; } = new(0.05);

    /// <summary>
    /// The smallest effect that the measurements can show (the largest of the workloads'); a hotspot below twice it could
    /// not be shown to be gone. Null when it was not measured.
    /// </summary>
    public Ratio? SmallestEffect { get; init; }
}

/// <summary>When a phase is over: all profiling beads closed, no opportunity worth doing unresolved, no hotspot above the limit.</summary>
/// <param name="Terms">The terms, each with its value; always the same four, in this order.</param>
public sealed record StopCondition(IReadOnlyList<StopTerm> Terms)
{
    /// <summary>True when every term holds.</summary>
    public bool IsMet => Terms.All(term => term.Holds);

    /// <summary>Computes the terms; nothing is assumed for what is not established.</summary>
    public static StopCondition Of(StopFacts facts) => new([Evidence(facts.StepsWithoutEvidence), Beads(facts.ProfilingBeads), Opportunities(facts), Hotspots(facts)]);

    private static StopTerm Evidence(IReadOnlyList<string> missing) =>
        new("evidence", missing.Count == 0 ? "complete" : $"{missing.Count} steps lack it", "0 steps lack it", missing.Count == 0, missing);

    private static StopTerm Beads(IReadOnlyList<(string Bead, bool Closed)>? beads)
    {
        const string limit = "0 open";
        if (beads is null || beads.Count == 0)
        {
            return new StopTerm("profiling-beads", "not seeded", limit, false, ["hone beads seed"]);
        }

        List<string> open = [.. beads.Where(bead => !bead.Closed).Select(bead => bead.Bead)];
        return new StopTerm("profiling-beads", $"{open.Count} of {beads.Count} open", limit, open.Count == 0, open);
    }

    private static StopTerm Opportunities(StopFacts facts)
    {
        string limit = "0 at or above " + facts.ScoreLimit.ToString("0.00", CultureInfo.InvariantCulture);
        if (facts.Opportunities is null)
        {
            return new StopTerm("opportunities", "no matrix", limit, false, ["hone matrix"]);
        }

        // "Not below" rather than "at or above": a score that is not a number keeps the phase open.
        List<string> left =
        [
            .. facts.Opportunities
                .Where(row => !(row.Score < facts.ScoreLimit))
                .OrderByDescending(row => row.Score)
                .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.RowId} ({row.Score:0.00})")),
        ];
        return new StopTerm("opportunities", $"{left.Count} unresolved", limit, left.Count == 0, left);
    }

    private static StopTerm Hotspots(StopFacts facts)
    {
        double share = Math.Max(facts.ShareLimit.Value, 2 * (facts.SmallestEffect?.Value ?? 0));
        string limit = $"0 at or above {new Ratio(share)}"
            + (share > facts.ShareLimit.Value ? " (twice the smallest effect that can be shown)" : "");
        if (facts.Hotspots is null)
        {
            return new StopTerm("hotspots", "no profile", limit, false, ["hone profile"]);
        }

        List<string> left =
        [
            .. facts.Hotspots
                .Where(hotspot => !(hotspot.Share.Value < share))
                .OrderByDescending(hotspot => hotspot.Share)
                .Select(hotspot => $"{hotspot.Workload}: {hotspot.Frame} {hotspot.Share}"),
        ];
        return new StopTerm("hotspots", $"{left.Count} actionable", limit, left.Count == 0, left);
    }
}
