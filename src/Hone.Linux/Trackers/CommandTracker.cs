using Hone.Beads;
using Hone.Beads.Driving;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Linux.Trackers;

/// <summary>
/// The beads of a project in a tracker that keeps a database, which only its own program writes: every reading and every change is one
/// of its commands. Issues are told apart by their external reference, <c>hone:KEY</c>; no other issue is ever named in a command
/// that changes something.
/// </summary>
public sealed class CommandTracker : ITracker
{
    // Twenty agents that claim at once each wait for all before them, at some commands of the tracker each.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    private readonly Project _project;
    private readonly ITrackerDialect _dialect;
    private readonly TrackerProgram _program;
    private readonly LeaseFile _leases;

    /// <summary>Runs nothing yet.</summary>
    /// <param name="workspace">Where the tracker is.</param>
    /// <param name="project">The project.</param>
    /// <param name="dialect">Which tracker.</param>
    /// <param name="folder">The project folder, in which its commands are run.</param>
    /// <param name="cancellation">Ends a command that is running.</param>
    /// <param name="leases">The folder that leases are kept in; null for one in the user's state directory.</param>
    public CommandTracker(TrackerWorkspace workspace, Project project, ITrackerDialect dialect, string folder, CancellationToken cancellation, string? leases = null)
    {
        Workspace = workspace;
        _project = project;
        _dialect = dialect;
        _program = new TrackerProgram(dialect, folder, cancellation);
        _leases = new LeaseFile(leases ?? UserState.Folder(folder, "leases"), workspace.Folder);
    }

    /// <inheritdoc/>
    public TrackerWorkspace Workspace { get; }

    /// <inheritdoc/>
    public SeedResult Seed(BeadPlan plan, DateTimeOffset now, string actor, bool dryRun = false)
    {
        string who = TypedBead.Actor(actor);
        using FileLock held = _leases.Lock(_patience);
        SeedWork work = SeedWork.Of(All(), plan, _project);
        if (!dryRun)
        {
            Dictionary<string, string> ids = new(work.Ids, StringComparer.Ordinal);
            foreach (PlannedBead bead in work.Create)
            {
                IReadOnlyList<string> words = _dialect.Create(bead, _dialect.IdOf(_project, bead), SeedWork.Edges(bead, plan, ids), who);
                ids[bead.Key] = TrackerAnswer.One(_program.Ask(words), _program.Shown(words)).Id;
            }

            foreach ((string id, PlannedBead bead) in work.Reword)
            {
                _ = _program.Ask(_dialect.Reword(id, bead.Title, bead.Description, who));
            }
        }

        return new()
        {
            Created = [.. plan.Beads.Where(work.Create.Contains).Select(bead => bead.Key)],
            Updated = [.. work.Reword.Select(each => each.Bead.Key)],
            Unchanged = work.Unchanged,
            KeptEdited = work.KeptEdited,
            Stale = work.Stale,
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Commands(BeadPlan plan, string actor)
    {
        string who = TypedBead.Actor(actor);
        SeedWork work = SeedWork.Of(All(), plan, _project);
        Dictionary<string, string> ids = new(work.Ids, StringComparer.Ordinal);
        List<IReadOnlyList<string>> commands = [];
        foreach (PlannedBead bead in work.Create)
        {
            commands.Add(_dialect.Create(bead, _dialect.IdOf(_project, bead), SeedWork.Edges(bead, plan, ids), who));

            // An id that the tracker will give is shown by what it will be the id of.
            ids[bead.Key] = _dialect.IdOf(_project, bead) ?? $"<{bead.Key}>";
        }

        commands.AddRange(work.Reword.Select(each => _dialect.Reword(each.Id, each.Bead.Title, each.Bead.Description, who)));
        return [.. commands.Select(words => _dialect.Program + " " + string.Join(' ', words.Select(ShellQuoting.Quote)))];
    }

    /// <inheritdoc/>
    public BeadList List()
    {
        IReadOnlyList<Bead> all = All();
        return new([.. all.Where(IsOwn)], all, []);
    }

    /// <inheritdoc/>
    public BeadLook Look(DateTimeOffset now, IReadOnlyDictionary<string, double>? scores = null)
    {
        BeadList list = List();
        return new(list, Ready(list.All, now, scores));
    }

    /// <inheritdoc/>
    public Bead Find(string typed) => Locate(All(), typed);

    /// <inheritdoc/>
    public BeadChange Claim(string typed, string actor, DateTimeOffset now, TimeSpan? lease = null)
    {
        string who = TypedBead.Actor(actor);
        using FileLock held = _leases.Lock(_patience);
        IReadOnlyList<Bead> all = All();
        Bead bead = Locate(all, typed);
        bool isNew = BeadMoves.Claim(_project, bead, [], who, now).Count > 0;
        if (isNew && !Ready(all, now, null).Any(ready => ready.Id == bead.Id))
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "bead-blocked", $"{Name(bead)} is not ready, as {_dialect.Program} sees it", $"see what it waits for: {_dialect.Program} show {bead.Id}"));
        }

        return isNew ? Take(bead, who, now, lease, out string complaint) ?? throw TrackerProgram.Refused(_program.Shown(_dialect.Claim(bead.Id, who)), complaint)
            : lease is null ? new(bead, false, [])
            : Hold(bead, who, now, lease, []);
    }

    /// <inheritdoc/>
    public BeadChange? ClaimNext(string actor, DateTimeOffset now, TimeSpan? lease = null, IReadOnlyDictionary<string, double>? scores = null)
    {
        string who = TypedBead.Actor(actor);
        using FileLock held = _leases.Lock(_patience);
        foreach (Bead bead in Ready(All(), now, scores).Where(bead => ReadyBeads.IsFor(bead, who, now)))
        {
            // Somebody who does not go through Hone may have been quicker; then the next one is asked for.
            if (Take(bead, who, now, lease, out _) is { } change)
            {
                return change;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public BeadChange Renew(string typed, string actor, DateTimeOffset now, TimeSpan lease)
    {
        string who = TypedBead.Actor(actor);
        using FileLock held = _leases.Lock(_patience);
        Bead bead = Locate(All(), typed);
        _ = BeadMoves.Renew(_project, bead, who, now, lease);
        return Hold(bead, who, now, lease, []);
    }

    /// <inheritdoc/>
    public BeadChange Release(string typed, string actor, DateTimeOffset now, bool force = false)
    {
        string who = TypedBead.Actor(actor);
        using FileLock held = _leases.Lock(_patience);
        Bead bead = Locate(All(), typed);
        if (BeadMoves.Release(_project, bead, who, now, force).Count == 0)
        {
            return new(bead, false, []);
        }

        _ = _program.Ask(_dialect.Release(bead.Id, who));
        _leases.Set(bead.Id, null);
        return new(bead with { Status = BeadStatus.Open, Assignee = null, LeaseUntil = null }, true, []);
    }

    /// <inheritdoc/>
    public BeadChange Defer(string typed, DateTimeOffset? until, string actor, DateTimeOffset now)
    {
        string who = TypedBead.Actor(actor);
        Bead bead = Locate(All(), typed);
        if (BeadMoves.Defer(_project, bead, until, now).Count == 0)
        {
            return new(bead, false, []);
        }

        _ = _program.Ask(_dialect.Defer(bead.Id, until, who));
        return new(bead with { DeferUntil = until }, true, []);
    }

    /// <inheritdoc/>
    public BeadChange Close(string typed, string reason, bool success, string actor, DateTimeOffset now, bool force = false)
    {
        string who = TypedBead.Actor(actor);
        using FileLock held = _leases.Lock(_patience);
        Bead bead = Locate(All(), typed);
        if (bead.IsResolved)
        {
            return new(bead, false, ["it was closed before: " + (bead.CloseReason ?? "no reason was given")]);
        }

        if (CloseReason.Check(reason, success) is { } problem)
        {
            throw new ProblemException(problem);
        }

        IReadOnlyList<string> words = _dialect.Close(bead.Id, reason.Trim(), force, who);
        byte[]? output = _program.TryAsk(words, out string complaint);

        // bd ends with 0 when it refused one of several, so its answer is what counts.
        if (output is null || !TrackerAnswer.Beads(output, _program.Shown(words)).Any(closed => closed.Id == bead.Id && closed.Status == BeadStatus.Closed))
        {
            throw TrackerProgram.Refused(_program.Shown(words), complaint);
        }

        _leases.Set(bead.Id, null);
        return new(
            bead with { Status = BeadStatus.Closed, CloseReason = reason.Trim(), ClosedAt = now, LeaseUntil = null },
            true,
            bead.Assignee is { } other && other != who ? [$"it was claimed by {other}"] : []);
    }

    /// <summary>What the tracker holds back until it has Hone's word.</summary>
    public TrackerGates Gates => new(_dialect, _program);

    private IReadOnlyList<Bead> Answer(IReadOnlyList<string> words) => TrackerAnswer.Beads(_program.Ask(words), _program.Shown(words));

    // The tracker's issues with Hone's leases; a lease that is not the assignee's any more counts no longer.
    private IReadOnlyList<Bead> All()
    {
        Dictionary<string, LeasedClaim> leases = _leases.Read();
        return
        [
            .. Answer(_dialect.List()).Select(bead => bead with
            {
                LeaseUntil = leases.TryGetValue(bead.Id, out LeasedClaim? lease) && lease.Actor == bead.Assignee && bead.Status == BeadStatus.InProgress ? lease.Until : null,
            }),
        ];
    }

    private IReadOnlyList<Bead> Ready(IReadOnlyList<Bead> all, DateTimeOffset now, IReadOnlyDictionary<string, double>? scores)
    {
        HashSet<string> ready = [.. Answer(_dialect.Ready()).Select(bead => bead.Id)];
        return ReadyBeads.InOrder(
            all.Where(bead => IsOwn(bead) && bead.Key != _project.Name && !(bead.DeferUntil > now)
                && ((ready.Contains(bead.Id) && bead.Status == BeadStatus.Open) || bead.IsStale(now))),
            scores);
    }

    // Null when the tracker did not give it; call with the lock held.
    private BeadChange? Take(Bead bead, string who, DateTimeOffset now, TimeSpan? lease, out string complaint)
    {
        string[] notes = [];
        if (bead.IsStale(now))
        {
            notes = bead.Assignee == who ? [] : [$"taken over from {bead.Assignee}, whose lease ran out at {BeadLineWriter.Time(bead.LeaseUntil!.Value)}"];
            if (_program.TryAsk(_dialect.Release(bead.Id, who), out complaint) is null)
            {
                return null;
            }
        }

        IReadOnlyList<string> words = _dialect.Claim(bead.Id, who);
        return _program.TryAsk(words, out complaint) is { } output
            && TrackerAnswer.Beads(output, _program.Shown(words)).Any(taken => taken.Id == bead.Id && taken.Status == BeadStatus.InProgress && (taken.Assignee is null || taken.Assignee == who))
                ? Hold(bead, who, now, lease, notes)
                : null;
    }

    private BeadChange Hold(Bead bead, string who, DateTimeOffset now, TimeSpan? lease, IReadOnlyList<string> notes)
    {
        DateTimeOffset? until = Lease.Until(now, lease);
        _leases.Set(bead.Id, until is { } end ? new(who, end) : null);
        return new(bead with { Status = BeadStatus.InProgress, Assignee = who, LeaseUntil = until }, true, notes);
    }

    private bool IsOwn(Bead bead) => ReadyBeads.IsOf(bead, _project.Name) && TrackerAnswer.IsId(bead.Id);

    private Bead Locate(IReadOnlyList<Bead> all, string typed) => TypedBead.Find([.. all.Where(IsOwn)], _project, typed, Workspace.Display);

    private string Name(Bead bead) => BeadId.Shown(_project, bead.Key!);
}
