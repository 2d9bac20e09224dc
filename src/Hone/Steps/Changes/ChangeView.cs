using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Ledger;
using Hone.Problems;

namespace Hone.Cli.Steps.Changes;

/// <summary>A verification with its verdict, computed from what it recorded just now.</summary>
/// <param name="Recorded">The entry.</param>
/// <param name="Run">What was seen; null when its artifact is not on this machine or is no longer the same.</param>
/// <param name="Verdict">The verdict; null without the artifact.</param>
internal sealed record JudgedRun(RecordedRun Recorded, ChangeRun? Run, Verdict? Verdict)
{
    /// <summary>Both arms were kept from the machine.</summary>
    public bool IsSandboxed => Run?.Sandbox is { IsSandboxed: true };

    /// <summary>The gain, where the change's own workload was timed.</summary>
    public GainFigures? Gain(Change change) => Recorded.Attempt > 0 && Run?.Timed.FirstOrDefault(timed => timed.Workload == change.Workload) is TimedWorkload timed ? GainFigures.Of(timed, Recorded.Attempt) : null;
}

/// <summary>A change as the record has it now.</summary>
/// <param name="Recorded">The record.</param>
/// <param name="Runs">Its verifications, the oldest first.</param>
internal sealed record ChangeView(RecordedChange Recorded, IReadOnlyList<JudgedRun> Runs)
{
    /// <summary>The change.</summary>
    public Change Change => Recorded.Change;

    /// <summary>The last verification; null before the first.</summary>
    public JudgedRun? Last => Runs.Count > 0 ? Runs[^1] : null;

    /// <summary>The last verification is a whole one that accepted it: it waits to be landed.</summary>
    public bool IsAccepted => Last is { Verdict: Verdict.Accepted, Run.Quick: false };

    /// <summary>All changes.</summary>
    public static IReadOnlyList<ChangeView> All(Session session) => [.. session.Evidence().Changes.Select(change => Of(session, change))];

    /// <summary>The change of an id; without one the only open one.</summary>
    public static ChangeView Find(Session session, string? id)
    {
        IReadOnlyList<RecordedChange> changes = session.Evidence().Changes;
        if (id is not null)
        {
            return changes.FirstOrDefault(change => change.Change.Id == id) is RecordedChange found ? Of(session, found) : throw new ProblemException(new(
                ExitCode.Usage, "unknown-change", $"there is no change '{id}'", changes.Count > 0 ? "see them: hone change list" : "begin one: hone change start ROW"));
        }

        RecordedChange[] open = [.. changes.Where(change => change.State == ChangeState.Open)];
        return open.Length == 1 ? Of(session, open[0]) : throw new ProblemException(new(
            ExitCode.Usage,
            open.Length == 0 ? "no-open-change" : "which-change",
            open.Length == 0 ? "no change is open" : "several changes are open: " + string.Join(", ", open.Select(change => change.Change.Id)),
            open.Length == 0 ? "begin one: hone change start ROW" : "name one"));
    }

    /// <summary>The same, and open.</summary>
    public static ChangeView FindOpen(Session session, string? id)
    {
        ChangeView view = Find(session, id);
        return view.Recorded.Closed is null ? view : throw new ProblemException(new(
            ExitCode.GateSaidNo, "change-closed", $"{view.Change.Id} is closed: {view.Recorded.State.Name()}", $"begin another one: hone change start {view.Change.Row}")
        { Place = view.Change.Id });
    }

    private static ChangeView Of(Session session, RecordedChange change) => new(change, [.. change.Runs.Select(run => Of(session, change.Change, run))]);

    private static JudgedRun Of(Session session, Change change, RecordedRun recorded)
    {
        Artifact? artifact = recorded.Run.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == ChangeRunFact.RunArtifact);
        ChangeRun? run = artifact is not null && session.Artifacts.Read(artifact) is byte[] bytes ? ChangeRun.Read(bytes) : null;

        // The artifact is of another run when it says so: then it is nobody's.
        ChangeRunFact fact = recorded.Run.Fact;
        run = run is not null && run.Change == change.Id && run.Patch == fact.Patch && run.Base == fact.Base && run.Tree == fact.Tree && run.Quick == fact.Quick
            && run.Timed.All(timed => timed.Workload != change.Workload || timed.Pairs.Metric == change.Metric) ? run : null;
        return new(recorded, run, run is null ? null : VerdictRule.Judge(new(change, run, recorded.Attempt)));
    }
}
