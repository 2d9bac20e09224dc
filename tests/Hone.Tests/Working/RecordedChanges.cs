using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Cli.Steps.Working;
using Hone.Cli.Terminal;
using Hone.Ledger;
using Hone.Linux.Repositories;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Tests.Changes;
using Hone.Tests.Changes.Verdicts;

namespace Hone.Tests.Working;

/// <summary>A project in git with a record of changes: begun by somebody, edited in their worktrees, verified with whatever came out. Nothing is run.</summary>
internal sealed class RecordedChanges : IDisposable
{
    private const string Source = "int mix(int x)\n{\n    return x + 1;\n}\n";

    private readonly GitFolder _git = new();
    private readonly string _commit;

    public RecordedChanges(string more = "")
    {
        _git.State(
        [
            ("hone.toml", "[project]\nname = \"many\"\n[[workload]]\nname = \"day\"\ncommand = [\"true\"]\n" + more),
            ("mix.c", Source),
        ]);
        _commit = _git.Commit();
        Sessions = new(_git.Folder, new Progress(quiet: true), TestContext.Current.CancellationToken);
        Session = Sessions.Author("me");
        Session.Lock("test", TimeSpan.FromSeconds(10));
    }

    public WorkSessions Sessions { get; }

    /// <summary>A session of <c>me</c>, which holds the project.</summary>
    public Session Session { get; }

    /// <summary>What the record says.</summary>
    public PhaseView View => PhaseView.LoadUnguarded(Session);

    /// <summary>Begins a change in a worktree of its own, and makes it where it is said how.</summary>
    public ChangeView Begin(string id, string actor, bool edited = true, string? bead = null)
    {
        ChangeFolder folder = ChangeFolder.Of(Session, id);
        folder.Create(Session.Folder, id);
        new ChangeWorktrees(Session.Git, Session.Folder).Add(id, folder.Worktree, _commit, Session.Cancellation);
        if (edited)
        {
            Edit(id);
        }

        Session.ActingAs = actor;
        Session.Append(EntryKind.Change, Verifications.Change with { Id = id, Row = id[..id.LastIndexOf('.')], Base = _commit, File = "mix.c", Bead = bead }, FactJson.Default.Change);
        Session.ActingAs = "me";
        return ChangeView.Find(Session, id);
    }

    /// <summary>Makes a change in its worktree.</summary>
    public void Edit(string id) => File.WriteAllText(Path.Combine(ChangeFolder.Of(Session, id).Worktree, "mix.c"), Source.Replace("x + 1", "1 + x", StringComparison.Ordinal));

    /// <summary>Records a verification of a change as it is now.</summary>
    public ChangeView Verify(string id, Func<ChangeRun, ChangeRun>? what = null)
    {
        Change change = ChangeView.Find(Session, id).Change;
        using Scratch scratch = new();
        Candidate candidate = CandidateReading.Read(Session, change, scratch.Sub("git"));
        ChangeRun run = Verifications.Honest with { Change = id, Base = candidate.Base, Patch = candidate.Digest, Tree = candidate.Tree, Confirmation = Verifications.Timed(Verifications.Own, 0.8, seed: 2) };
        run = what is null ? run : what(run);
        LedgerEntry attempt = Session.Append(EntryKind.ChangeAttempt, new ChangeAttemptFact(id, run.Patch, run.Base), FactJson.Default.ChangeAttemptFact);
        Session.Append(
            EntryKind.ChangeRun, new ChangeRunFact(id, run.Patch, run.Base, run.Tree, run.Quick, attempt.Seq), FactJson.Default.ChangeRunFact, [Session.Artifacts.Put(ChangeRunFact.RunArtifact, run.Write())]);
        return ChangeView.Find(Session, id);
    }

    /// <summary>Commits to the project itself.</summary>
    public void Commit(string file, string text)
    {
        File.WriteAllText(Path.Combine(_git.Folder, file), text);
        _ = _git.Commit();
    }

    /// <summary>Puts beads into the tracker, claimed by somebody or by nobody.</summary>
    public void Beads(params (string Step, string? Assignee)[] beads)
    {
        string path = Path.Combine(_git.Folder, ".beads/issues.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, beads.Select(bead =>
            $$"""{"id":"bd-many-{{bead.Step}}","title":"{{bead.Step}}","status":"{{(bead.Assignee is null ? "open" : "in_progress")}}","priority":2,"issue_type":"task","created_at":"2026-11-24T18:22:17Z","updated_at":"2026-11-24T18:22:17Z","external_ref":"hone:many.{{bead.Step}}"{{(bead.Assignee is null ? "" : $",\"assignee\":\"{bead.Assignee}\"")}}}"""));
    }

    /// <summary>Who has the bead of a step.</summary>
    public string? Assignee(string step) => BeadsStep.Read(Session).First(bead => bead.Name.EndsWith("." + step, StringComparison.Ordinal)).Assignee;

    public void Dispose()
    {
        TreePlace.Remove(ChangeFolder.All(Session));
        TreePlace.Remove(WorkClaims.Folder(Session));
        Session.Dispose();
        _git.Dispose();
    }
}
