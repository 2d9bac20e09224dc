using Hone.Cli.Steps.Oracle.Trials;
using Hone.Ledger;
using Hone.Linux.Sandboxes;
using Hone.Opportunities.Handicaps;
using Hone.Problems;
using Hone.Statistics;
using Hone.Workloads;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>
/// The handicap test: one function of a workload is made slower by known amounts, and the slope of the run's wall time over what was
/// put in says what a change there can bring. Only the record is written to.
/// </summary>
internal static class HandicapStep
{
    private const int StepsOfAll = 3;
    private const long ShortSharpRun = 1_000_000_000;

    /// <summary>Tests and records.</summary>
    public static HandicapRun Run(Session session, HandicapPlan plan, Func<Evidence, HandicapTarget> choose)
    {
        session.Progress.Step(1, StepsOfAll, "build");
        CheckStep.Run(session, "build", session.Project.Build);
        HandicapTarget target = choose(session.Evidence());
        if (target.Workload.Service is not null)
        {
            // Says why a server is not run by this command.
            _ = session.Spawn(target.Workload);
        }

        WorkloadRun.Prepare(session, target.Workload);
        List<string> notes = [];
        session.Progress.Step(2, StepsOfAll, target.Function);
        using TreePlace place = new();
        HotFunction? source = SourceOf(session, plan, target, out string why);
        using IDelayedProgram program = source is not null
            ? SourceProgram.Create(session, source, target.Workload, place, plan, notes)
            : Otherwise(session, plan, target, place, notes, why);
        session.Progress.Step(3, StepsOfAll, target.Function);
        HandicapRounds.Result result = new HandicapRounds(session, plan, target.Workload, program).Run();
        if (source?.Language.Name == "c#" && program.Unchanged.Count > 0 && program.Unchanged.Min() < ShortSharpRun)
        {
            notes.Add("the .NET runtime optimises code some 100 ms after the start; in a run as short as this, what is put in before costs less, and the slope is too small");
        }

        HandicapRun run = new()
        {
            Workload = target.Workload.Name,
            Command = target.Workload.Command.Text,
            Function = target.Function,
            File = target.File ?? target.Module ?? "",
            Line = source?.Function.FirstLine ?? target.Line ?? 0,
            Way = program.Way,
            Levels = [0, 0, .. plan.Levels],
            Every = result.Dealt.Every,
            WaitNanoseconds = result.Dealt.Waits,
            UnchangedNanoseconds = program.Unchanged.Count > 0 ? (long)Median.Of([.. program.Unchanged.Select(wall => (double)wall)]) : null,
            Seed = plan.Seed,
            Stop = result.Stop,
            Notes = [.. notes.Distinct()],
            Rounds = result.Rounds,
        };
        Artifact artifact = session.Artifacts.Put(HandicapFact.Artifact, run.Write());
        session.Append(
            EntryKind.Handicap,
            new HandicapFact(run.Workload, run.Function, run.File, run.Line, run.Way, run.Levels, run.Rounds.Count, source is null ? null : FunctionSource.Hash(source)),
            FactJson.Default.HandicapFact,
            [artifact]);
        return run;
    }

    private static HotFunction? SourceOf(Session session, HandicapPlan plan, HandicapTarget target, out string why)
    {
        why = plan.Way == "breakpoint" ? "" : target.File is null ? "no profile says which file of this project it is in" : "";
        return plan.Way == "breakpoint" || target.File is not string file ? null : FunctionSource.Find(session.Folder, file, target.Function, target.Line, out why);
    }

    private static BreakpointProgram Otherwise(Session session, HandicapPlan plan, HandicapTarget target, TreePlace place, List<string> notes, string why)
    {
        string native = "--way source was asked for";
        return plan.Way != "source" && BreakpointProgram.Create(session, target, place, plan, notes, out native) is BreakpointProgram program
            ? program
            : throw new ProblemException(new(
                ExitCode.Inconclusive,
                "no-place-for-counter",
                $"no handicap can be put into {target.Function}: {string.Join("; ", new[] { why, native }.Where(reason => reason.Length > 0))}",
                "name a function of this project's own source, or one of a native program with symbols (--way breakpoint)")
            { Place = target.File ?? target.Module });
    }
}
