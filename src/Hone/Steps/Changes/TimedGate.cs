using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes;

/// <summary>How long one workload is timed, and what decides it.</summary>
/// <param name="Metric">The metric that may end the runs.</param>
/// <param name="Design">How it is decided.</param>
/// <param name="Budget">The time for it.</param>
/// <param name="Pairs">So many pairs and no end before; null for as many as decide.</param>
internal sealed record TimedPlan(Metric Metric, ComparisonDesign Design, Duration Budget, int? Pairs = null)
{
    /// <summary>Pairs that are run even when the gain is decided before, as far as the time reaches: a few cannot show that some runs pay for it.</summary>
    public int Least { get; init; }

    /// <summary>Which attempt at the opportunity it is, where the runs are to show its gain: they go on until that is as large as they can be relied on to show.</summary>
    public int? Attempt { get; init; }
}

/// <summary>A workload that is timed, as the oracle knows it.</summary>
internal sealed record TimedCase(Workload Workload, CaseJudge Judge);

/// <summary>Runs both arms on one workload in pairs of random order, and compares what each timed run puts out.</summary>
internal static class TimedGate
{
    private const int Warmups = 2;
    private const int MostPairs = 2000;

    /// <summary>Runs until it is decided, time is up, or an output differs.</summary>
    public static TimedWorkload Run(Session session, ChangeArms arms, TimedCase timed, TimedPlan plan)
    {
        (Workload workload, CaseJudge judge) = timed;
        TimedOutputsJudge outputs = new(judge, arms.Outside);
        ulong seed = (ulong)Random.Shared.NextInt64(1, long.MaxValue);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(session.Cancellation);
        PairedPlan paired = new()
        {
            Design = plan.Design,
            Metric = plan.Metric,
            Warmups = Warmups,
            Budget = plan.Budget,
            LeastRounds = plan.Design.LeastPairs,
            LeastDecided = plan.Least,
            MostRounds = plan.Pairs ?? MostPairs,
            ToTheEnd = plan.Pairs is not null,
            Seed = seed,
            Until = plan.Attempt is not int attempt ? null : rounds => !GainFigures.Of(new(workload.Name, Samples(rounds, StopReason.Decided), outputs.Found), attempt).IsBlurred,
        };
        Subject[] subjects = [.. new[] { ChangeArms.Baseline, ChangeArms.Candidate }.Select(arm => Subject(session, arms, arm, judge, workload, outputs, stop))];
        using PairedRuns runs = new(paired, subjects)
        {
            AfterRound = progress => session.Progress.At($"{workload.Name} · pair {progress.Rounds.Count}"),
        };
        StopReason reason;
        try
        {
            reason = runs.Run(stop.Token);
        }
        catch (OperationCanceledException) when (!session.Cancellation.IsCancellationRequested)
        {
            reason = StopReason.Interrupted;
        }

        return new(workload.Name, Samples(runs.Rounds, reason) with { OwnCostNanoseconds = runs.OwnCost?.Nanoseconds }, outputs.Found);

        PairedSamples Samples(IReadOnlyList<Round> rounds, StopReason stop) => new()
        {
            Commands = [workload.Command.Text, workload.Command.Text],
            Names = ["baseline", "candidate"],
            Host = session.Host.Id,
            Seed = seed,
            Metric = plan.Metric.Name,
            HigherIsBetter = !plan.Metric.LowerIsBetter,
            Design = plan.Design,
            Warmups = Warmups,
            Stop = stop,
            Rounds = [.. rounds],
        };
    }

    private static Subject Subject(Session session, ChangeArms arms, int arm, CaseJudge judge, Workload workload, TimedOutputsJudge outputs, CancellationTokenSource stop)
    {
        RunPlace place = arms.Place(arm, judge.Case, null);
        using PlacedInput none = PlacedInput.Put(session, judge.Case, place);
        SpawnRequest request = Observing.Request(session, judge.Case, place, none) with
        {
            Stdout = new OutputTarget.ToFile(outputs.Stdout),
            Stderr = new OutputTarget.ToFile(outputs.Stderr),
        };
        return new()
        {
            Name = arm == ChangeArms.Baseline ? "baseline" : "candidate",
            Request = request,
            ExpectedExits = null,
            Before = () =>
            {
                arms.Clean(arm, judge.Case);
                outputs.Before(arms.Folder);
            },
            Values = outcome =>
            {
                if (!outputs.After(arm, arms.Folder, outcome))
                {
                    stop.Cancel();
                }

                return Values(workload, arms.Folder, outputs, outcome);
            },
        };
    }

    // None where none are asked for, which samples know as null.
    private static SortedDictionary<string, double>? Values(Workload workload, string folder, TimedOutputsJudge outputs, RunOutcome outcome) => workload.Metrics.Count == 0
        ? null
        : RunMetrics.Read(workload.Metrics, outcome with { Stdout = Head(outputs.Stdout), Stderr = Head(outputs.Stderr) }, folder, "workload " + workload.Name);

    private static byte[] Head(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[Math.Min(file.Length, PrintedMetric.MostBytes)];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
