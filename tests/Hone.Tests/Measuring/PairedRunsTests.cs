using System.Runtime.Versioning;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Tests.Measuring;

[SupportedOSPlatform("linux")]
public sealed class PairedRunsTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("hone-pairs-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_dearer_command_is_found_at_the_first_looks()
    {
        using PairedRuns runs = new(Plan(100), [Loop(500), Loop(8000)]);
        Assert.Equal(StopReason.Decided, runs.Run(Cancellation));
        Assert.Contains(runs.Rounds.Count, new[] { 14, 20, 28 });
        Comparison comparison = Assert.Single(Samples(runs, StopReason.Decided).Judge(Metric.Cpu));
        Assert.Equal(ComparisonVerdict.Slower, comparison.Verdict);
        Assert.Equal(runs.Rounds.Count, comparison.DecidedAfter);
        Assert.True(comparison.Interval!.Value.Low > 1.2, comparison.ToString());
    }

    [Fact]
    public void Whoever_wants_more_than_a_decision_gets_whole_pairs_until_it_is_enough()
    {
        using PairedRuns runs = new(Plan(100) with { Until = rounds => rounds.Count >= 31 }, [Loop(500), Loop(8000)]);
        Assert.Equal(StopReason.Decided, runs.Run(Cancellation));
        Assert.Equal(31, runs.Rounds.Count);
        Assert.All(runs.Rounds, round => Assert.True(round.Runs[0] is not null && round.Runs[1] is not null));
        using PairedRuns never = new(Plan(33) with { Until = _ => false }, [Loop(500), Loop(8000)]);
        Assert.Equal(StopReason.Budget, never.Run(Cancellation));
        Assert.Equal(33, never.Rounds.Count);
    }

    [Fact]
    public void Both_orders_occur_and_are_those_that_the_seed_gives()
    {
        using PairedRuns runs = new(Plan(13), [Loop(10), Loop(10)]);
        Assert.Equal(StopReason.Budget, runs.Run(Cancellation));
        Assert.Equal(13, runs.Rounds.Count);
        Assert.All(runs.Rounds.Select((round, i) => (round, i)), pair => Assert.Equal(RoundOrder.Of(7, pair.i, 2), pair.round.Order));
        Assert.Equal(2, runs.Rounds.Select(round => round.Order[0]).Distinct().Count());
    }

    [Fact]
    public void A_command_that_is_decided_leaves_and_the_others_go_on()
    {
        using PairedRuns runs = new(Plan(34) with { Design = new() { Comparisons = 2 } }, [Loop(500), Loop(500), Loop(8000)]);
        Assert.Equal(StopReason.Budget, runs.Run(Cancellation));
        Assert.Equal(34, runs.Rounds.Count);
        Assert.Null(runs.Rounds[^1].Runs[2]);
        Assert.Equal([0, 1], runs.Rounds[^1].Order.Order());
        IReadOnlyList<Comparison> comparisons = Samples(runs, StopReason.Budget).Judge(Metric.Cpu);
        Assert.Equal(ComparisonVerdict.Slower, comparisons[1].Verdict);
        Assert.Equal(34, comparisons[0].Pairs);
        Assert.InRange(comparisons[1].Pairs, 14, 28);
    }

    [Fact]
    public void A_comparison_that_was_interrupted_goes_on_with_the_orders_it_would_have_had()
    {
        using PairedRuns first = new(Plan(5), [Loop(10), Loop(10)]);
        first.Run(Cancellation);
        using PairedRuns second = new(Plan(12), [Loop(10), Loop(10)]);
        second.Resume(first.Rounds, Duration.FromSeconds(1));
        second.Run(Cancellation);
        Assert.Equal(12, second.Rounds.Count);
        Assert.Equal(first.Rounds, second.Rounds.Take(5));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => RoundOrder.Of(7, i, 2)), second.Rounds.Select(round => round.Order.ToArray()));
    }

    [Fact]
    public void Cancelling_keeps_the_rounds_that_were_complete()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using PairedRuns runs = new(Plan(1000), [Loop(10), Loop(10)]) { AfterRound = progress => Cancel(progress, stop) };
        Assert.ThrowsAny<OperationCanceledException>(() => runs.Run(stop.Token));
        Assert.Equal(3, runs.Rounds.Count);

        static void Cancel(PairedProgress progress, CancellationTokenSource stop)
        {
            if (progress.Rounds.Count == 3)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public void What_a_command_does_before_and_after_each_run_is_done_each_time_and_not_timed()
    {
        string log = Path.Combine(_scratch, "log");
        Subject subject = Loop(10) with { Prepare = Shell($"echo before >>{log}; sleep 0.02"), Conclude = Shell($"echo after >>{log}") };
        using PairedRuns runs = new(Plan(4) with { Warmups = 1 }, [subject, Loop(10)]);
        runs.Run(Cancellation);
        Assert.Equal(Enumerable.Repeat<string[]>(["before", "after"], 5).SelectMany(pair => pair), File.ReadAllLines(log));
        Assert.True(runs.OwnCost!.Value.Seconds < 0.02, $"own cost {runs.OwnCost}");
    }

    [Fact]
    public void A_run_that_fails_is_handed_over_and_ends_the_comparison_when_that_throws()
    {
        Subject failing = Loop(10) with { Request = Shell("exit 3") };
        using PairedRuns runs = new(Plan(4), [Loop(10), failing]) { OnRefused = (subject, outcome) => throw new InvalidDataException($"{outcome.ExitCode}") };
        Assert.Equal("3", Assert.Throws<InvalidDataException>(() => runs.Run(Cancellation)).Message);
        Assert.Empty(runs.Rounds);

        using PairedRuns lenient = new(Plan(2), [Loop(10), failing with { ExpectedExits = null }]);
        lenient.Run(Cancellation);
        Assert.All(lenient.Rounds, round => Assert.Equal([0, 3], round.Exits!));
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private static PairedPlan Plan(int rounds) => new() { Design = new(), Metric = Metric.Cpu, Seed = 7, MostRounds = rounds, Warmups = 0 };

    private static SpawnRequest Shell(string line) => new() { Argv = ["/bin/sh", "-c", line], WorkingDirectory = "/" };

    private static Subject Loop(int count) => new()
    {
        Name = "loop " + count,
        Request = Shell($"i=0; while [ $i -lt {count} ]; do i=$((i+1)); done"),
    };

    private static PairedSamples Samples(PairedRuns runs, StopReason stop)
    {
        int commands = runs.Rounds[0].Runs.Count;
        return new()
        {
            Commands = [.. Enumerable.Range(0, commands).Select(i => "command " + i)],
            Host = "000000000000",
            Seed = 7,
            Metric = "cpu",
            Design = new() { Comparisons = commands - 1 },
            Warmups = 0,
            Stop = stop,
            Rounds = runs.Rounds,
        };
    }
}
