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
    private readonly TrackerReading _reading;
    private readonly CommandClaims _claims;
    private readonly CommandSeed _seed;

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
        _reading = new(project, dialect, _program, _leases, workspace.Display);
        _claims = new(project, dialect, _program, _leases, _reading);
        _seed = new(project, dialect, _program, _leases.Seeding);
    }

    /// <inheritdoc/>
    public TrackerWorkspace Workspace { get; }

    /// <summary>The mark of this machine, for leases.</summary>
    public string Host { get; init; } = HostMark.Own;

    /// <inheritdoc/>
    public SeedResult Seed(BeadPlan plan, DateTimeOffset now, string actor, bool dryRun = false)
    {
        string who = TypedBead.Actor(actor);
        using FileLock held = _leases.Lock(_patience);
        SeedWork work = SeedWork.Of([.. _reading.All().Where(_reading.IsOwn)], plan, _project);
        if (!dryRun)
        {
            _seed.Apply(work, plan, who);
        }

        return work.Result(plan, _program.TakeWarnings());
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Commands(BeadPlan plan, string actor)
    {
        string who = TypedBead.Actor(actor);
        SeedWork work = SeedWork.Of([.. _reading.All().Where(_reading.IsOwn)], plan, _project);
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
        IReadOnlyList<Bead> all = _reading.All();
        return new([.. all.Where(_reading.IsOwn)], all, []);
    }

    /// <inheritdoc/>
    public BeadLook Look(DateTimeOffset now, IReadOnlyDictionary<string, double>? scores = null)
    {
        IReadOnlyList<Bead> all = _reading.All(now);
        return new(new([.. all.Where(_reading.IsOwn)], all, []), _reading.Ready(all, now, scores));
    }

    /// <inheritdoc/>
    public Bead Find(string typed) => _reading.Locate(_reading.All(), typed);

    /// <inheritdoc/>
    public BeadChange Claim(string typed, string actor, DateTimeOffset now, TimeSpan? lease = null)
    {
        Holder who = Who(actor);
        using FileLock held = Locked(ref now);
        IReadOnlyList<Bead> all = _reading.All();
        Bead bead = _reading.Locate(all, typed);
        if (BeadMoves.Claim(_project, bead, [], who, now).Count == 0)
        {
            return lease is null ? new(bead, false, []) : _claims.Hold(bead, who, now, lease);
        }

        ClaimTry tried = _reading.Ready(all, now, null).Any(ready => ready.Id == bead.Id) ? _claims.Take(bead, who, now, lease) : _claims.Blocked(bead);
        return tried.Change ?? throw new ProblemException(tried.Refusal!);
    }

    /// <inheritdoc/>
    public BeadChange? ClaimNext(string actor, DateTimeOffset now, TimeSpan? lease = null, IReadOnlyDictionary<string, double>? scores = null)
    {
        Holder who = Who(actor);
        using FileLock held = Locked(ref now);
        foreach (Bead bead in _reading.Ready(_reading.All(), now, scores))
        {
            // Somebody who does not go through Hone may have been quicker; then the next one is asked for.
            if (ReadyBeads.IsFor(bead, who.Name, now) && _claims.Take(bead, who, now, lease).Change is { } change)
            {
                return change;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public BeadChange Renew(string typed, string actor, DateTimeOffset now, TimeSpan lease)
    {
        Holder who = Who(actor);
        using FileLock held = Locked(ref now);
        Bead bead = _reading.Locate(_reading.All(), typed);
        _ = BeadMoves.Renew(_project, bead, who, now, lease);
        return _claims.Hold(bead, who, now, lease);
    }

    /// <inheritdoc/>
    public BeadChange Release(string typed, string actor, DateTimeOffset now, bool force = false)
    {
        Holder who = Who(actor);
        using FileLock held = Locked(ref now);
        Bead bead = _reading.Locate(_reading.All(), typed);
        if (BeadMoves.Release(_project, bead, who, now, force).Count == 0)
        {
            return new(bead, false, []) { IsReady = _reading.IsReady(bead.Id) };
        }

        _ = _program.Ask(_dialect.Release(bead.Id, who.Name));
        _leases.Set(bead.Id, null);
        return new(bead with { Status = BeadStatus.Open, Assignee = null, LeaseUntil = null, LeaseHost = null }, true, _program.TakeWarnings()) { IsReady = _reading.IsReady(bead.Id) };
    }

    /// <inheritdoc/>
    public BeadChange Defer(string typed, DateTimeOffset? until, string actor, DateTimeOffset now)
    {
        string who = TypedBead.Actor(actor);
        Bead bead = _reading.Locate(_reading.All(), typed);
        if (BeadMoves.Defer(_project, bead, until, now).Count == 0)
        {
            return new(bead, false, []) { IsReady = until is null && _reading.IsReady(bead.Id) };
        }

        _ = _program.Ask(_dialect.Defer(bead.Id, until, who));
        return new(bead with { DeferUntil = until }, true, _program.TakeWarnings()) { IsReady = until is null && _reading.IsReady(bead.Id) };
    }

    /// <inheritdoc/>
    public BeadChange Close(string typed, string reason, bool success, string actor, DateTimeOffset now, bool force = false)
    {
        string who = TypedBead.Actor(actor);
        using FileLock held = _leases.Lock(_patience);
        IReadOnlyList<Bead> all = _reading.All();
        Bead bead = _reading.Locate(all, typed);
        if (bead.IsResolved)
        {
            return new(bead, false, ["it was closed before: " + (bead.CloseReason ?? "no reason was given")]);
        }

        if (CloseReason.Check(reason, success) is { } problem)
        {
            throw new ProblemException(problem);
        }

        // bd before 0.60 and br close an epic over open children; the phase's own are known without edges, which br's list does not show.
        BeadMoves.InsistOnChildren(_project, bead, [.. all.Where(child => !child.IsResolved && child.Id != bead.Id && IsChild(child, bead))], force);
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
            [.. bead.Assignee is { } other && other != who ? new[] { $"it was claimed by {other}" } : [], .. _program.TakeWarnings()]);
    }

    /// <summary>What the tracker holds back until it has Hone's word.</summary>
    public TrackerGates Gates => new(_dialect, _program);

    private bool IsChild(Bead bead, Bead of) => (of.Key == _project.Name && _reading.IsOwn(bead)) || bead.Dependencies.Any(edge => edge.Type == BeadDependency.ParentChild && edge.On == of.Id);

    // The time after the wait counts: a lease that began before it could be over before it was given, and two would then believe to be alone.
    private FileLock Locked(ref DateTimeOffset now)
    {
        FileLock held = _leases.Lock(_patience);
        now += held.Waited;
        _leases.Settle(now);
        return held;
    }

    private Holder Who(string actor) => new(TypedBead.Actor(actor), Host);
}
