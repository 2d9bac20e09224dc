using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Opportunities.Handicaps;
using Hone.Problems;
using Hone.Statistics;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>The rounds of a handicap test: every level once in each, in random order, until the slope is known.</summary>
internal sealed class HandicapRounds(Session session, HandicapPlan plan, Workload workload, IDelayedProgram program)
{
    /// <summary>The fewest rounds whose pairs can decide anything by the rule of <c>hone compare</c>.</summary>
    private static readonly int _fewest = new ComparisonDesign().LeastPairs;

    private const int MostRounds = 400;

    // A busy machine may be waited for after every round; all of it together stays a small part of the budget.
    private const double PauseShare = 0.003;

    /// <summary>What was run.</summary>
    /// <param name="Dealt">How the delay is dealt out.</param>
    /// <param name="Rounds">The rounds.</param>
    /// <param name="Stop">Why no more.</param>
    internal sealed record Result(DelayPlan Dealt, IReadOnlyList<Round> Rounds, StopReason Stop);

    private IReadOnlyList<double> Arms => [0, 0, .. plan.Levels];

    /// <summary>Calibrates, then measures.</summary>
    public Result Run()
    {
        DelayPlan dealt = Calibrate();
        List<Round> rounds = [];
        Duration spent = Duration.Zero;
        session.Progress.Restart();
        StopReason? stop = null;
        while (stop is null)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            session.Progress.At($"{workload.Name} · round {rounds.Count + 1}{Slope(rounds)}", rounds.Count, plan.Pairs ?? 0);
            using PairedRuns runs = new(Design(rounds.Count), Subjects(dealt)) { OnRefused = Refuse };
            runs.Resume(rounds, spent);
            _ = runs.Run(session.Cancellation);
            (rounds, spent) = ([.. runs.Rounds], runs.Spent);
            stop = IsDone(rounds, spent);
        }

        return new(dealt, rounds, stop.Value);
    }

    private PairedPlan Design(int done) => new()
    {
        Design = new() { Comparisons = Arms.Count - 1 },
        Warmups = done == 0 ? 1 : 0,
        Budget = plan.Budget,
        LeastRounds = done + 1,
        MostRounds = done + 1,
        ToTheEnd = true,
        Seed = plan.Seed,
        PauseShare = PauseShare,
    };

    private List<Subject> Subjects(DelayPlan dealt) =>
    [
        .. Arms.Select((level, arm) => new Subject
        {
            Name = FormattableString.Invariant($"{level * 100:0.##} %"),
            Request = program.Request(dealt.Every, dealt.Waits[arm]),
            ExpectedExits = [workload.ExpectedExit],
            Values = _ => program.Take().Values(),
        }),
    ];

    // First how often the function is called, then by which threads; each with a delay of nothing.
    private DelayPlan Calibrate()
    {
        session.Progress.At("calls of the function");
        (DelayTotals totals, double wall) = Once(program.MostEvery, 0);
        DelayPlan first = DelayPlan.Of(Arms, wall, Math.Max(1, totals.Calls), program.IsSlow);
        (totals, double second) = Once(first.Every, 0);
        return DelayPlan.Of(Arms, Math.Min(wall, second), Math.Max(1, totals.ChainCalls), program.IsSlow);
    }

    private (DelayTotals Totals, double Wall) Once(long every, long wait)
    {
        RunOutcome outcome = WorkloadRun.Start(session, "workload " + workload.Name, program.Request(every, wait));
        WorkloadRun.Insist(workload, outcome);
        DelayTotals totals = program.Take();
        return totals.Calls > 0 ? (totals, outcome.Wall.Nanoseconds) : throw new ProblemException(new(
            ExitCode.Inconclusive,
            "never-called",
            $"the function is not called in {workload.Name}, or its program was killed before it could say so; nothing can be put into it",
            "name another workload with -w, or another function")
        { Place = "workload " + workload.Name });
    }

    private StopReason? IsDone(List<Round> rounds, Duration spent)
    {
        if (plan.Pairs is int pairs)
        {
            return rounds.Count >= pairs ? StopReason.Budget : null;
        }

        bool enough = rounds.Count >= ComparisonDesign.FirstLook;
        if (enough && HandicapFit.Slope(rounds, HandicapRun.Chain) is SlopeEstimate slope && HandicapFit.Reach(slope) <= HandicapFit.WantedReach)
        {
            // What is put in off the path is not seen with any number of rounds.
            if (HandicapFit.Judge(slope) == HandicapVerdict.OffPath)
            {
                return StopReason.Budget;
            }

            int five = 2 + plan.Levels.ToList().IndexOf(HandicapFigures.Teeth);
            if (HandicapFit.Compare(rounds, five, StopReason.Decided).Verdict != ComparisonVerdict.Undecided)
            {
                return StopReason.Decided;
            }
        }

        // Of a long run there are fewer rounds than decide anything, which is said, rather than many times the budget.
        int least = spent.Nanoseconds > 2 * plan.Budget.Nanoseconds ? GroupedSlope.FewestGroups + 1 : _fewest;
        return (spent >= plan.Budget && rounds.Count >= least) || rounds.Count >= MostRounds ? StopReason.Budget : null;
    }

    private static string Slope(List<Round> rounds) => HandicapFit.Slope(rounds, HandicapRun.Chain) is SlopeEstimate slope
        ? FormattableString.Invariant($" · β {slope.Value:0.00} ± {HandicapFit.Reach(slope):0.00}")
        : "";

    private void Refuse(Subject subject, RunOutcome outcome) => WorkloadRun.Insist(workload, outcome);
}
