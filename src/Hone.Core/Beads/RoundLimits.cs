using Hone.Workloads;

namespace Hone.Beads;

/// <summary>
/// Tells a round's measurements from those of the rounds before: what was recorded before the step's bead of the last round was closed was
/// that round's. A round's beads may be made after its measuring (<c>hone run --new-round</c>), so when they were made tells nothing.
/// </summary>
/// <param name="project">The project.</param>
/// <param name="beads">Its beads.</param>
/// <param name="closedBy">The number of the record's entry that last closed a bead, by key.</param>
public sealed class RoundLimits(Project project, IReadOnlyCollection<Bead> beads, IReadOnlyDictionary<string, long> closedBy)
{
    private readonly string[] _keys = [.. beads.Select(bead => bead.Key!).Concat(closedBy.Keys).Distinct()];

    /// <summary>Whether what was recorded belongs to the round of this bead.</summary>
    /// <param name="key">The bead's key.</param>
    /// <param name="seq">The number of the record's entry.</param>
    /// <param name="time">When that was written.</param>
    public bool Counts(string key, long seq, DateTimeOffset time)
    {
        int round = PhaseRounds.RoundOf(project, key);
        if (round <= 1)
        {
            return true;
        }

        // Strength and teeth have a bead in some rounds only; a baseline is in each.
        string[] earlier = [.. _keys.Where(other => PhaseRounds.RoundOf(project, other) < round)];
        string? previous = PhaseRounds.LatestKey(project, PhaseRounds.StepOf(project, key), earlier) ?? PhaseRounds.LatestKey(project, PhaseSteps.Baseline, earlier);
        return previous is null
            || (closedBy.TryGetValue(previous, out long closed) ? seq > closed : time > beads.First(bead => bead.Key == previous).ClosedAt);
    }
}
