using Hone.Guardrails;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Cli.Steps.Guarding;

/// <summary>One workload that is to be measured.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Command">Its command, as a person would type it.</param>
/// <param name="Subjects">Base and head.</param>
/// <param name="Limits">The limits of its figures.</param>
internal sealed record GuardTurn(string Name, string Command, IReadOnlyList<Subject> Subjects, IReadOnlyList<GuardLimit> Limits);

/// <summary>
/// Measures several workloads in turns: a few pairs of one, then of the next, so that a spell of a busy machine falls on all of them. A
/// workload leaves as soon as every one of its figures is decided; all end when the budget is used up.
/// </summary>
/// <param name="design">How it is decided.</param>
/// <param name="budget">The machine time, all workloads together.</param>
/// <param name="host">The host fingerprint's id.</param>
/// <param name="seed">What the orders are drawn from.</param>
internal sealed class GuardTurns(ComparisonDesign design, Duration budget, string host, ulong seed)
{
    // Two turns come to the first look.
    private const int PairsATurn = 7;
    private const int Warmups = 2;
    private const int MostPairs = 5000;

    /// <summary>Told after every pair: the workload, and its pairs so far.</summary>
    public Action<string, int>? AfterPair { get; init; }

    /// <summary>Called with a run that did not end as it should; it must throw.</summary>
    public required Action<Subject, RunOutcome> OnRefused { get; init; }

    /// <summary>Measures until all is decided or the budget is used up.</summary>
    public IReadOnlyList<GuardedWorkload> Run(IReadOnlyList<GuardTurn> turns, CancellationToken cancellation)
    {
        State[] states = [.. turns.Select((turn, i) => new State(turn, seed + (ulong)i, Nothing(turn, seed + (ulong)i)))];
        int least = GuardRule.LeastPairs(design);
        while (Array.Exists(states, state => state.IsOpen))
        {
            foreach (State state in states.Where(state => state.IsOpen))
            {
                bool isOver = states.Sum(each => each.Spent.Nanoseconds) >= budget.Nanoseconds && state.Rounds.Count >= least;
                if (isOver || state.Rounds.Count >= MostPairs)
                {
                    state.End(StopReason.Budget);
                    continue;
                }

                Take(state, cancellation);
                if (GuardRule.IsDecided(state.Seen))
                {
                    state.End(StopReason.Decided);
                }
            }
        }

        return [.. states.Select(state => state.Seen)];
    }

    private void Take(State state, CancellationToken cancellation)
    {
        int have = state.Rounds.Count;
        int next = ComparisonDesign.LookAfter.FirstOrDefault(look => look > have, int.MaxValue);
        PairedPlan plan = new()
        {
            Design = design,
            Metric = Metric.Cpu,
            Warmups = have == 0 ? Warmups : 0,
            MostRounds = Math.Min(have + PairsATurn, next),
            ToTheEnd = true,
            Seed = state.Seed,
        };
        using PairedRuns runs = new(plan, state.Turn.Subjects)
        {
            AfterRound = progress => AfterPair?.Invoke(state.Turn.Name, progress.Rounds.Count),
            OnRefused = OnRefused,
        };
        runs.Resume([.. state.Rounds], state.Spent);
        _ = runs.Run(cancellation);
        state.Add(runs.Rounds, runs.Spent, runs.OwnCost);
    }

    private GuardedWorkload Nothing(GuardTurn turn, ulong drawn) => new(
        turn.Name,
        new()
        {
            Commands = [turn.Command, turn.Command],
            Names = ["base", "head"],
            Host = host,
            Seed = drawn,
            Metric = Metric.Cpu.Name,
            Design = design,
            Warmups = Warmups,
            Stop = StopReason.Interrupted,
            Rounds = [],
        },
        turn.Limits);

    private sealed class State(GuardTurn turn, ulong drawn, GuardedWorkload seen)
    {
        public GuardTurn Turn => turn;

        public ulong Seed => drawn;

        public GuardedWorkload Seen { get; private set; } = seen;

        public IReadOnlyList<Round> Rounds => Seen.Pairs.Rounds;

        public Duration Spent { get; private set; }

        public bool IsOpen { get; private set; } = true;

        public void Add(IReadOnlyList<Round> rounds, Duration spent, Duration? ownCost)
        {
            Seen = Seen with { Pairs = Seen.Pairs with { Rounds = [.. rounds], OwnCostNanoseconds = ownCost?.Nanoseconds } };
            Spent = spent;
        }

        public void End(StopReason reason)
        {
            Seen = Seen with { Pairs = Seen.Pairs with { Stop = reason } };
            IsOpen = false;
        }
    }
}
