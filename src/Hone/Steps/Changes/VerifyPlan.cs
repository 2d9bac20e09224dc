using Hone.Measurement;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes;

/// <summary>How a change is verified this time.</summary>
/// <param name="Quick">In five minutes rather than fifteen; what it accepts does not land.</param>
/// <param name="Timing">The time for timed runs, all workloads together.</param>
/// <param name="Inputs">Generated inputs at most.</param>
/// <param name="InputTime">The time for them.</param>
/// <param name="Patience">How long to wait for another measurement on this machine.</param>
internal sealed record VerifyPlan(bool Quick, Duration Timing, int Inputs, Duration InputTime, TimeSpan Patience)
{
    private const double OwnShare = 0.5;

    /// <summary>The time for the witnesses of the proof.</summary>
    public Duration Witnesses => new(Timing.Nanoseconds / 2);

    /// <summary>The usual plan.</summary>
    public static VerifyPlan Of(bool quick, Project project, TimeSpan patience) => quick
        ? new(true, Duration.FromSeconds(100), 50, Duration.FromSeconds(20), patience)
        : new(false, Duration.FromSeconds(360), project.Oracle.Fuzz?.Inputs ?? 200, project.Oracle.Fuzz?.TimeBudget ?? Duration.FromSeconds(60), patience);

    /// <summary>The time for the change's own workload.</summary>
    public Duration Own(int others) => others == 0 ? Timing : new((long)(Timing.Nanoseconds * OwnShare));

    /// <summary>The time for each of the others.</summary>
    public Duration Other(int others) => new((long)(Timing.Nanoseconds * (1 - OwnShare) / Math.Max(1, others)));

    /// <summary>The metric of a name: one that every run has, or one that the workload prints.</summary>
    public static Metric MetricOf(Workload workload, string name) => Metric.Standard.FirstOrDefault(metric => metric.Name == name)
        ?? (workload.Metrics.FirstOrDefault(metric => metric.Name == name) is WorkloadMetric printed
            ? Metric.Printed(printed.Name, !printed.HigherIsBetter)
            : throw new ProblemException(new(
                ExitCode.Usage, "unknown-metric", $"{workload.Name} has no metric called '{name}'", "it has: " + string.Join(", ", Metric.Standard.Select(metric => metric.Name).Concat(workload.Metrics.Select(metric => metric.Name))))));
}
