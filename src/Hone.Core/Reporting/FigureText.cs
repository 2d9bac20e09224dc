using System.Globalization;
using Hone.Measurement;
using Hone.Opportunities;
using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Reporting;

/// <summary>How figures are written in every report, so that the same figure reads the same everywhere.</summary>
public static class FigureText
{
    /// <summary>A quantile of wall times with its interval, <c>412 ms (405–431 ms)</c>; an estimate that the samples cannot carry is marked.</summary>
    public static string Quantile(QuantileEstimate estimate)
    {
        Duration value = new((long)estimate.Value);
        return estimate is { Low: double low, High: double high }
            ? $"{value} ({Range(new((long)low), new((long)high))})"
            : $"~{value} (n={estimate.Samples} < {estimate.NeededSamples})";
    }

    /// <summary>A share with its interval: <c>54.2 % (51.0–57.3)</c>, or <c>54.2 % exact</c> where every event was counted.</summary>
    public static string Share(Hotspot hotspot) => hotspot.ShareInterval is Interval interval
        ? FormattableString.Invariant($"{hotspot.Share} ({interval.Low * 100:0.0}–{interval.High * 100:0.0})")
        : hotspot.Share + (hotspot.Exact ? " exact" : "");

    /// <summary>The function's name with as much as fits; generic and parameter noise goes first.</summary>
    public static string Function(Frame frame) => Printable.Clean(frame.Function);

    /// <summary><c>src/Counter.cs:31</c> relative to the project where it lies inside, else the module, else nothing.</summary>
    public static string Place(Frame frame) => frame.Source is SourceLocation source
        ? FormattableString.Invariant($"{Printable.Clean(source.File)}:{source.Line}")
        : Printable.Clean(frame.Module);

    /// <summary>A score: <c>5×3/3 = 5.0</c>.</summary>
    public static string Score(Opportunity row) =>
        FormattableString.Invariant($"{row.Impact.Value}×{row.Confidence.Value}/{row.Effort.Value} = {row.Score:0.0}");

    /// <summary>Items a second.</summary>
    public static string Throughput(double? itemsPerSecond) => itemsPerSecond is double rate ? Significant.Three(rate) + "/s" : "—";

    /// <summary>
    /// What the runs of a workload printed: <c>qps 1204 req/s (1190–1220), higher is better</c>. The metric is null when the
    /// manifest no longer has it.
    /// </summary>
    public static string Metric(string name, QuantileEstimate estimate, WorkloadMetric? metric)
    {
        string unit = metric is null || metric.Unit.Length == 0 ? "" : " " + Printable.Clean(metric.Unit);
        string range = estimate is { Low: double low, High: double high } ? $" ({Figure(low)}–{Figure(high)})" : $" (n={estimate.Samples} < {estimate.NeededSamples})";
        return $"{Printable.Clean(name)} {(estimate.Claimable ? "" : "~")}{Figure(estimate.Value)}{unit}{range}"
            + (metric is null ? "" : metric.HigherIsBetter ? ", higher is better" : ", lower is better");
    }

    /// <summary>The names that people use for the kinds.</summary>
    public static string Kind(ProfileKind kind) => kind switch
    {
        ProfileKind.Cpu => "CPU",
        ProfileKind.Allocation => "allocation",
        ProfileKind.Io => "I/O",
        ProfileKind.OffCpu => "off-CPU",
        _ => "lock",
    };

    /// <summary>The category in lower case: <c>gc</c>, <c>i/o</c>.</summary>
    public static string Category(HotspotCategory category) => category switch
    {
        HotspotCategory.Io => "i/o",
        _ => category.ToString().ToLowerInvariant(),
    };

    /// <summary>A bare number with three significant digits.</summary>
    public static string Figure(double value) =>
        value != 0 && Math.Abs(value) < 0.1 ? value.ToString("G3", CultureInfo.InvariantCulture) : Significant.Three(value);

    /// <summary>Two durations, the unit once where it is the same: <c>405–431 ms</c>.</summary>
    public static string Range(Duration low, Duration high)
    {
        string left = low.ToString();
        string right = high.ToString();
        int leftUnit = left.LastIndexOf(' ');
        return left[leftUnit..] == right[right.LastIndexOf(' ')..] ? left[..leftUnit] + "–" + right : left + "–" + right;
    }
}
