using Hone.Changes;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Changes;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Problems;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>The next step of a change: from the row that somebody claimed to the commit. Null where no change is what comes next.</summary>
internal static class NextChange
{
    private static readonly string[] _again = ["environment", "busy-machine", "incomplete", "baseline-build", "baseline-tests", "unconfirmed"];

    /// <summary>The next step.</summary>
    /// <param name="session">The project.</param>
    /// <param name="view">What the record says.</param>
    /// <param name="option"><c>-C FOLDER</c> as it stands behind a command, or nothing.</param>
    public static NextStep.Answer? For(Session session, PhaseView view, string option)
    {
        Evidence evidence = session.Evidence();

        // Somebody else's change is theirs to bring to its end; of one's own the oldest.
        if (evidence.Changes.FirstOrDefault(change => change.State == ChangeState.Open && change.Start.Entry.Actor == session.Actor) is RecordedChange open)
        {
            return Open(session, ChangeView.Find(session, open.Change.Id), option);
        }

        // What was accepted waits for whoever lands it: agents do not. What was accepted without a sandbox does not land by asking again.
        if (Accepted(session).FirstOrDefault(change => change.Last!.IsSandboxed) is ChangeView accepted)
        {
            if (IsMoved(session, accepted.Last!))
            {
                return Moved(accepted.Change.Id, option);
            }

            return new($"hone change land {accepted.Change.Id}{option}", $"{accepted.Change.Id} of {Printable.Clean(accepted.Recorded.Start.Entry.Actor)} is accepted");
        }

        if (view.Report.Matrix.FirstOrDefault(row => view.IsUnresolved(row) && view.BeadOf(row)?.Assignee == session.Actor) is not Opportunity mine)
        {
            return null;
        }

        string function = FigureText.Function(mine.Hotspot.Frame);
        if (view.Report.Strength is null)
        {
            return new("hone oracle strength" + option, $"nobody knows how much the oracle notices, and a change of {function} rests on that");
        }

        return mine.Lever is null
            ? new($"hone matrix show {mine.Id}{option}", $"{function} is yours and names no lever: hone matrix set {mine.Id} --lever NAME --lines FILE:A-B --because …")
            : new($"hone change start {mine.Id}{option}", $"{function} is yours to work on");
    }

    /// <summary>Somebody's change that was accepted without a sandbox: its owner decides about it, and others go on meanwhile. Null where there is none.</summary>
    public static string? Waiting(Session session, string option) =>
        Accepted(session).FirstOrDefault(change => !change.Last!.IsSandboxed) is ChangeView waiting ? $"{Unsandboxed(waiting)}: hone change show {waiting.Change.Id}{option}" : null;

    private static IEnumerable<ChangeView> Accepted(Session session) =>
        session.Evidence().Changes.Where(change => change.State == ChangeState.Open).Select(change => ChangeView.Find(session, change.Change.Id)).Where(change => change.IsAccepted);

    private static string Unsandboxed(ChangeView view) => $"{view.Change.Id} is accepted without a sandbox ({Printable.Clean(string.Join("; ", view.Last!.Run!.Sandbox?.Without ?? []) is { Length: > 0 } without ? without : "nothing is known of one")})"
        + "; verify it where one is to be had, state in hone.toml what the program needs, or let its owner land it with --unsandboxed REASON";

    private static NextStep.Answer Open(Session session, ChangeView view, string option)
    {
        string id = view.Change.Id;
        string worktree = ChangeFolder.Of(session, id).Worktree;
        if (!Directory.Exists(worktree))
        {
            return new($"hone change abandon {id} --because \"its worktree is gone\"{option}", $"the worktree of {id} is gone");
        }

        string? patch = Patch(session, view.Change, out string? problem);
        string function = Printable.Clean(view.Change.Function);
        NextStep.Answer edit = new($"hone brief {view.Change.Row}{option}", $"the brief of {id}; edit {function} in {Printable.Clean(worktree)}, then ask again") { Edit = worktree };
        if (problem is not null)
        {
            return edit with { Because = $"{problem}; {edit.Because}" };
        }

        if (patch is null)
        {
            return edit;
        }

        JudgedRun? last = view.Last is { } run && run.Recorded.Run.Fact.Patch == patch ? view.Last : null;
        if (last?.Verdict is null)
        {
            return new($"hone change verify {id}{option}", last is null ? $"the patch of {id} as it is was not verified yet" : $"the evidence of {id} is not on this machine");
        }

        return last.Verdict switch
        {
            Verdict.Accepted when last.Run!.Quick => new($"hone change verify {id}{option}", $"{id} was accepted by a quick verification; a whole one lands"),
            Verdict.Accepted when IsMoved(session, last) => Moved(id, option),
            Verdict.Accepted when !last.IsSandboxed => new($"hone change show {id}{option}", Unsandboxed(view)),
            Verdict.Accepted => new($"hone change land {id}{option}", $"{id} is accepted"),
            _ when ChangeAbandon.IsNoGain(last) => new($"hone change no-win {id}{option}", $"a whole verification shows no gain worth having in {id} ({last.Verdict.DecidedBy}); or edit {Printable.Clean(worktree)} and verify again"),
            Verdict.Inconclusive inconclusive when _again.Contains(inconclusive.Rule) => new($"hone change verify {id}{option}", $"{id} is undecided ({inconclusive.Rule}): {Printable.Clean(inconclusive.Because)}"),
            _ when view.Recorded.Attempts >= session.Project.Agent.Attempts => new(
                $"hone change abandon {id} --because {ShellQuoting.Quote($"refused by {last.Verdict.DecidedBy} after {view.Recorded.Attempts} attempts")}{option}", $"{id} used its attempts"),
            Verdict.Rejected rejected => edit with { Because = $"refused by {rejected.Rule}: {Printable.Clean(rejected.Measured)}; {edit.Because}" },
            _ => edit with { Because = $"undecided ({last.Verdict.DecidedBy}); {edit.Because}" },
        };
    }

    // Landing it would be refused as often as it is asked for (base-moved).
    private static bool IsMoved(Session session, JudgedRun last) => last.Run is { } run && session.Git.Resolve("HEAD", session.Cancellation) is { } head
        && head != run.Base && !session.Git.IsSameSource(run.Base, head, session.Cancellation);

    private static NextStep.Answer Moved(string id, string option) => new($"hone change verify {id}{option}", $"{id} was accepted on another base than the project is at now");

    private static string? Patch(Session session, Change change, out string? problem)
    {
        using Scratch scratch = new();
        problem = null;
        try
        {
            Candidate candidate = CandidateReading.Read(session, change, scratch.Sub("git"));
            return candidate.Paths.Count == 0 ? null : candidate.Digest;
        }
        catch (ProblemException found)
        {
            problem = Printable.Clean(found.Problem.What) + ": " + Printable.Clean(found.Problem.Next);
            return null;
        }
    }
}
