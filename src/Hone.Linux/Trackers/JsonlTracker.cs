using Hone.Beads;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Linux.Trackers;

/// <summary>What a tracker holds.</summary>
/// <param name="Beads">The beads of this project's phase, in file order.</param>
/// <param name="All">Every bead of the tracker, because foreign ones can block.</param>
/// <param name="Notes">What was odd about the file, as sentences.</param>
public sealed record BeadList(IReadOnlyList<Bead> Beads, IReadOnlyList<Bead> All, IReadOnlyList<string> Notes);

/// <summary>A bead after a move.</summary>
/// <param name="Bead">The bead as it stands now.</param>
/// <param name="Changed">False when it was already so and nothing was written.</param>
/// <param name="Notes">What a person should know, as sentences.</param>
public sealed record BeadChange(Bead Bead, bool Changed, IReadOnlyList<string> Notes);

/// <summary>
/// The beads of a project in a JSONL file, shared with other people and tools. Every change is atomic against every other
/// Hone, and leaves all bytes that are not Hone's as they are. Fails with <see cref="ProblemException"/> only.
/// </summary>
public sealed class JsonlTracker
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

    /// <summary>Where the beads lie.</summary>
    public TrackerWorkspace Workspace { get; }

    /// <summary>How long a change waits for another Hone before it is a problem (rule <c>tracker-locked</c>).</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Brings a phase into the tracker. A second call with the same plan writes nothing.</summary>
    /// <param name="plan">The phase.</param>
    /// <param name="now">The present time.</param>
    /// <param name="actor">Who seeds.</param>
    /// <param name="dryRun">Only say what would be done; takes no lock and writes nothing.</param>
    public SeedResult Seed(BeadPlan plan, DateTimeOffset now, string actor, bool dryRun = false)
    {
        string who = Actor(actor);
        return dryRun
            ? BeadSeed.Apply(_file.Read(), plan, _project, now, who)
            : _file.Change(Patience, document => BeadSeed.Apply(document, plan, _project, now, who));
    }

    /// <summary>All beads of the phase, and of the tracker.</summary>
    public BeadList List()
    {
        BeadDocument document = _file.Read();
        IReadOnlyList<Bead> all = document.Beads;
        return new BeadList([.. all.Where(bead => ReadyBeads.IsOf(bead, _project.Name))], all, document.Notes);
    }

    /// <summary>The beads that can be worked on now, best first.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="scores">The matrix's scores by bead key; null when there is no matrix.</param>
    public IReadOnlyList<Bead> Ready(DateTimeOffset now, IReadOnlyDictionary<string, double>? scores = null) =>
        ReadyBeads.Of(_file.Read().Beads, _project.Name, now, scores);

    /// <summary>The bead that typed text means: an id in either form, a key, a bare step or matrix row.</summary>
    public Bead Find(string typed)
    {
        BeadDocument document = _file.Read();
        return document.Lines[Locate(document, typed)].Bead!;
    }

    /// <summary>Takes a bead for an actor. Exactly one of any number of concurrent claimers gets it.</summary>
    public BeadChange Claim(string typed, string actor, DateTimeOffset now)
    {
        string who = Actor(actor);
        return Move(typed, (document, bead) => BeadMoves.Claim(_project, bead, Blockers(document, bead), who, now));
    }

    /// <summary>Gives a claimed bead back.</summary>
    public BeadChange Release(string typed, string actor, DateTimeOffset now, bool force = false)
    {
        string who = Actor(actor);
        return Move(typed, (_, bead) => BeadMoves.Release(_project, bead, who, now, force));
    }

    /// <summary>Closes a bead.</summary>
    /// <param name="typed">Which.</param>
    /// <param name="reason">Why, checked by <see cref="CloseReason"/>.</param>
    /// <param name="success">False when it ends without what it set out for.</param>
    /// <param name="actor">Who closes it; one who is not its assignee is noted.</param>
    /// <param name="now">The present time.</param>
    /// <param name="force">Close it although it waits for others, or has open children.</param>
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
        IReadOnlyList<JsonChange> changes = move(document, document.Lines[index].Bead!);
        if (changes.Count > 0)
        {
            document.Edit(index, changes);
        }

        return new BeadChange(document.Lines[index].Bead!, changes.Count > 0, document.Notes);
    });

    private int Locate(BeadDocument document, string typed)
    {
        List<Bead> own = [.. document.Beads.Where(bead => ReadyBeads.IsOf(bead, _project.Name))];
        Bead? found = own.Find(bead => bead.Id == typed.Trim());
        foreach (string key in BeadId.Candidates(_project, typed))
        {
            found ??= own.Find(bead => bead.Key == key);
        }

        return found is not null
            ? document.IndexOf(found.Id)
            : throw new ProblemException(own.Count == 0
                ? new Problem(ExitCode.Usage, "beads-not-seeded", $"the tracker has no bead of {_project.Name}", "hone beads seed") { Place = Workspace.Display }
                : new Problem(ExitCode.Usage, "bead-unknown", $"no bead of {_project.Name} is called '{typed.Trim()}'", "hone beads list") { Place = Workspace.Display });
    }

    private static IReadOnlyList<Bead> Blockers(BeadDocument document, Bead bead) => ReadyBeads.Blockers(bead, ReadyBeads.Index(document.Beads));

    private static List<Bead> OpenChildren(BeadDocument document, Bead bead) =>
    [
        .. document.Beads.Where(child => !child.IsResolved
            && child.Dependencies.Any(edge => edge.Type == BeadDependency.ParentChild && edge.On == bead.Id)),
    ];

    private static string Actor(string actor) =>
        string.IsNullOrWhiteSpace(actor) || actor.Length > 100 || actor.Any(char.IsControl)
            ? throw new ProblemException(new Problem(
                ExitCode.Usage, "actor", "the actor's name is empty, longer than 100 characters or has control characters", "give a plain name"))
            : actor.Trim();
}
