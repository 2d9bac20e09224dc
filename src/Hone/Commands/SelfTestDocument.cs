using System.Text.Json.Serialization;
using Hone.Measurement.Comparing;
using Hone.Reporting;
using Hone.Statistics;

namespace Hone.Cli.Commands;

/// <summary>Comparisons with one effect on one metric; shares between 0 and 1, times in nanoseconds.</summary>
internal sealed record SelfTestRowDocument(
    double Effect, string Metric, int Comparisons, int Found, double FoundLow, double FoundHigh, int Wrong, int Same, int Undecided, double MedianPairs, long MedianTimeNs, double? MedianError, int IntervalsHeld, int Intervals)
{
    public static SelfTestRowDocument From(SelfTestRow row)
    {
        Interval interval = row.FoundInterval;
        return new(
            row.Effect, row.Metric, row.Comparisons, row.Found, interval.Low, interval.High, row.Wrong, row.Same, row.Undecided, row.MedianPairs, row.MedianTime.Nanoseconds, double.IsFinite(row.MedianError) ? row.MedianError : null, row.Held, row.Intervals);
    }
}

/// <summary>What another tool's rule says of the runs of one effect; cells in the order of the metrics.</summary>
internal sealed record SelfTestPeerDocument(double Effect, string Name, string Rule, IReadOnlyList<SelfTestCellDocument>? Sequential, IReadOnlyList<SelfTestCellDocument> Paired);

/// <summary>How many comparisons were called different, and in which direction.</summary>
internal sealed record SelfTestCellDocument(int Comparisons, int Found, int Wrong)
{
    public static SelfTestCellDocument From(PeerCell cell) => new(cell.Comparisons, cell.Found, cell.Wrong);
}

/// <summary>A self-test.</summary>
internal sealed record SelfTestDocument(
    string Schema,
    bool Holds,
    bool Interrupted,
    double PromisedFalseAlarms,
    string Method,
    IReadOnlyList<string> Setting,
    IReadOnlyList<string> Metrics,
    IReadOnlyList<SelfTestRowDocument> Real,
    IReadOnlyList<SelfTestRowDocument> Resampled,
    IReadOnlyList<SelfTestPeerDocument> Peers)
{
    public static SelfTestDocument From(SelfTestReport report, bool interrupted) => new(
        "hone.selftest/1",
        SelfTestTally.Holds(report.Real, report.Design),
        interrupted,
        SelfTestTally.Promised(report.Design),
        ComparisonRule.Method,
        report.Setting,
        [.. report.Metrics.Select(metric => metric.Name)],
        [.. report.Real.Select(SelfTestRowDocument.From)],
        [.. report.Resampled.Select(SelfTestRowDocument.From)],
        [.. report.Peers.SelectMany(rows => rows).Select(row => new SelfTestPeerDocument(
            row.Effect, row.Name, row.Rule, row.Sequential is null ? null : [.. row.Sequential.Select(SelfTestCellDocument.From)], [.. row.Paired.Select(SelfTestCellDocument.From)]))]);
}

/// <summary>Source-generated JSON of a self-test.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SelfTestDocument))]
internal sealed partial class SelfTestDocumentJson : JsonSerializerContext;
