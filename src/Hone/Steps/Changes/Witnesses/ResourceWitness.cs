using Hone.Changes.Proofs;
using Hone.Cli.Steps.Oracle;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>
/// What a run costs besides its time. Both arms run in turns; a resource is paid with when every pair shows more than a tenth more, which
/// happens once in 64 times by chance where the two lie exactly at the limit. Small amounts are let pass: a page, a tick, a descriptor.
/// </summary>
internal static class ResourceWitness
{
    private const double MostRatio = 1.10;
    private const int MostPairs = 6;
    private const int FewestPairs = 3;
    private const double FreeBytes = 1 << 20;
    private const double FreeSeconds = 0.01;
    private const double FreeDescriptors = 4;
    private const double FreeAllocated = 64 * 1024;
    private const string Limit = "at most 10 % more of peak memory, CPU time, descriptors and allocated bytes";

    /// <summary>Measures.</summary>
    public static Witness Run(WitnessPlan plan, ArmPair pair, Func<ArmTraces> traces, Duration usual, Duration time, CancellationToken cancellation)
    {
        int pairs = (int)Math.Clamp(time.Nanoseconds / Math.Max(1.0, 2.0 * usual.Nanoseconds), FewestPairs, MostPairs);
        List<(RunOutcome Baseline, RunOutcome Candidate)> runs = [];
        for (int i = 0; i < pairs; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            RunOutcome first = One(plan, pair, i % 2 == 0 ? pair.Baseline : pair.Candidate);
            RunOutcome second = One(plan, pair, i % 2 == 0 ? pair.Candidate : pair.Baseline);
            runs.Add(i % 2 == 0 ? (first, second) : (second, first));
        }

        List<Row> rows =
        [
            new("peak memory", [.. runs.Select(run => ((double)run.Baseline.PeakRss.Value, (double)run.Candidate.PeakRss.Value))], FreeBytes, value => new Bytes((long)value).ToString()),
            new("CPU time", [.. runs.Select(run => (Cpu(run.Baseline), Cpu(run.Candidate)))], FreeSeconds, value => Duration.FromSeconds(value).ToString()),
        ];
        List<string> missing = [];
        Try(rows, missing, "descriptors", () => new("descriptors", [(traces().Baseline.Log.Descriptors, traces().Candidate.Log.Descriptors)], FreeDescriptors, value => $"{value:0}"));
        Try(rows, missing, "allocated bytes", () => Often(
            () => (Allocated(plan, pair.Baseline, pair, cancellation), Allocated(plan, pair.Candidate, pair, cancellation)),
            pairs => new("allocated bytes", pairs, FreeAllocated, value => new Bytes((long)value).ToString())));
        string measured = string.Join("; ", rows.Select(row => row.Text)) + string.Concat(missing.Select(each => "; " + each));
        Row? paid = rows.FirstOrDefault(row => row.IsPaid);
        return paid is null ? new(WitnessNames.Resources, ClaimKind.Resources, WitnessOutcome.Passed, measured, Limit)
            : new(WitnessNames.Resources, ClaimKind.Resources, WitnessOutcome.Failed, $"{paid.Text}, in each of {paid.Pairs.Count} pairs", Limit) { Case = ArmCase.Own.What, FirstDifference = measured };
    }

    // Recorders that look from time to time may look at an unlucky moment: what seems paid is looked at again.
    private static Row Often(Func<(double, double)> measure, Func<IReadOnlyList<(double, double)>, Row> row)
    {
        List<(double, double)> pairs = [measure()];
        while (pairs.Count < FewestPairs && row(pairs).IsPaid)
        {
            pairs.Add(measure());
        }

        return row(pairs);
    }

    private static void Try(List<Row> rows, List<string> missing, string name, Func<Row> measure)
    {
        try
        {
            rows.Add(measure());
        }
        catch (ProblemException problem) when (problem.Problem.Exit == ExitCode.ToolMissing)
        {
            missing.Add($"{name} not measured: {problem.Problem.What}");
        }
    }

    private static RunOutcome One(WitnessPlan plan, ArmPair pair, Arm arm)
    {
        using ArmRun run = arm.Run(plan.Case, ArmCase.Own, pair.Limit);
        return run.Seen.Outcome!;
    }

    private static double Cpu(RunOutcome outcome) => (outcome.User.Nanoseconds + outcome.System.Nanoseconds) / 1e9;

    // Recorders of allocations put themselves before the program, which an enclosure would not let them: this run has none.
    private static double Allocated(WitnessPlan plan, Arm arm, ArmPair pair, CancellationToken cancellation)
    {
        Arm open = arm.Under(new(null, true));
        using Scratch scratch = new();
        (SpawnRequest request, IReadOnlyList<(string, string)> _, IReadOnlyList<IDisposable> owned) = open.Request(plan.Case, new(pair.Limit.Nanoseconds * 10));
        try
        {
            TargetRuntime runtime = TargetDetection.Detect(request);
            ICollector? collector = Collectors.All.FirstOrDefault(each => each.Kind == ProfileKind.Allocation && each.Suits(runtime) && each.Unavailable() is null);
            return collector is null
                ? throw new ProblemException(new(ExitCode.ToolMissing, "no-allocation-collector", $"nothing here records allocations of {runtime} programs", "see hone doctor"))
                : collector.Collect(new() { Run = request, Runtime = runtime, Scratch = scratch.Folder }, cancellation).Profile.Total();
        }
        finally
        {
            foreach (IDisposable each in owned)
            {
                each.Dispose();
            }
        }
    }

    private sealed record Row(string Name, IReadOnlyList<(double Baseline, double Candidate)> Pairs, double Free, Func<double, string> Shown)
    {
        public bool IsPaid => Pairs.All(pair => pair.Candidate > (pair.Baseline * MostRatio) + Free);

        public string Text => $"{Name} {Shown(Median(pair => pair.Baseline))} before, {Shown(Median(pair => pair.Candidate))} after";

        private double Median(Func<(double Baseline, double Candidate), double> side) => Pairs.Select(side).Order().ElementAt(Pairs.Count / 2);
    }
}
