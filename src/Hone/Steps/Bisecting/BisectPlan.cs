using Hone.Guardrails.Bisecting;
using Hone.Measurement;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Bisecting;

/// <summary>What is searched for, and how long.</summary>
/// <param name="Commits">The good commit, then those after it along first parents up to the bad one.</param>
/// <param name="Skipped">Commits that are not to be measured, by place, with the reason.</param>
/// <param name="Workload">The workload that is run.</param>
/// <param name="Metric">What is measured of it.</param>
/// <param name="Confidence">From this probability on the commit is named.</param>
/// <param name="MostPairs">So many pairs of runs at most, without those of the confirmation.</param>
/// <param name="Budget">The time for each confirmation.</param>
internal sealed record BisectPlan(
    IReadOnlyList<BisectCommit> Commits, IReadOnlyDictionary<int, string> Skipped, Workload Workload, Metric Metric, double Confidence, int MostPairs, Duration Budget)
{
    /// <summary>The function whose share of the CPU profile is searched for, in place of a metric of the runs; null for the metric.</summary>
    public string? Function { get; init; }
}
