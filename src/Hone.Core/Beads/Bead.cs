namespace Hone.Beads;

/// <summary>A bead as Hone plans it; what the tracker adds (status, assignee) is not part of it.</summary>
public sealed record Bead
{
    /// <summary>Its names.</summary>
    public required BeadKey Key { get; init; }

    /// <summary>One line, at most 500 characters, unlike every other bead's.</summary>
    public required string Title { get; init; }

    /// <summary>What, why, and <c>## Acceptance Criteria</c> with check boxes.</summary>
    public required string Description { get; init; }

    /// <summary><c>task</c> or <c>epic</c>.</summary>
    public string Type { get; init; } = "task";

    /// <summary>0 (critical) to 4 (backlog).</summary>
    public int Priority { get; init; } = 2;

    /// <summary>How long it may take, in minutes.</summary>
    public int EstimatedMinutes { get; init; } = 60;

    /// <summary>Each <c>[A-Za-z0-9_:-]{1,50}</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What it depends on: at most one edge to any other bead.</summary>
    public IReadOnlyList<BeadDependency> Dependencies { get; init; } = [];

    /// <summary>True for the beads that the stop condition counts.</summary>
    public bool IsProfiling => Labels.Contains(BeadLabel.Profiling);
}

/// <summary>An edge from a bead to one that it depends on.</summary>
/// <param name="On">The other bead.</param>
/// <param name="Type"><c>blocks</c>, <c>parent-child</c>, <c>related</c> or <c>discovered-from</c>: the four that every tracker knows.</param>
public sealed record BeadDependency(BeadKey On, string Type);

/// <summary>The labels that Hone gives.</summary>
public static class BeadLabel
{
    /// <summary>Every bead of a performance phase.</summary>
    public const string Perf = "perf";

    /// <summary>The phase's number in the playbook that the method is from.</summary>
    public const string Phase = "phase-8";

    /// <summary>Beads that profile and analyse.</summary>
    public const string Profiling = "profiling";

    /// <summary>Beads that change the program.</summary>
    public const string Lever = "lever";

    /// <summary>Beads that keep what was gained.</summary>
    public const string Guardrail = "guardrail";
}
