using Hone.Statistics;

namespace Hone.Measurement.Comparing;

/// <summary>What was measured of one command.</summary>
public sealed record MeasuredCommand
{
    /// <summary>What people call it: the name it was given, or a letter.</summary>
    public required string Name { get; init; }

    /// <summary>The exact command, as a person would type it.</summary>
    public required string Command { get; init; }

    /// <summary>Its parameters; empty without any.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The counted runs in the order in which they ran; empty when it was not timed.</summary>
    public required IReadOnlyList<RunSample> Runs { get; init; }

    /// <summary>Exit code of each run (128 + signal), or null where nobody kept it.</summary>
    public required IReadOnlyList<int?> Exits { get; init; }

    /// <summary>True when only wall times are known run by run, and user and system time are means over all runs.</summary>
    public bool OnlyWall { get; init; }

    /// <summary>The values of a metric in the order in which they ran; runs without one are left out.</summary>
    public double[] Values(Metric metric) => [.. Runs.Select(metric.Read).OfType<double>()];

    /// <summary>A quantile of a metric with its exact interval; null without runs, and for what is not known run by run.</summary>
    public QuantileEstimate? Quantile(Metric metric, double p) => !(OnlyWall && metric != Metric.Wall) && Values(metric) is { Length: > 0 } values
        ? QuantileOfCorrelated.OfRuns(values, p)
        : null;

    /// <summary>The median of a metric; null without runs.</summary>
    public double? Centre(Metric metric) => Values(metric) is { Length: > 0 } values ? Median.Of(values) : null;

    /// <summary>The largest resident set of any run, in bytes; null when it was not measured.</summary>
    public long? PeakRssBytes => Runs.Count > 0 && Runs.Max(run => run.PeakRssBytes) is > 0 and long peak ? peak : null;
}
