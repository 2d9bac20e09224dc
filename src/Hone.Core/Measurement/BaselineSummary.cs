using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>What the samples of a workload say; computed from them each time, never stored.</summary>
public sealed record BaselineSummary
{
    /// <summary>The samples themselves.</summary>
    public required Samples Samples { get; init; }

    /// <summary>Median wall time, in nanoseconds, with its 95 % interval.</summary>
    public required QuantileEstimate P50 { get; init; }

    /// <summary>95th percentile of wall time, in nanoseconds; claimable from 72 independent samples on.</summary>
    public required QuantileEstimate P95 { get; init; }

    /// <summary>99th percentile of wall time, in nanoseconds; claimable from 368 independent samples on.</summary>
    public required QuantileEstimate P99 { get; init; }

    /// <summary>Median CPU time (user and kernel).</summary>
    public required Duration Cpu { get; init; }

    /// <summary>Median CPU time in user mode.</summary>
    public required Duration User { get; init; }

    /// <summary>Largest resident set of any run.</summary>
    public required Bytes PeakRss { get; init; }

    /// <summary>Items per second at the median, or null.</summary>
    public required double? Throughput { get; init; }

    /// <summary>The numbers that the runs printed: the median of each with its interval, by name; those that every run has.</summary>
    public required IReadOnlyDictionary<string, QuantileEstimate> Values { get; init; }

    /// <summary>The smallest relative change of the median wall time that as many runs again can be expected to show.</summary>
    public required Ratio Mde { get; init; }

    /// <summary>What a reader must know before using the figures, each as one sentence.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Summarises samples; at least one run.</summary>
    public static BaselineSummary Of(Samples samples)
    {
        double[] wall = [.. samples.Runs.Select(run => (double)run.WallNanoseconds)];
        QuantileEstimate p50 = QuantileOfCorrelated.OfRuns(wall, 0.50);
        Duration cpu = MedianOf(samples, run => run.Cpu.Nanoseconds);
        Ratio mde = Noise.SmallestVisibleEffect(wall);
        return new()
        {
            Samples = samples,
            P50 = p50,
            P95 = QuantileOfCorrelated.OfRuns(wall, 0.95),
            P99 = QuantileOfCorrelated.OfRuns(wall, 0.99),
            Cpu = cpu,
            User = MedianOf(samples, run => run.UserNanoseconds),
            PeakRss = new(samples.Runs.Max(run => run.PeakRssBytes)),
            Throughput = samples.Items is long items && p50.Value > 0 ? items / (p50.Value / 1e9) : null,
            Values = ValuesOf(samples),
            Mde = mde,
            Warnings = [.. WarningsOf(wall, p50, mde), .. SeriesWarnings.Of(wall, isAdjusted: wall.Length >= QuantileOfCorrelated.Fewest), .. BusyWord.Sentences(samples.Runs)],
        };
    }

    private static Dictionary<string, QuantileEstimate> ValuesOf(Samples samples) =>
        (samples.Runs[0].Values?.Keys ?? [])
            .Where(name => samples.Runs.All(run => run.Values?.ContainsKey(name) == true))
            .ToDictionary(name => name, name => QuantileOfCorrelated.OfRuns([.. samples.Runs.Select(run => run.Values![name])], 0.50));

    private static Duration MedianOf(Samples samples, Func<RunSample, long> value) =>
        new((long)Median.Of([.. samples.Runs.Select(run => (double)value(run))]));

    private static List<string> WarningsOf(double[] wall, QuantileEstimate p50, Ratio mde)
    {
        List<string> warnings = [];
        if (!p50.Claimable)
        {
            warnings.Add($"{wall.Length} runs cannot carry an interval of the median; it needs {p50.NeededSamples}");
        }

        if (p50.Value < 5e6)
        {
            warnings.Add("a run of less than 5 ms is mostly process start; give the workload more to do");
        }

        if (mde.Value > 0.10)
        {
            warnings.Add($"this machine is too noisy, or the runs are too few, to show changes below {mde}");
        }

        return warnings;
    }
}
