using Hone.Beads;
using Hone.Beads.Driving;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Linux.Trackers;

/// <summary>A claim that was tried: the bead, or why it was not had.</summary>
internal sealed record ClaimTry(BeadChange? Change, Problem? Refusal);

/// <summary>
/// Takes an issue of a driven tracker. All is called with the lock of the leases held; but people and other tools take issues without it, so
/// what the list said is asked again where it matters.
/// </summary>
/// <param name="project">The project.</param>
/// <param name="dialect">Which tracker.</param>
/// <param name="program">Its program.</param>
/// <param name="leases">Hone's leases.</param>
/// <param name="reading">What the tracker holds.</param>
internal sealed class CommandClaims(Project project, ITrackerDialect dialect, TrackerProgram program, LeaseFile leases, TrackerReading reading)
{
    /// <summary>Takes an open bead, or one whose lease ran out.</summary>
    public ClaimTry Take(Bead bead, Holder who, DateTimeOffset now, TimeSpan? lease)
    {
        List<string> notes = [];
        if (bead.IsStale(now))
        {
            // Its claimer may have renewed or closed it by the tracker's own means, or somebody else taken it over.
            if (reading.Again(bead.Id) is not { } present || !present.IsStale(now) || present.Assignee != bead.Assignee)
            {
                return No("bead-claimed", $"{Name(bead)} was taken, renewed or closed meanwhile", "hone beads ready");
            }

            if (program.TryAsk(dialect.Release(bead.Id, who.Name), out string kept) is null)
            {
                return Refused(dialect.Release(bead.Id, who.Name), kept);
            }

            notes = BeadMoves.TakenOver(bead, who, now) is { } note ? [note] : [];
        }

        // The lease first: who dies before the claim leaves a lease on nothing, and who dies after it a claim that runs out.
        SetLease(bead.Id, who, now, lease);
        IReadOnlyList<string> words = dialect.Claim(bead.Id, who.Name);
        byte[]? output = program.TryAsk(words, out string complaint);
        Bead? taken = output is null ? null : TrackerAnswer.Beads(output, program.Shown(words)).FirstOrDefault(each => each.Id == bead.Id);
        if (taken is not { Status: BeadStatus.InProgress })
        {
            leases.Set(bead.Id, null);
            return Refused(words, complaint);
        }

        // br answers without the assignee; whose it is stands in the issue.
        if ((taken.Assignee ?? reading.Again(bead.Id)?.Assignee) is var holder && holder != who.Name)
        {
            leases.Set(bead.Id, null);
            return No("bead-claimed", $"{Name(bead)} is claimed by {holder ?? "nobody"}, as {dialect.Program} says after {who.Name}'s claim", "hone beads ready");
        }

        // Somebody may have put another bead before it since the list was read.
        if (reading.IsBlocked(bead.Id))
        {
            _ = program.Ask(dialect.Release(bead.Id, who.Name));
            leases.Set(bead.Id, null);
            return Blocked(bead);
        }

        return new(new(bead with { Status = BeadStatus.InProgress, Assignee = who.Name, LeaseUntil = Lease.Until(now, lease), LeaseHost = lease is null ? null : who.Host }, true, [.. notes, .. program.TakeWarnings()]), null);
    }

    /// <summary>Lets one's own claim hold until the lease's end; null for until it is given back.</summary>
    public BeadChange Hold(Bead bead, Holder who, DateTimeOffset now, TimeSpan? lease)
    {
        SetLease(bead.Id, who, now, lease);
        return new(bead with { Status = BeadStatus.InProgress, Assignee = who.Name, LeaseUntil = Lease.Until(now, lease), LeaseHost = who.Host }, true, []);
    }

    /// <summary>A bead that waits for another.</summary>
    public ClaimTry Blocked(Bead bead) => No("bead-blocked", $"{Name(bead)} is not ready, as {dialect.Program} sees it", $"see what it waits for: {dialect.Program} show {bead.Id}");

    private void SetLease(string id, Holder who, DateTimeOffset now, TimeSpan? lease) =>
        leases.Set(id, Lease.Until(now, lease) is { } end ? new(who.Name, who.Host, now, end) : null);

    private ClaimTry Refused(IReadOnlyList<string> words, string complaint)
    {
        // Its complaint is the problem; a next try must not tell it again.
        _ = program.TakeWarnings();
        return new(null, TrackerProgram.Refused(program.Shown(words), complaint).Problem);
    }

    private static ClaimTry No(string rule, string what, string next) => new(null, new(ExitCode.GateSaidNo, rule, what, next));

    private string Name(Bead bead) => BeadId.Shown(project, bead.Key!);
}
