namespace Hone.Beads;

/// <summary>A bead that Hone wants in the tracker: its text and its place in the graph, without times or state.</summary>
public sealed record PlannedBead
{
    /// <summary>Hone's stable key.</summary>
    public required string Key { get; init; }

    /// <summary>The id that is written to a JSONL tracker; it passed <see cref="TrackerRules.IdRefusal"/>.</summary>
    public required string Id { get; init; }

    /// <summary>One line, unique in the plan.</summary>
    public required string Title { get; init; }

    /// <summary>Markdown with check boxes, sealed by <see cref="TextSeal"/>.</summary>
    public required string Description { get; init; }

    /// <summary>0 to 4.</summary>
    public required int Priority { get; init; }

    /// <summary><c>epic</c> or <c>task</c>.</summary>
    public string Type { get; init; } = "task";

    /// <summary>Words to filter by.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>How long a person may plan for it; a planning default, not a measurement.</summary>
    public required int EstimatedMinutes { get; init; }

    /// <summary>What it depends on; at most one edge to any other bead (br's table allows one per pair).</summary>
    public required IReadOnlyList<BeadDependency> Dependencies { get; init; }

    /// <summary>The key of the same step's bead in the round before, to which it is related where the tracker has it; null in a first round.</summary>
    public string? Previous { get; init; }
}
