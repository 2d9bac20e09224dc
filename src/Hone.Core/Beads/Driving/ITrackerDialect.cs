using Hone.Workloads;

namespace Hone.Beads.Driving;

/// <summary>
/// How a tracker is asked, as the arguments after its program. A value that somebody wrote stands in one word with its flag
/// (<c>--title=…</c>), so that none is taken for a flag; every answer is asked for as JSON (<see cref="TrackerAnswer"/>).
/// </summary>
public interface ITrackerDialect
{
    /// <summary>The program, looked up in PATH.</summary>
    string Program { get; }

    /// <summary>Variables that make its answers be of one form.</summary>
    IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>The id that a new bead is to have; null where the tracker gives ids itself.</summary>
    string? IdOf(Project project, PlannedBead bead);

    /// <summary>All issues, closed and deferred ones too.</summary>
    IReadOnlyList<string> List();

    /// <summary>The issues that the tracker lets be taken now.</summary>
    IReadOnlyList<string> Ready();

    /// <summary>The issues that wait for another, those that somebody has too.</summary>
    IReadOnlyList<string> Blocked();

    /// <summary>One issue by its id.</summary>
    IReadOnlyList<string> Show(string id);

    /// <summary>A new issue with its edges, in one command: nobody can take it before it has them.</summary>
    /// <param name="bead">The bead.</param>
    /// <param name="id">What <see cref="IdOf"/> gave.</param>
    /// <param name="edges">Its edges, by the tracker's own ids.</param>
    /// <param name="actor">Who makes it.</param>
    IReadOnlyList<string> Create(PlannedBead bead, string? id, IReadOnlyList<BeadDependency> edges, string actor);

    /// <summary>An edge that an issue is to have; one that is there already stays.</summary>
    IReadOnlyList<string> AddEdge(string id, BeadDependency edge, string actor);

    /// <summary>New words for an issue.</summary>
    IReadOnlyList<string> Reword(string id, string title, string description, string actor);

    /// <summary>Takes an issue that nobody has; the tracker itself sees to it that only one gets it.</summary>
    IReadOnlyList<string> Claim(string id, string actor);

    /// <summary>Gives an issue back.</summary>
    IReadOnlyList<string> Release(string id, string actor);

    /// <summary>Hides an issue until a moment; null shows it again.</summary>
    IReadOnlyList<string> Defer(string id, DateTimeOffset? until, string actor);

    /// <summary>Closes an issue.</summary>
    IReadOnlyList<string> Close(string id, string reason, bool force, string actor);
}
