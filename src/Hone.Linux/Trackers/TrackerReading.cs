using Hone.Beads;
using Hone.Beads.Driving;
using Hone.Workloads;

namespace Hone.Linux.Trackers;

/// <summary>What a driven tracker holds, as Hone sees it: its issues with Hone's leases on them.</summary>
/// <param name="project">The project.</param>
/// <param name="dialect">Which tracker.</param>
/// <param name="program">Its program.</param>
/// <param name="leases">Hone's leases.</param>
/// <param name="display">What people call the tracker.</param>
internal sealed class TrackerReading(Project project, ITrackerDialect dialect, TrackerProgram program, LeaseFile leases, string display)
{
    /// <summary>All issues; a lease that is not the assignee's any more counts no longer.</summary>
    /// <param name="now">The present time, for leases that begin in the future; null where they are settled already.</param>
    public IReadOnlyList<Bead> All(DateTimeOffset? now = null)
    {
        Dictionary<string, LeasedClaim> known = leases.Read();
        if (now is { } time)
        {
            known = known.ToDictionary(pair => pair.Key, pair => pair.Value.Settled(time), StringComparer.Ordinal);
        }

        return [.. program.Read(dialect.List()).Select(bead => Leased(bead, known))];
    }

    /// <summary>One issue as it is at this moment; null when there is none of the id.</summary>
    public Bead? Again(string id) => program.Find(id) is { } bead ? Leased(bead, leases.Read()) : null;

    /// <summary>The phase's beads that can be taken now, best first.</summary>
    public IReadOnlyList<Bead> Ready(IReadOnlyList<Bead> all, DateTimeOffset now, IReadOnlyDictionary<string, double>? scores)
    {
        HashSet<string> ready = [.. program.Read(dialect.Ready()).Select(bead => bead.Id)];
        return ReadyBeads.InOrder(
            all.Where(bead => IsOwn(bead) && bead.Key != project.Name && !(bead.DeferUntil > now)
                && ((ready.Contains(bead.Id) && bead.Status == BeadStatus.Open) || bead.IsStale(now))),
            scores);
    }

    /// <summary>Whether the tracker lets an open issue be taken.</summary>
    public bool IsReady(string id) => program.Read(dialect.Ready()).Any(bead => bead.Id == id);

    /// <summary>Whether an issue that somebody has waits for another.</summary>
    public bool IsBlocked(string id) => program.Read(dialect.Blocked()).Any(bead => bead.Id == id);

    /// <summary>Whether it is one of the phase's, by an id that a command can carry.</summary>
    public bool IsOwn(Bead bead) => ReadyBeads.IsOf(bead, project.Name) && TrackerAnswer.IsId(bead.Id);

    /// <summary>The bead that typed text means.</summary>
    public Bead Locate(IReadOnlyList<Bead> all, string typed) => TypedBead.Find([.. all.Where(IsOwn)], project, typed, display);

    private static Bead Leased(Bead bead, Dictionary<string, LeasedClaim> known) =>
        known.TryGetValue(bead.Id, out LeasedClaim? lease) && lease.Actor == bead.Assignee && bead.Status == BeadStatus.InProgress
            ? bead with { LeaseUntil = lease.Until, LeaseHost = lease.Host }
            : bead with { LeaseUntil = null, LeaseHost = null };
}
