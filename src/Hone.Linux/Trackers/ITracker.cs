using Hone.Beads;
using Hone.Problems;

namespace Hone.Linux.Trackers;

/// <summary>What a tracker holds.</summary>
/// <param name="Beads">The beads of this project's phase, in the tracker's order.</param>
/// <param name="All">Every bead of the tracker, because foreign ones can block.</param>
/// <param name="Notes">What was odd about it, as sentences.</param>
public sealed record BeadList(IReadOnlyList<Bead> Beads, IReadOnlyList<Bead> All, IReadOnlyList<string> Notes);

/// <summary>A bead after a move.</summary>
/// <param name="Bead">The bead as it stands now.</param>
/// <param name="Changed">False when it was already so and nothing was written.</param>
/// <param name="Notes">What a person should know, as sentences.</param>
public sealed record BeadChange(Bead Bead, bool Changed, IReadOnlyList<string> Notes)
{
    /// <summary>True when it can be taken as it stands now.</summary>
    public bool IsReady { get; init; }
}

/// <summary>A tracker at one moment.</summary>
/// <param name="List">What it holds.</param>
/// <param name="Ready">The beads of the phase that can be worked on now, best first.</param>
public sealed record BeadLook(BeadList List, IReadOnlyList<Bead> Ready);

/// <summary>
/// Where a phase's beads are kept. A bead is named by its key, its id in any form, or its step. Whatever cannot be done is a
/// <see cref="ProblemException"/>; nobody else's bead is ever changed.
/// </summary>
public interface ITracker
{
    /// <summary>Where the beads lie.</summary>
    TrackerWorkspace Workspace { get; }

    /// <summary>Brings a phase into the tracker. A second call with the same plan writes nothing.</summary>
    /// <param name="plan">The phase.</param>
    /// <param name="now">The present time.</param>
    /// <param name="actor">Who seeds.</param>
    /// <param name="dryRun">Only say what would be done; changes nothing.</param>
    SeedResult Seed(BeadPlan plan, DateTimeOffset now, string actor, bool dryRun = false);

    /// <summary>The commands that bring a phase into the tracker, as they would be given now; empty when none is.</summary>
    IReadOnlyList<string> Commands(BeadPlan plan, string actor);

    /// <summary>All beads of the phase, and of the tracker.</summary>
    BeadList List();

    /// <summary>All beads, and those that can be worked on now.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="scores">The matrix's scores by bead key; null when there is no matrix.</param>
    BeadLook Look(DateTimeOffset now, IReadOnlyDictionary<string, double>? scores = null);

    /// <summary>The bead that typed text means.</summary>
    Bead Find(string typed);

    /// <summary>Takes a bead for an actor. Exactly one of any number of concurrent claimers gets it.</summary>
    /// <param name="typed">Which.</param>
    /// <param name="actor">Who takes it.</param>
    /// <param name="now">The present time.</param>
    /// <param name="lease">For how long the claim holds unless it is renewed; null until it is given back.</param>
    BeadChange Claim(string typed, string actor, DateTimeOffset now, TimeSpan? lease = null);

    /// <summary>Takes the first of the ready beads that nobody else has; null when there is none.</summary>
    BeadChange? ClaimNext(string actor, DateTimeOffset now, TimeSpan? lease = null, IReadOnlyDictionary<string, double>? scores = null);

    /// <summary>Lets one's own claim hold for longer; one that was taken over is a problem (rule <c>claim-lost</c>).</summary>
    BeadChange Renew(string typed, string actor, DateTimeOffset now, TimeSpan lease);

    /// <summary>Gives a claimed bead back.</summary>
    BeadChange Release(string typed, string actor, DateTimeOffset now, bool force = false);

    /// <summary>Hides a bead from the ready list until a moment; null shows it again.</summary>
    BeadChange Defer(string typed, DateTimeOffset? until, string actor, DateTimeOffset now);

    /// <summary>Closes a bead.</summary>
    /// <param name="typed">Which.</param>
    /// <param name="reason">Why, checked by <see cref="CloseReason"/>.</param>
    /// <param name="success">False when it ends without what it set out for.</param>
    /// <param name="actor">Who closes it; one who is not its assignee is noted.</param>
    /// <param name="now">The present time.</param>
    /// <param name="force">Close it although it waits for others, or has open children.</param>
    BeadChange Close(string typed, string reason, bool success, string actor, DateTimeOffset now, bool force = false);
}
