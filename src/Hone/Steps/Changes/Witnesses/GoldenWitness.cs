using Hone.Changes.Proofs;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>The workload and its cases beside their golden outputs and invariants; where there are none, beside the baseline.</summary>
internal static class GoldenWitness
{
    private const string Limit = "every golden output and invariant holds of the candidate";

    /// <summary>Runs each case once; a difference counts only where the baseline, run now, still is as its golden output says.</summary>
    public static Witness Run(WitnessPlan plan, ArmPair pair, CancellationToken cancellation)
    {
        if (plan.Judges.Count == 0)
        {
            return pair.Compare([ArmCase.Own], ArmComparison.Exact, pair.Limit, cancellation)
                .Witness(plan.Session, WitnessNames.Goldens, ClaimKind.Values, "the workload gives the same in both", "run of the workload beside the baseline");
        }

        int compared = 0;
        foreach (CaseJudge judge in plan.Judges)
        {
            cancellation.ThrowIfCancellationRequested();
            using ArmRun run = pair.Candidate.Run(judge.Case, ArmCase.Own, pair.Limit, judge);
            OracleVerdict verdict = judge.Forgiving(judge.Judge(run.Seen), run.Seen);
            compared++;
            if (!verdict.Noticed)
            {
                continue;
            }

            using ArmRun baseline = pair.Baseline.Run(judge.Case, ArmCase.Own, pair.Limit, judge);
            if (judge.Judge(baseline.Seen).Noticed)
            {
                return new(WitnessNames.Goldens, ClaimKind.Values, WitnessOutcome.NotRun, $"the baseline itself differs from the golden output of {judge.Case.Name}, run here and now", Limit);
            }

            return new(WitnessNames.Goldens, ClaimKind.Values, WitnessOutcome.Failed, $"{judge.Case.Name}: {Noticed.Text(verdict, run.Seen)}", Limit)
            {
                Case = judge.Case.Name + ": " + judge.Case.Command.Text,
                FirstDifference = ArmComparison.With(judge)(baseline, run),
            };
        }

        return new(WitnessNames.Goldens, ClaimKind.Values, WitnessOutcome.Passed, $"{compared} golden outputs hold", Limit);
    }
}
