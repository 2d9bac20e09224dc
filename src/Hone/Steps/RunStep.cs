using System.Diagnostics;
using Hone.Cli.Steps.Growth;
using Hone.Cli.Steps.Oracle;
using Hone.Ledger;
using Hone.Linux.Machines;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>One whole round, A to the analysis, each step recorded as it ends.</summary>
internal static class RunStep
{
    /// <summary>Runs the round and returns what the record then says.</summary>
    /// <param name="session">The project.</param>
    /// <param name="install">Missing tools may be installed.</param>
    /// <param name="newRound">The round has beads of its own, where the last one's are all closed.</param>
    public static PhaseView Run(Session session, bool install, bool newRound = false)
    {
        long started = Stopwatch.GetTimestamp();
        Dictionary<string, long> steps = [];
        IReadOnlyList<string> degraded = [];
        List<(string Name, Action Do)> plan =
        [
            ("tools", () => ToolStep.Provide(session, install)),
            ("build", () => CheckStep.Run(session, "build", session.Project.Build)),
            ("test", () => CheckStep.Run(session, "test", session.Project.Test)),
            ("baseline", () => Baseline(session)),
            ("profile", () => ProfileStep.Run(session, session.Project.Workloads, ProfileStep.Kinds, waits: true)),
            ("oracle", () => Oracle(session)),
            .. Growth(session),
            ("beads", () => degraded = BeadsStep.SeedAndClose(session, newRound).Report.Degraded),
        ];
        for (int i = 0; i < plan.Count; i++)
        {
            session.Progress.Step(i + 1, plan.Count + 1, plan[i].Name);
            long stepStarted = Stopwatch.GetTimestamp();
            plan[i].Do();
            steps[plan[i].Name] = (long)Stopwatch.GetElapsedTime(stepStarted).TotalNanoseconds;
        }

        session.Progress.Step(plan.Count + 1, plan.Count + 1, "analysis");
        session.Append(
            EntryKind.Run,
            new RunFact((long)Stopwatch.GetElapsedTime(started).TotalNanoseconds, OwnCost.Cpu().Nanoseconds - session.CollectorCpu.Nanoseconds, session.CollectorCpu.Nanoseconds, steps, degraded),
            FactJson.Default.RunFact);
        PhaseView view = PhaseView.Load(session);
        AnalysisStep.Write(session, view);
        return view;
    }

    // A round that fails or is killed after it leaves a baseline that is no round.
    private static void Baseline(Session session)
    {
        session.InRound = true;
        try
        {
            BaselineStep.Run(session, session.Project.Workloads);
        }
        finally
        {
            session.InRound = null;
        }
    }

    // What will dominate tomorrow belongs into the matrix of today.
    private static IEnumerable<(string Name, Action Do)> Growth(Session session)
    {
        Workload[] sized = [.. session.Project.Workloads.Where(workload => workload.Template is not null)];
        return session.Project.Growth.InRun && sized.Length > 0 ? [("growth", () => GrowthStep.Run(session, sized, null, session.Project.Growth.Budget))] : [];
    }

    // In a sealed project the goldens are the owner's word: a round holds the program against them and does not make new ones.
    private static void Oracle(Session session)
    {
        if (session.Evidence().Seal is null)
        {
            OracleStep.Record(session, session.Project.Workloads);
            return;
        }

        CaseCheck? different = OracleChecking.Compare(session, session.Project.Workloads, thorough: false).FirstOrDefault(check => check.Word == "different");
        if (different is not null)
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "oracle-different", "the program does not behave as it was sealed", "see the difference: hone oracle check") { Place = different.Name });
        }
    }
}
