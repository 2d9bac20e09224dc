using Hone.Measurement;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Guardrails;

/// <summary>Where the limits of a guardrail come from.</summary>
public static class GuardLimits
{
    /// <summary>The 95th percentile of the wall time over the runs: how slow the slow ones are.</summary>
    public const string Tail = "p95";

    /// <summary>A metric that is counted and not timed: instructions in user mode.</summary>
    public const string Instructions = "instructions";

    /// <summary>A metric that is counted: system calls of the program and of all that it starts.</summary>
    public const string Syscalls = "syscalls";

    /// <summary>A metric that is counted: bytes that are allocated, whether they are freed again or not.</summary>
    public const string Allocated = "allocated";

    /// <summary>How far the program may drift from the pinned reference, all commits together, as a part of the cost.</summary>
    public const double Drift = 0.05;

    // What a noisy workload is not asked for: about a hundred pairs of runs that spread by s exclude a loss of s / 2.
    private const double SpreadShare = 0.5;
    private const double Widest = 0.10;
    private const double Narrowest = 0.01;
    private const double MemoryFloor = 1 << 20;
    private const double CallFloor = 16;
    private const double AllocatedFloor = 64 * 1024;

    /// <summary>The metrics that are looked at when nobody says which.</summary>
    public static IReadOnlyList<string> Metrics { get; } = [Metric.Wall.Name, Metric.Cpu.Name, Metric.PeakRss.Name];

    /// <summary>The metrics that are counted in runs of their own, a few of each program: they have hardly any noise, and no test of significance.</summary>
    public static IReadOnlyList<string> Counted { get; } = [Instructions, Syscalls, Allocated];

    /// <summary>Every metric that can be asked for.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Metric.Standard.Select(metric => metric.Name), Tail, .. Counted];

    /// <summary>
    /// The limit when nothing is known of the workload: 2 % of CPU time, 3 % of wall time, 5 % of its 95th percentile, 5 % of memory and at least 1 MiB, 1 % of
    /// instructions, 5 % of system calls and at least 16, 2 % of allocated bytes and at least 64 KiB. Less is what the place of code in
    /// memory does to a time, and what a thread more or less does to a count.
    /// </summary>
    public static GuardLimit Standard(string workload, string metric) => metric switch
    {
        "wall" => new(workload, metric, 0.03),
        "peak-rss" => new(workload, metric, 0.05, MemoryFloor),
        "minor-faults" => new(workload, metric, 0.10),
        Tail => new(workload, metric, 0.05),
        Instructions => new(workload, metric, 0.01),
        Syscalls => new(workload, metric, 0.05, CallFloor),
        Allocated => new(workload, metric, 0.02, AllocatedFloor),
        _ => new(workload, metric, 0.02),
    };

    /// <summary>
    /// The limit of a workload whose runs are known: the standard one, wider where single runs spread so much that it could hardly be
    /// told, and narrower where half of what a change gained would be lost before it.
    /// </summary>
    /// <param name="workload">The workload.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="runs">Runs of the reference.</param>
    /// <param name="gain">What a change gained on this metric, as a part of the cost; null for no change.</param>
    public static GuardLimit OfRuns(string workload, string metric, IReadOnlyList<RunSample> runs, double? gain = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        GuardLimit standard = Standard(workload, metric);
        double worse = gain is > 0 ? Math.Clamp(gain.Value / 2, Narrowest, standard.Worse) : standard.Worse;
        return standard with { Worse = Math.Max(worse, Math.Min(Widest, SpreadShare * Spread(metric, runs))) };
    }

    /// <summary>
    /// The limit that a landing sets by itself: that of the runs, but never wider than the one that stands, which is the standard one where none was set. What somebody was promised is
    /// not taken back because a machine was noisy; only a person widens a limit.
    /// </summary>
    /// <param name="workload">The workload.</param>
    /// <param name="metric">The metric's name.</param>
    /// <param name="runs">Timed runs of what lands.</param>
    /// <param name="gain">What the change gained on this metric, as a part of the cost; null for nothing.</param>
    /// <param name="standing">The limits that stand, by workload and metric.</param>
    public static GuardLimit AtLanding(string workload, string metric, IReadOnlyList<RunSample> runs, double? gain, IReadOnlyDictionary<(string Workload, string Metric), GuardLimit> standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        GuardLimit limit = OfRuns(workload, metric, runs, gain);
        GuardLimit before = standing.GetValueOrDefault((workload, metric)) ?? Standard(workload, metric);
        return limit with { Worse = Math.Min(limit.Worse, before.Worse), Floor = Math.Min(limit.Floor, before.Floor) };
    }

    /// <summary>Whether a metric is counted and not timed.</summary>
    public static bool IsCounted(string metric) => Counted.Contains(metric);

    /// <summary>What of a run a metric is read from; null for one of no run.</summary>
    internal static Metric? MetricOf(string metric) => metric == Tail ? Metric.Wall : Metric.Standard.FirstOrDefault(each => each.Name == metric);

    /// <summary>What a metric's values are in.</summary>
    public static Unit UnitOf(string metric) => metric == Allocated ? Unit.Bytes : MetricOf(metric)?.Unit ?? Unit.Count;

    /// <summary>What a figure shows of some runs, in the metric's unit: the median, or of the tail its percentile; null where no run has the metric.</summary>
    public static double? Typical(string metric, IReadOnlyList<RunSample> runs) =>
        Values(metric, runs) is { Length: > 0 } values ? Typical(metric, values) : null;

    /// <summary>The same of values.</summary>
    internal static double Typical(string metric, double[] values) => metric == Tail ? Quantile.OfSorted([.. values.Order()], 1 - TailSign.Tail) : Median.Of(values);

    // Relative, of single runs; robust, as a few wild runs widen no limit.
    private static double Spread(string metric, IReadOnlyList<RunSample> runs)
    {
        double[] logs = [.. Values(metric, runs).Where(value => value > 0).Select(value => Math.Log(value))];
        return logs.Length < 3 ? 0 : Mad.NormalScale * Mad.Of(logs);
    }

    // The tail's are the wall times that it is the tail of.
    private static double[] Values(string metric, IReadOnlyList<RunSample> runs) =>
        MetricOf(metric) is Metric known ? [.. runs.Select(run => known.Read(run)).OfType<double>()] : [];
}
