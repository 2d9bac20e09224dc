using Hone.Problems;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>What people type: the name of a bead, and their own.</summary>
public static class TypedBead
{
    /// <summary>The bead of this project that typed text means: an id in either form, a key, a bare step (of the latest round) or a matrix row. None is a <see cref="ProblemException"/>.</summary>
    /// <param name="beads">All beads of the tracker.</param>
    /// <param name="project">The project.</param>
    /// <param name="typed">The text.</param>
    /// <param name="place">The tracker, for an error.</param>
    public static Bead Find(IReadOnlyList<Bead> beads, Project project, string typed, string place)
    {
        List<Bead> own = [.. beads.Where(bead => ReadyBeads.IsOf(bead, project.Name))];
        Bead? found = own.Find(bead => bead.Id == typed.Trim());
        string step = typed.Trim().ToLowerInvariant();

        // A project may be called as a step is; then the bare word is its epic, as it was before there were rounds.
        found ??= step != project.Name && PhaseRounds.LatestKey(project, step, own.Select(bead => bead.Key!)) is { } latest ? own.Find(bead => bead.Key == latest) : null;
        foreach (string key in BeadId.Candidates(project, typed))
        {
            found ??= own.Find(bead => bead.Key == key);
        }

        return found ?? throw new ProblemException(own.Count == 0
            ? new Problem(ExitCode.Usage, "beads-not-seeded", $"the tracker has no bead of {project.Name}", "hone beads seed") { Place = place }
            : new Problem(ExitCode.Usage, "bead-unknown", $"no bead of {project.Name} is called '{typed.Trim()}'", "hone beads list") { Place = place });
    }

    /// <summary>The actor's name without outer white space; one that no tracker could keep is a <see cref="ProblemException"/>.</summary>
    public static string Actor(string actor) =>
        string.IsNullOrWhiteSpace(actor) || actor.Length > 100 || actor.Any(char.IsControl) || actor.TrimStart().StartsWith('-')
            ? throw new ProblemException(new Problem(
                ExitCode.Usage, "actor", "the actor's name is empty, longer than 100 characters, begins with - or has control characters", "give a plain name"))
            : actor.Trim();
}
