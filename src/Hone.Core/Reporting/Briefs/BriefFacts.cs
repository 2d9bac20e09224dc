using Hone.Opportunities;
using Hone.Workloads;

namespace Hone.Reporting.Briefs;

/// <summary>The change that is open at the row of a brief.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Worktree">Its worktree, absolute; null when that is gone.</param>
/// <param name="Verdict">Its last verdict in a word or two; null before the first.</param>
public sealed record BriefChange(string Id, string? Worktree, string? Verdict);

/// <summary>What a brief is rendered from.</summary>
public sealed record BriefFacts
{
    /// <summary>The bead as people see it, such as <c>bd-wordfreq.flamegraph</c>.</summary>
    public required string Bead { get; init; }

    /// <summary>The last part of its key: one of <see cref="Beads.PhaseSteps"/>, <c>lever-…</c>, or empty for the epic.</summary>
    public required string Step { get; init; }

    /// <summary>Its state in the tracker: <c>open</c>, <c>in_progress</c>, …</summary>
    public string Status { get; init; } = "open";

    /// <summary>Who has it; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Its text in the tracker: foreign, since anybody may have edited it.</summary>
    public string Text { get; init; } = "";

    /// <summary>What the record says.</summary>
    public required PhaseReport Report { get; init; }

    /// <summary>The rows that something can still be done about, best first.</summary>
    public IReadOnlyList<Opportunity> Open { get; init; } = [];

    /// <summary>The row of an opportunity bead; null for other beads, and when the row is not in the matrix any more.</summary>
    public Opportunity? Row { get; init; }

    /// <summary>The change that is open at the row.</summary>
    public BriefChange? Change { get; init; }

    /// <summary>How often anybody tried at the row's function since something landed there.</summary>
    public int Tried { get; init; }

    /// <summary>
    /// How many of the attempts that <c>[agent]</c> allows for one bead are used: calls of <c>hone work</c>, or, of whoever works by hand, those of
    /// the open change that came to timed runs. At its limit the bead ends.
    /// </summary>
    public int Made { get; init; }

    /// <summary>Workloads whose benchmark does not show a handicap of 5 %, with what was measured.</summary>
    public IReadOnlyList<string> Blunt { get; init; } = [];

    /// <summary>The reader was started by <c>hone work</c>: Hone verifies, and the reader cannot write to the record.</summary>
    public bool IsHarnessed { get; init; }

    /// <summary>The project.</summary>
    public Project Project => Report.Project;
}
