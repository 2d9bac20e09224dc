using System.Text;
using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Guarding;
using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Linux.Repositories;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Profiling;

namespace Hone.Cli.Steps.Changes;

/// <summary>What landing did, or would do.</summary>
/// <param name="View">The change.</param>
/// <param name="Commit">The new commit; null when nothing was committed.</param>
/// <param name="Message">Its message.</param>
/// <param name="Retake">What was measured of the program as it was before, as commands.</param>
internal sealed record Landing(ChangeView View, string? Commit, string Message, IReadOnlyList<string> Retake)
{
    /// <summary>Copies of the worktree's new tests and documents, absolute, which are no part of the change.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];
}

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
        InsistEvidence(session, view.Change, judged);
        ChangeRun run = judged.Run!;
        using Scratch scratch = new();
        string message = LandMessage.Of(view, judged, accepted, unsandboxed);
        IReadOnlyList<string> retake = Retake(session);
        if (Landed(session, change, run, scratch) is string already)
        {
            return dryRun ? new(view, already, message, retake) : Close(session, view, run, already, message, retake);
        }

        Candidate candidate = CandidateReading.Read(session, change, scratch.Sub("git"), keep: !dryRun);
        if (candidate.Digest != run.Patch)
        {
            throw No(change, "patch-changed", $"the worktree holds another patch ({candidate.Digest[..12]}) than the one that was verified ({run.Patch[..12]})", $"verify it: hone change verify {change.Id}");
        }

        InsistSameBase(session, change, candidate.Base, run);
        if (candidate.Base == run.Base && candidate.Tree != run.Tree)
        {
            throw No(change, "tree-changed", "the tree is not the one that was verified", $"verify it again: hone change verify {change.Id}");
        }

        if (OtherGates.Lint(session, candidate).FirstOrDefault(finding => finding.Blocks) is GateFinding found)
        {
            throw No(change, found.Rule, $"the form of the patch is not what the record says: {found.Measured}", $"verify it again: hone change verify {change.Id}");
        }

        if (dryRun)
        {
            return new(view, null, message, retake);
        }

        return Close(session, view, run, Commit(session, candidate, message, scratch), message, retake);
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

    // The trailers name them by digest: they are there, whole, or nothing lands.
    private static void InsistEvidence(Session session, Change change, JudgedRun judged)
    {
        LedgerEntry entry = judged.Recorded.Run.Entry;
        foreach (string name in new[] { ChangeRunFact.RunArtifact, ChangeRunFact.PatchArtifact, ChangeRunFact.ProofArtifact })
        {
            if (entry.Artifacts.FirstOrDefault(artifact => artifact.Name == name) is not Artifact artifact || session.Artifacts.Read(artifact) is null)
            {
                throw No(change, "evidence-missing", $"{name} of the verification (ledger entry {entry.Seq}) is not on this machine, or is altered", $"verify it again: hone change verify {change.Id}");
            }
        }
    }

    private static void InsistSameBase(Session session, Change change, string now, ChangeRun run)
    {
        if (now != run.Base && !session.Git.IsSameSource(run.Base, now, session.Cancellation))
        {
            throw No(change, "base-moved", $"the project is at {now[..12]}, and the change was verified on {run.Base[..12]}, whose source is another", $"verify it on the new base: hone change verify {change.Id}");
        }
    }

    /// <summary>Puts the project's files back where a landing was killed between the files and the commit.</summary>
    public static void TakeBack(Session session, ChangeView view)
    {
        if (view.Last is { Run: ChangeRun run } && run.Tree.Length > 0 && session.Git.Resolve("HEAD", session.Cancellation) == run.Base
            && session.Git.Ask(session.Cancellation, "write-tree").Output.Trim() == run.Tree)
        {
            _ = session.Git.Ask(session.Cancellation, "read-tree", "-m", "-u", run.Tree, run.Base);
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
        _ = session.Git.Ask(session.Cancellation, "update-index", "-q", "--refresh");
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
        return CandidateReading.DigestOf(trees.Patch(parent, found, session.Cancellation)) == run.Patch && (parent == run.Base || session.Git.IsSameSource(run.Base, parent, session.Cancellation)) ? found : null;
    }

    private static Landing Close(Session session, ChangeView view, ChangeRun run, string commit, string message, IReadOnlyList<string> retake)
    {
        IReadOnlyList<string> left = Keep(session, view.Change, run);
        GuardPin.AtLanding(session, view, commit);
        ChangeClosing.Close(session, view, ChangeState.Landed, message.Split('\n')[0], commit);
        return new(view, commit, message, retake) { Left = left };
    }

    // New tests and documents were no part of the change: they are kept, and somebody commits them or not.
    private static List<string> Keep(Session session, Change change, ChangeRun run)
    {
        ChangeFolder folder = ChangeFolder.Of(session, change.Id);
        List<string> left = [];
        foreach (ChangedPath path in run.Paths.Where(path => path.Class is PathClass.NewTest or PathClass.Other))
        {
            string from = Path.Combine(folder.Worktree, path.Path);
            if (OutputWatch.IsRegular(from))
            {
                string to = Path.Combine(UserState.Folder(session.Folder, "left"), change.Id, path.Path);
                TreeFiles.CopyOne(from, to);
                left.Add(to);
            }
        }

        return left;
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
