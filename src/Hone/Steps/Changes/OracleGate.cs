using Hone.Changes.Runs;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence;
using Hone.Problems;
using Hone.Units;

namespace Hone.Cli.Steps.Changes;

/// <summary>Every workload and case of the oracle on both arms, held against the golden outputs and invariants.</summary>
internal static class OracleGate
{
    private const double ShortestLimit = 5;
    private const double LimitFactor = 20;

    /// <summary>
    /// Runs the baseline at the strictest sandbox at which it does what its golden outputs say, which the arms then have; then the
    /// candidate at the same. Where the candidate differs, the baseline is asked once more: surroundings may have changed meanwhile.
    /// </summary>
    public static IReadOnlyList<CaseComparison> Run(Session session, ChangeArms arms, IReadOnlyList<CaseJudge> judges)
    {
        Dictionary<CaseJudge, (OracleVerdict Verdict, Duration Wall)> baseline = [];
        foreach (ArmSandbox level in ArmSandbox.Levels)
        {
            arms.Level = level;
            baseline.Clear();
            foreach (CaseJudge judge in judges)
            {
                session.Progress.At($"baseline · {judge.Case.Name}", baseline.Count, judges.Count);
                Seen seen = judge.Run(arms.Place(ChangeArms.Baseline, judge.Case, null));
                baseline[judge] = (judge.Judge(seen), seen.Outcome?.Wall ?? judge.Case.Timeout);
                if (baseline[judge].Verdict.Noticed)
                {
                    break;
                }
            }

            if (baseline.Count == judges.Count && baseline.Values.All(each => !each.Verdict.Noticed))
            {
                break;
            }
        }

        List<CaseComparison> found = [.. baseline.Where(each => each.Value.Verdict.Noticed).Select(each => Of(each.Key, each.Value.Verdict, null, null))];
        foreach (CaseJudge judge in found.Count > 0 ? [] : judges)
        {
            session.Progress.At($"candidate · {judge.Case.Name}", found.Count, judges.Count);
            found.Add(One(arms, judge, baseline[judge]));
        }

        return found;
    }

    private static CaseComparison One(ChangeArms arms, CaseJudge judge, (OracleVerdict Verdict, Duration Wall) baseline)
    {
        Seen seen;
        try
        {
            seen = judge.Run(arms.Place(ChangeArms.Candidate, judge.Case, Limit(judge, baseline.Wall)));
        }
        catch (ProblemException problem) when (problem.Problem.Exit is ExitCode.Usage or ExitCode.ToolMissing)
        {
            // The baseline could be started in the same place.
            return new(judge.Case.Name, judge.Stable, [], [new(ChannelName.Exit, "is none: the program cannot be started: " + problem.Problem.What.Split('\n')[0])], [], []);
        }

        OracleVerdict verdict = judge.Forgiving(judge.Judge(seen), seen);
        OracleVerdict again = verdict.Noticed ? judge.Judge(judge.Run(arms.Place(ChangeArms.Baseline, judge.Case, null))) : baseline.Verdict;
        return Of(judge, again, verdict, seen);
    }

    // A hang is found soon, and a slow machine is no hang.
    private static Duration Limit(CaseJudge judge, Duration wall)
    {
        Duration limit = Duration.FromSeconds(Math.Max(ShortestLimit, LimitFactor * wall.Nanoseconds / 1e9));
        return limit < judge.Case.Timeout ? limit : judge.Case.Timeout;
    }

    private static CaseComparison Of(CaseJudge judge, OracleVerdict baseline, OracleVerdict? candidate, Seen? seen) => new(
        judge.Case.Name,
        judge.Stable,
        [.. baseline.Divergences, .. baseline.BrokenInvariants.Select(broken => new Divergence("invariant " + broken.Name, broken.What))],
        candidate?.Divergences ?? [],
        candidate?.BrokenInvariants ?? [],
        seen?.Observation.Channels ?? [])
    {
        FirstDifference = candidate is null || seen is null ? null : judge.FirstDifferenceOf(seen, candidate.Divergences),
    };
}
