using Hone.Linux.Measuring;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Problems;

namespace Hone.Cli.Steps.Bisecting;

/// <summary>
/// Runs two built commits beside each other. Every measurement of a search is a pair with the good commit in random order, so that a
/// machine that drifts, or that other programs slow down for a while, does so to both.
/// </summary>
internal sealed class BisectPairs(Session session, BuiltCommits built, Metric metric) : IBisectPairs
{
    public IReadOnlyList<double> Ratios(int first, int second, int pairs)
    {
        using PairedRuns runs = Runs(first, second, new() { Design = new(), Metric = metric, Warmups = 0, MostRounds = pairs, ToTheEnd = true, Seed = Seed() });
        _ = runs.Run(session.Cancellation);
        return [.. runs.Rounds.Select(Ratio)];
    }

    public Comparison Compare(int first, int second, Units.Duration budget)
    {
        // One confirmation at the end of a search: a false one would need a wrong commit and a false alarm at it.
        ComparisonDesign design = new() { UntilSame = true };
        using PairedRuns runs = Runs(first, second, new() { Design = design, Metric = metric, Warmups = 0, Budget = budget, LeastRounds = design.LeastPairs, Seed = Seed() });
        StopReason stop = runs.Run(session.Cancellation);
        double[] reference = [.. runs.Rounds.Select(round => Value(round.Runs[0]))];
        double[] value = [.. runs.Rounds.Select(round => Value(round.Runs[1]))];
        return ComparisonRule.Judge(metric, [new(reference, value, stop)], design)[0];
    }

    private static ulong Seed() => (ulong)Random.Shared.NextInt64(1, long.MaxValue);

    private PairedRuns Runs(int first, int second, PairedPlan plan) => new(plan, [built.Subject(first), built.Subject(second)])
    {
        OnRefused = (subject, outcome) => throw new ProblemException(new(
            ExitCode.GateSaidNo,
            "bisect-run-failed",
            $"a run of {subject.Name} {(outcome.TimedOut ? "took too long" : FormattableString.Invariant($"ended with exit code {outcome.ExitCode}"))}, after others had ended well",
            "see why it does not always end well, or leave that commit out with --skip")),
    };

    private double Ratio(Round round)
    {
        double ratio = ComparisonRule.LogRatio(Value(round.Runs[0]), Value(round.Runs[1]));
        return double.IsFinite(ratio)
            ? ratio
            : throw new ProblemException(new(ExitCode.Inconclusive, "metric-zero", $"{metric.Name} was 0 in a run, which has no ratio", "choose another metric with --metric, or give the workload more to do"));
    }

    private double Value(RunSample? run) => run is not null && metric.Read(run) is double value
        ? value
        : throw new ProblemException(new(ExitCode.Usage, "metric-unknown", $"the runs have no {metric.Name}", "choose one with --metric"));
}
