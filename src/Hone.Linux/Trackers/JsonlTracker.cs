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

    /// <summary>How long a change waits for another Hone before it is a problem (rule <c>tracker-locked</c>).</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public SeedResult Seed(BeadPlan plan, DateTimeOffset now, string actor, bool dryRun = false)
    {
        string who = Actor(actor);
        return dryRun
            ? BeadSeed.Apply(_file.Read(), plan, _project, now, who)
            : _file.Change(Patience, document => BeadSeed.Apply(document, plan, _project, now, who));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Commands(BeadPlan plan, string actor) => Workspace.Commands(plan);

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
        string who = Actor(actor);
        return _file.Change(Patience, document =>
        {
            int index = Locate(document, typed);
            Bead bead = document.Lines[index].Bead!;
            BeadChange change = Edit(document, index, BeadMoves.Claim(_project, bead, Blockers(document, bead), who, now, lease));
            return change with { Notes = [.. Taken(bead, who, now), .. change.Notes] };
        });
    }

    /// <inheritdoc/>
    public BeadChange? ClaimNext(string actor, DateTimeOffset now, TimeSpan? lease = null, IReadOnlyDictionary<string, double>? scores = null)
    {
        string who = Actor(actor);
        return _file.Change(Patience, document =>
        {
            Bead? next = ReadyBeads.Of(document.Beads, _project.Name, now, scores).FirstOrDefault(bead => ReadyBeads.IsFor(bead, who, now));
            if (next is null)
            {
                return null;
            }

            BeadChange change = Edit(document, document.IndexOf(next.Id), BeadMoves.Claim(_project, next, [], who, now, lease));
            return change with { Notes = [.. Taken(next, who, now), .. change.Notes] };
        });
    }

    /// <inheritdoc/>
    public BeadChange Renew(string typed, string actor, DateTimeOffset now, TimeSpan lease)
    {
        string who = Actor(actor);
        return Move(typed, (_, bead) => BeadMoves.Renew(_project, bead, who, now, lease));
    }

    /// <inheritdoc/>
    public BeadChange Defer(string typed, DateTimeOffset? until, string actor, DateTimeOffset now) => Move(typed, (_, bead) => BeadMoves.Defer(_project, bead, until, now));

    /// <inheritdoc/>
    public BeadChange Release(string typed, string actor, DateTimeOffset now, bool force = false)
    {
        string who = Actor(actor);
        return Move(typed, (_, bead) => BeadMoves.Release(_project, bead, who, now, force));
    }

    /// <inheritdoc/>
    public BeadChange Close(string typed, string reason, bool success, string actor, DateTimeOffset now, bool force = false)
    {
        string who = Actor(actor);
        BeadChange change = Move(typed, (document, bead) => BeadMoves.Close(
            _project, bead, Blockers(document, bead), OpenChildren(document, bead), reason, success, now, force));
        return change switch
        {
            { Changed: false } => change with { Notes = ["it was closed before: " + (change.Bead.CloseReason ?? "no reason was given"), .. change.Notes] },
            { Bead.Assignee: { } other } when other != who => change with { Notes = [$"it was claimed by {other}", .. change.Notes] },
            _ => change,
        };
    }

    private BeadChange Move(string typed, Func<BeadDocument, Bead, IReadOnlyList<JsonChange>> move) => _file.Change(Patience, document =>
    {
        int index = Locate(document, typed);
        return Edit(document, index, move(document, document.Lines[index].Bead!));
    });

    private static BeadChange Edit(BeadDocument document, int index, IReadOnlyList<JsonChange> changes)
    {
        if (changes.Count > 0)
        {
            document.Edit(index, changes);
        }

        return new BeadChange(document.Lines[index].Bead!, changes.Count > 0, document.Notes);
    }

    private static IEnumerable<string> Taken(Bead bead, string who, DateTimeOffset now) => bead.IsStale(now) && bead.Assignee is { } other && other != who
        ? [$"taken over from {other}, whose lease ran out at {BeadLineWriter.Time(bead.LeaseUntil!.Value)}"]
        : [];

    private int Locate(BeadDocument document, string typed) => document.IndexOf(TypedBead.Find(document.Beads, _project, typed, Workspace.Display).Id);

    private static IReadOnlyList<Bead> Blockers(BeadDocument document, Bead bead) => ReadyBeads.Blockers(bead, ReadyBeads.Index(document.Beads));

    private static List<Bead> OpenChildren(BeadDocument document, Bead bead) =>
    [
        .. document.Beads.Where(child => !child.IsResolved
            && child.Dependencies.Any(edge => edge.Type == BeadDependency.ParentChild && edge.On == bead.Id)),
    ];

    private static string Actor(string actor) => TypedBead.Actor(actor);
}
