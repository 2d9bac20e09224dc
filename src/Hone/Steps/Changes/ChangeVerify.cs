using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Cli.Steps.Sealing;
using Hone.Ledger;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Measurement;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes;

/// <summary>
/// Verifies a change, the cheap gates first: form, lint, build, tests, oracle, generated inputs, proof, timed runs, ablation. It ends at
/// the first that says no. What was seen goes into the record; the verdict is computed from there. The project is held for the moments
/// of appending only, the machine for as long as it measures.
/// </summary>
internal static class ChangeVerify
{
    private const int StepsOfAll = 6;

    // One run in eight that is slow, and none of the baseline's, is seen at 1 in 256 from here on (PriceRules, slow-runs).
    private const int LeastPairs = 64;

    private static readonly TimeSpan _appendPatience = TimeSpan.FromSeconds(600);

    /// <summary>Verifies and records; the number of the entry.</summary>
    public static long Run(Session session, Change change, VerifyPlan plan)
    {
        SealGuard.Insist(session);
        using HostLock alone = Alone(session, $"hone change verify {change.Id} in {session.Folder}", plan.Patience);

        // Who waited may have been overtaken.
        change = ChangeView.FindOpen(session, change.Id).Change;
        using Scratch scratch = new();
        session.Progress.Step(1, StepsOfAll, "patch");
        Candidate candidate = CandidateReading.Read(session, change, scratch.Sub("git"));
        if (candidate.Base != change.Base && !session.Git.IsSameSource(change.Base, candidate.Base, session.Cancellation))
        {
            // Another program than the one it was begun on: that one is measured first, or nobody knows what the gain is a gain over.
            ChangeRequirements.Insist(session, PhaseView.Load(session));
        }

        ChangeRun run = new()
        {
            Change = change.Id,
            Base = candidate.Base,
            Patch = candidate.Digest,
            Tree = candidate.Tree,
            Quick = plan.Quick,
            Paths = candidate.Paths,
            Findings = OtherGates.Lint(session, candidate),
        };
        long? attempt = null;
        byte[]? proof = null;
        run = IsOver(change, run) ? run : Work(session, candidate, run, plan, ref attempt, ref proof);
        return Record(session, candidate, run, attempt, proof);
    }

    /// <summary>Takes the machine, since one Hone of a user measures at a time.</summary>
    public static HostLock Alone(Session session, string what, TimeSpan patience) => HostLock.Take(
        UserState.Folder(session.Folder, "locks"), what, patience, who => session.Progress.Say($"another hone measures on this machine ({who}); waiting"), session.Cancellation);

    /// <summary>What trees of both arms are made of.</summary>
    public static BuildTreePlan TreePlan(Session session, IReadOnlyList<CaseJudge> judges, string commit) => StrengthStep.TreePlan(session, judges) with { Commit = commit, Whole = false };

    private static ChangeRun Work(Session session, Candidate candidate, ChangeRun run, VerifyPlan plan, ref long? attempt, ref byte[]? proof)
    {
        Change change = candidate.Change;
        Evidence evidence = session.Evidence();
        List<string> notes = [];
        IReadOnlyList<CaseJudge> judges = CaseJudges.Load(session, evidence, session.Project.Workloads, notes);
        foreach (Workload workload in session.Project.Workloads.Where(workload => workload.Service is null))
        {
            ChangeInputs.Insist(session, evidence, workload);
        }

        session.Progress.Step(2, StepsOfAll, "build and tests");
        using ChangeArms arms = ChangeArms.Build(session, candidate, TreePlan(session, judges, candidate.Base), out ArmCheck? build);
        run = run with { Build = build, Notes = notes };
        run = IsOver(change, run) ? run : run with { Tests = TestGate.Run(session, arms) };
        run = IsOver(change, run) ? run : run with { NewTests = TestGate.RunNew(session, arms, candidate) };
        if (IsOver(change, run))
        {
            return run;
        }

        session.Progress.Step(3, StepsOfAll, "oracle");
        run = run with { Cases = OracleGate.Run(session, arms, judges) };
        run = run with { Sandbox = arms.Sandbox };
        run = IsOver(change, run) ? run : run with { Seeded = SeededGate.Run(session, arms, judges, change.Id, plan.Inputs, plan.InputTime, notes) };
        if (IsOver(change, run))
        {
            return run;
        }

        session.Progress.Step(4, StepsOfAll, "proof");
        (IReadOnlyList<GateFinding> findings, proof) = OtherGates.Proof(session, candidate, arms, judges, plan.Witnesses, notes);
        run = run with { Findings = [.. run.Findings, .. findings] };
        if (IsOver(change, run))
        {
            return run;
        }

        session.Progress.Step(5, StepsOfAll, "timed runs");
        (attempt, int number) = Attempt(session, candidate);
        run = Timed(session, arms, judges, run, change, plan, number);
        if (arms.Deleted > 0)
        {
            notes.Add(FormattableString.Invariant($"{arms.Deleted} output files were deleted between runs, for want of space to put them aside: on ext4 that costs the runs after it time, one arm more than the other"));
        }

        run = run with { Sandbox = arms.Sandbox };
        if (!plan.Quick && VerdictRule.Judge(new(change, run, number)) is Verdict.Accepted accepted)
        {
            session.Progress.Step(6, StepsOfAll, "ablation");
            run = run with { Findings = [.. run.Findings, .. AblationGate.Run(session, candidate, arms, judges, TreePlan(session, judges, candidate.Base), accepted.Gain)] };
        }

        return run;
    }

    // Its own workload first, the others only when it gains; fresh runs at last, when others were tried before.
    private static ChangeRun Timed(Session session, ChangeArms arms, IReadOnlyList<CaseJudge> judges, ChangeRun run, Change change, VerifyPlan plan, int number)
    {
        TimedCase[] all =
        [
            .. session.Project.Workloads.Select(workload => judges.FirstOrDefault(judge => judge.Case.Name == workload.Name) is CaseJudge judge ? new TimedCase(workload, judge) : null).OfType<TimedCase>(),
        ];
        if (Array.Find(all, each => each.Workload.Name == change.Workload) is not TimedCase own)
        {
            throw new ProblemException(new(
                ExitCode.Inconclusive, "nothing-to-compare", $"{change.Workload} is a server, or has no stable golden output: its timed runs could not be compared", "make it repeatable, then: hone oracle record")
            { Place = change.Id });
        }

        int others = all.Length - 1;
        TimedPlan target = new(VerifyPlan.MetricOf(own.Workload, change.Metric), VerdictLimits.Design(number), plan.Own(others)) { Least = plan.Quick ? 0 : LeastPairs, Attempt = number };
        run = run with { Timed = [TimedGate.Run(session, arms, own, target)] };
        bool needsFresh = number > 1;
        if (Continue(change, run, number, needsFresh ? "unconfirmed" : null))
        {
            foreach (TimedCase other in all.Where(each => each != own))
            {
                run = run with { Timed = [.. run.Timed, TimedGate.Run(session, arms, other, new(Metric.Wall, VerdictLimits.Guard, plan.Other(others)))] };
            }

            run = needsFresh && Continue(change, run, number, "unconfirmed") ? run with { Confirmation = TimedGate.Run(session, arms, own, target) } : run;
        }

        return run;
    }

    private static bool Continue(Change change, ChangeRun run, int number, string? though) =>
        VerdictRule.Judge(new(change, run, number)) is var verdict && (verdict is Verdict.Accepted || verdict.DecidedBy == though);

    // Nothing was timed yet: all that is missing is that.
    private static bool IsOver(Change change, ChangeRun run) => VerdictRule.Judge(new(change, run, 0)) is not Verdict.Inconclusive { Rule: "incomplete" };

    private static (long Entry, int Number) Attempt(Session session, Candidate candidate)
    {
        session.Lock("change verify", _appendPatience);
        _ = ChangeView.FindOpen(session, candidate.Change.Id);
        LedgerEntry entry = session.Append(EntryKind.ChangeAttempt, new ChangeAttemptFact(candidate.Change.Id, candidate.Digest, candidate.Base), FactJson.Default.ChangeAttemptFact);
        int number = session.Evidence().Changes.First(change => change.Change.Id == candidate.Change.Id).TriedBefore;
        session.Unlock();
        return (entry.Seq, number);
    }

    private static long Record(Session session, Candidate candidate, ChangeRun run, long? attempt, byte[]? proof)
    {
        session.Lock("change verify", _appendPatience);
        _ = ChangeView.FindOpen(session, candidate.Change.Id);
        List<Artifact> artifacts =
        [
            session.Artifacts.Put(ChangeRunFact.RunArtifact, run.Write()),
            session.Artifacts.Put(ChangeRunFact.PatchArtifact, System.Text.Encoding.Latin1.GetBytes(candidate.Patch)),
        ];
        if (proof is not null)
        {
            artifacts.Add(session.Artifacts.Put(ChangeRunFact.ProofArtifact, proof));
        }

        LedgerEntry entry = session.Append(EntryKind.ChangeRun, new ChangeRunFact(run.Change, run.Patch, run.Base, run.Tree, run.Quick, attempt), FactJson.Default.ChangeRunFact, artifacts);
        session.Unlock();
        return entry.Seq;
    }
}
