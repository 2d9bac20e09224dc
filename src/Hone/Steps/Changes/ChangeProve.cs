using Hone.Changes;
using Hone.Changes.Patches;
using Hone.Changes.Proofs;
using Hone.Changes.Runs;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Cli.Steps.Sealing;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes;

/// <summary>Writes the proof of a change as it is now, with the witnesses run on both arms. Nothing is recorded: a verification runs them again.</summary>
internal static class ChangeProve
{
    /// <summary>Proves it. What the author wrote about this very patch is kept; about another patch it is void and written anew.</summary>
    public static (Proven Proven, string Path) Run(Session session, Change change)
    {
        SealGuard.Insist(session);
        using HostLock alone = ChangeVerify.Alone(session, $"hone change prove {change.Id} in {session.Folder}", TimeSpan.FromHours(2));
        using Scratch scratch = new();
        Candidate candidate = CandidateReading.Read(session, change, scratch.Sub("git"));
        if (candidate.Source.Count == 0)
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "empty-patch", "no source file differs from the base", "make the change in its worktree first") { Place = change.Id });
        }

        List<string> notes = [];
        IReadOnlyList<CaseJudge> judges = CaseJudges.Load(session, session.Evidence(), session.Project.Workloads, notes);
        foreach (Workload workload in session.Project.Workloads.Where(workload => workload.Service is null))
        {
            ChangeInputs.Insist(session, session.Evidence(), workload);
        }

        using ChangeArms arms = ChangeArms.Build(session, candidate, ChangeVerify.TreePlan(session, judges, candidate.Base), out ArmCheck? build);
        if (build is { Candidate: false })
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, build.Baseline ? "build-failed" : "baseline-build", $"{build.Command} does not end well\n    {build.Said}", "mend the change in its worktree") { Place = change.Id });
        }

        Proof? authored = OtherGates.Authored(session, change) is Proof own && own.Patch == Patch.Parse(candidate.Patch).Digest ? own : null;
        Proven proven = OtherGates.Proven(session, candidate, arms, judges, authored, VerifyPlan.Of(quick: false, session.Project, TimeSpan.Zero).Witnesses, notes);
        string path = ChangeFolder.Of(session, change.Id).Proof;
        DurableFile.Replace(path, System.Text.Encoding.UTF8.GetBytes(ProofFile.Write(proven.Proof)));
        foreach (string note in notes.Distinct())
        {
            session.Progress.Say(note);
        }

        return (proven, path);
    }
}
