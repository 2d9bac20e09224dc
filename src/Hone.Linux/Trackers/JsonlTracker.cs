using Hone.Beads;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Linux.Trackers;

/// <summary>
/// The beads of a project in a JSONL file, shared with other people and tools. Every change is atomic against every other
/// Hone, and leaves all bytes that are not Hone's as they are. Fails with <see cref="ProblemException"/> only.
/// </summary>
public sealed class JsonlTracker : ITracker
{
    private readonly Project _project;
    private readonly TrackerFile _file;

    /// <summary>Opens nothing yet.</summary>
    public JsonlTracker(TrackerWorkspace workspace, Project project)
    {
        Workspace = workspace;
        _project = project;
        _file = new TrackerFile(workspace.File, workspace.Display);
    }

    /// <inheritdoc/>
    public TrackerWorkspace Workspace { get; }

    /// <summary>The mark of this machine, for leases.</summary>
    public string Host { get; init; } = HostMark.Own;

    /// <summary>How long a change waits for another Hone before it is a problem (rule <c>tracker-locked</c>).</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public SeedResult Seed(BeadPlan plan, DateTimeOffset now, string actor, bool dryRun = false)
    {
        string who = Actor(actor);
        return dryRun
            ? BeadSeed.Apply(_file.Read(), plan, _project, now, who)
            : _file.Change(Patience, now, (document, time) => BeadSeed.Apply(document, plan, _project, time, who));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Commands(BeadPlan plan, string actor) => [];

    /// <inheritdoc/>
    public BeadList List()
    {
        BeadDocument document = _file.Read();
        IReadOnlyList<Bead> all = document.Beads;
        return new BeadList([.. all.Where(bead => ReadyBeads.IsOf(bead, _project.Name))], all, document.Notes);
    }

    /// <inheritdoc/>
    public BeadLook Look(DateTimeOffset now, IReadOnlyDictionary<string, double>? scores = null)
    {
        BeadList list = List();
        return new(list, ReadyBeads.Of(list.All, _project.Name, now, scores));
    }

    /// <summary>The beads that can be worked on now, best first.</summary>
    public IReadOnlyList<Bead> Ready(DateTimeOffset now, IReadOnlyDictionary<string, double>? scores = null) =>
        ReadyBeads.Of(_file.Read().Beads, _project.Name, now, scores);

    /// <inheritdoc/>
    public Bead Find(string typed)
    {
        BeadDocument document = _file.Read();
        return document.Lines[Locate(document, typed)].Bead!;
    }

    /// <inheritdoc/>
    public BeadChange Claim(string typed, string actor, DateTimeOffset now, TimeSpan? lease = null)
    {
        Holder who = Who(actor);
        return _file.Change(Patience, now, (document, time) =>
        {
            int index = Locate(document, typed);
            Bead bead = document.Lines[index].Bead!;
            return Taken(bead, who, time, Edit(document, index, time, BeadMoves.Claim(_project, bead, Blockers(document, bead), who, time, lease)));
        });
    }

    /// <inheritdoc/>
    public BeadChange? ClaimNext(string actor, DateTimeOffset now, TimeSpan? lease = null, IReadOnlyDictionary<string, double>? scores = null)
    {
        Holder who = Who(actor);
        return _file.Change(Patience, now, (document, time) =>
        {
            Bead? next = ReadyBeads.Of(document.Beads, _project.Name, time, scores).FirstOrDefault(bead => ReadyBeads.IsFor(bead, who.Name, time));
            if (next is null)
            {
                return null;
            }

            return Taken(next, who, time, Edit(document, document.IndexOf(next.Id), time, BeadMoves.Claim(_project, next, [], who, time, lease)));
        });
    }

    /// <inheritdoc/>
    public BeadChange Renew(string typed, string actor, DateTimeOffset now, TimeSpan lease)
    {
        Holder who = Who(actor);
        return Move(typed, now, (_, bead, time) => BeadMoves.Renew(_project, bead, who, time, lease));
    }

    /// <inheritdoc/>
    public BeadChange Defer(string typed, DateTimeOffset? until, string actor, DateTimeOffset now) =>
        Move(typed, now, (_, bead, time) => BeadMoves.Defer(_project, bead, until, time));

    /// <inheritdoc/>
    public BeadChange Release(string typed, string actor, DateTimeOffset now, bool force = false)
    {
        Holder who = Who(actor);
        return Move(typed, now, (_, bead, time) => BeadMoves.Release(_project, bead, who, time, force));
    }

    /// <inheritdoc/>
    public BeadChange Close(string typed, string reason, bool success, string actor, DateTimeOffset now, bool force = false)
    {
        string who = Actor(actor);
        BeadChange change = Move(typed, now, (document, bead, time) => BeadMoves.Close(
            _project, bead, Blockers(document, bead), OpenChildren(document, bead), reason, success, time, force));
        return change switch
        {
            { Changed: false } => change with { Notes = ["it was closed before: " + (change.Bead.CloseReason ?? "no reason was given"), .. change.Notes] },
            { Bead.Assignee: { } other } when other != who => change with { Notes = [$"it was claimed by {other}", .. change.Notes] },
            _ => change,
        };
    }

    private BeadChange Move(string typed, DateTimeOffset now, Func<BeadDocument, Bead, DateTimeOffset, IReadOnlyList<JsonChange>> move) => _file.Change(Patience, now, (document, time) =>
    {
        int index = Locate(document, typed);
        return Edit(document, index, time, move(document, document.Lines[index].Bead!, time));
    });

    private BeadChange Edit(BeadDocument document, int index, DateTimeOffset now, IReadOnlyList<JsonChange> changes)
    {
        if (changes.Count > 0)
        {
            document.Edit(index, changes);
        }

        Bead after = document.Lines[index].Bead!;
        return new BeadChange(after, changes.Count > 0, document.Notes)
        {
            // Only what was given back or shown again: claims are many, and hold the lock meanwhile.
            IsReady = after.Status == BeadStatus.Open && ReadyBeads.Of(document.Beads, _project.Name, now).Any(bead => bead.Id == after.Id),
        };
    }

    private static BeadChange Taken(Bead before, Holder who, DateTimeOffset now, BeadChange change) =>
        BeadMoves.TakenOver(before, who, now) is { } note ? change with { Notes = [note, .. change.Notes] } : change;

    private int Locate(BeadDocument document, string typed) => document.IndexOf(TypedBead.Find(document.Beads, _project, typed, Workspace.Display).Id);

    private static IReadOnlyList<Bead> Blockers(BeadDocument document, Bead bead) => ReadyBeads.Blockers(bead, ReadyBeads.Index(document.Beads));

    private static List<Bead> OpenChildren(BeadDocument document, Bead bead) =>
    [
        .. document.Beads.Where(child => !child.IsResolved
            && child.Dependencies.Any(edge => edge.Type == BeadDependency.ParentChild && edge.On == bead.Id)),
    ];

    private static string Actor(string actor) => TypedBead.Actor(actor);

    private Holder Who(string actor) => new(TypedBead.Actor(actor), Host);
}
