using System.Text;
using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Profiling;

namespace Hone.Cli.Steps.Changes;

/// <summary>What landing did, or would do.</summary>
/// <param name="View">The change.</param>
/// <param name="Commit">The new commit; null when nothing was committed.</param>
/// <param name="Message">Its message.</param>
/// <param name="Retake">What was measured of the program as it was before, as commands.</param>
internal sealed record Landing(ChangeView View, string? Commit, string Message, IReadOnlyList<string> Retake);

/// <summary>
/// Commits a change: exactly the tree that was verified, on the base it was verified on, or one whose source is the same. Every step can be
/// taken again after a kill: a commit that is there already is recognised by its trailer and its content.
/// </summary>
internal static class ChangeLand
{
    /// <summary>Lands it, or says what would be landed. The session holds the project unless it is a dry run.</summary>
    /// <param name="session">The project.</param>
    /// <param name="view">The change.</param>
    /// <param name="dryRun">Commits nothing.</param>
    /// <param name="unsandboxed">Why a verification without a sandbox is enough; null for never.</param>
    public static Landing Run(Session session, ChangeView view, bool dryRun, string? unsandboxed)
    {
        SealGuard.Insist(session);
        Change change = view.Change;
        (JudgedRun judged, Verdict.Accepted accepted) = Verified(view, unsandboxed);
        ChangeRun run = judged.Run!;
        using Scratch scratch = new();
        string message = LandMessage.Of(view, judged, accepted, unsandboxed);
        IReadOnlyList<string> retake = Retake(session);
        if (Landed(session, change, run, scratch) is string already)
        {
            return dryRun ? new(view, already, message, retake) : Close(session, view, already, message, retake);
        }

        Candidate candidate = CandidateReading.Read(session, change, scratch.Sub("git"), keep: !dryRun);
        if (candidate.Digest != run.Patch)
        {
            throw No(change, "patch-changed", $"the worktree holds another patch ({candidate.Digest[..12]}) than the one that was verified ({run.Patch[..12]})", $"verify it: hone change verify {change.Id}");
        }

        InsistSameBase(session, change, candidate, run);
        if (dryRun)
        {
            return new(view, null, message, retake);
        }

        return Close(session, view, Commit(session, candidate, message, scratch), message, retake);
    }

    private static (JudgedRun Run, Verdict.Accepted Verdict) Verified(ChangeView view, string? unsandboxed)
    {
        string id = view.Change.Id;
        if (view.Last is not JudgedRun last)
        {
            throw No(view.Change, "not-verified", "it was never verified", $"hone change verify {id}");
        }

        if (last.Verdict is not Verdict.Accepted accepted)
        {
            string what = last.Verdict switch
            {
                Verdict.Rejected rejected => $"rejected ({rejected.Rule}): {rejected.Measured}",
                Verdict.Inconclusive inconclusive => $"inconclusive ({inconclusive.Rule}): {inconclusive.Because}",
                _ => "nothing: its evidence is not on this machine",
            };
            throw No(view.Change, "not-accepted", $"the last verification says {what}", (last.Verdict as Verdict.Rejected)?.Next ?? $"hone change verify {id}");
        }

        if (last.Run!.Quick)
        {
            throw No(view.Change, "only-quick", "the last verification was a quick one", $"verify it whole: hone change verify {id}");
        }

        return last.IsSandboxed || unsandboxed is not null ? (last, accepted) : throw No(
            view.Change,
            "unsandboxed",
            "the verdict is unsandboxed: " + string.Join("; ", last.Run.Sandbox?.Without ?? ["nothing is known of a sandbox"]),
            "verify it where a sandbox is to be had, or state what the program needs in hone.toml; or say why it is enough: --unsandboxed REASON");
    }

    private static void InsistSameBase(Session session, Change change, Candidate candidate, ChangeRun run)
    {
        if (candidate.Base == run.Base)
        {
            if (candidate.Tree != run.Tree)
            {
                throw No(change, "tree-changed", "the tree is not the one that was verified", $"verify it again: hone change verify {change.Id}");
            }

            return;
        }

        // The record and the analysis are committed between a verification and its landing; they are no part of the program.
        string[] own = [":(top,exclude,glob)**/.hone/**", ":(top,exclude,glob)**/.beads/**", ":(top,exclude,glob)**/PERFORMANCE_ANALYSIS.md"];
        if (session.Git.Ask(session.Cancellation, ["diff", "--no-ext-diff", "--no-textconv", "--quiet", run.Base, candidate.Base, "--", ":(top)", .. own]).Exit != 0)
        {
            throw No(change, "base-moved", $"the project is at {candidate.Base[..12]}, and the change was verified on {run.Base[..12]}, whose source is another", $"verify it on the new base: hone change verify {change.Id}");
        }
    }

    private static string Commit(Session session, Candidate candidate, string message, Scratch scratch)
    {
        string text = Path.Combine(scratch.Folder, "message");
        File.WriteAllText(text, message);
        (int exit, byte[] said) = session.Git.AskForBytes(["commit-tree", candidate.Tree, "-p", candidate.Base], text, session.Cancellation);
        string commit = Encoding.ASCII.GetString(said).Trim();
        if (exit != 0)
        {
            throw No(candidate.Change, "commit-refused", "git makes no commit", "see that it knows your name: git config user.name and user.email");
        }

        // Index and files first: where somebody has changed the same files, nothing is committed.
        if (session.Git.Ask(session.Cancellation, "read-tree", "-m", "-u", candidate.Base, candidate.Tree).Exit != 0)
        {
            throw No(candidate.Change, "project-differs", "files that the change touches differ from the commit in the project folder, or git's index is locked", "commit or put away what differs: git status");
        }

        return session.Git.Ask(session.Cancellation, "update-ref", "-m", "hone change land " + candidate.Change.Id, "HEAD", commit, candidate.Base).Exit == 0
            ? commit
            : throw No(candidate.Change, "base-moved", "somebody committed at the same moment", $"see git status, then: hone change land {candidate.Change.Id}");
    }

    // The commit of an earlier landing that was killed before the record knew.
    private static string? Landed(Session session, Change change, ChangeRun run, Scratch scratch)
    {
        string found = session.Git.Ask(session.Cancellation, "log", "-1", "--format=%H", "--grep=" + LandMessage.Pattern(change), "HEAD").Output.Trim();
        if (found.Length == 0 || session.Git.Resolve(found + "^", session.Cancellation) is not string parent)
        {
            return null;
        }

        CandidateTree trees = new(session.Folder, scratch.Sub("landed"), keep: false, session.Cancellation);
        return CandidateReading.DigestOf(trees.Patch(parent, found, session.Cancellation)) == run.Patch ? found : null;
    }

    private static Landing Close(Session session, ChangeView view, string commit, string message, IReadOnlyList<string> retake)
    {
        ChangeAbandon.Close(session, view, ChangeState.Landed, message.Split('\n')[0], commit);
        session.Append(EntryKind.Outcome, ChangeOutcome.Of(view, "landed"), FactJson.Default.OutcomeFact);
        ChangeAbandon.CloseBead(session, view, $"landed as {commit[..12]}: {message.Split('\n')[0]}");
        ChangeSweep.Remove(session, view.Change.Id);
        return new(view, commit, message, retake);
    }

    private static IReadOnlyList<string> Retake(Session session)
    {
        Evidence evidence = session.Evidence();
        return
        [
            .. session.Project.Workloads.Where(workload => evidence.Baselines.ContainsKey(workload.Name)).Select(workload => $"hone baseline -w {workload.Name}"),
            .. session.Project.Workloads
                .Select(workload => (workload.Name, Kinds: ProfileStep.AllKinds.Where(kind => evidence.Profiles.ContainsKey((workload.Name, kind.Name()))).Select(kind => kind.Name()).ToList()))
                .Where(each => each.Kinds.Count > 0)
                .Select(each => $"hone profile -w {each.Name}  ({string.Join(", ", each.Kinds)}: their shares have moved)"),
        ];
    }

    private static ProblemException No(Change change, string rule, string measured, string next) => new(new(ExitCode.GateSaidNo, rule, measured, next) { Place = change.Id, Measured = measured });
}
