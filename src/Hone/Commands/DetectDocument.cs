using System.Text.Json.Serialization;
using Hone.Cli.Steps.Detecting;
using Hone.Measurement.Series;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Cli.Commands;

/// <summary>An interval and its confidence.</summary>
internal sealed record EffectIntervalDocument(double Low, double High, double Confidence);

/// <summary>Why a change is believed: <c>statistic</c> and <c>limit</c> in standard deviations of chance.</summary>
internal sealed record ChangeEvidenceDocument(double Statistic, double Limit, int PointsBefore, int PointsAfter, double Noise);

/// <summary>
/// A change of level. <c>index</c> is the zero-based row of the first point of the new level; of a ramp of the first that is nearer to
/// it than to the old one, and <c>begins</c> and <c>reached</c> are its ends. <c>earliest</c> and <c>latest</c> are the index's interval at 95 %.
/// </summary>
internal sealed record ChangePointDocument(
    int Index, string Kind, int Begins, int Reached, int Earliest, int Latest, string? Label, double Before, double After, double? Effect, EffectIntervalDocument? Interval,
    string State, int? WentAwayAt, ChangeEvidenceDocument Evidence)
{
    public static ChangePointDocument From(ReadSeries series, ChangePoint change) => new(
        series.Rows[change.Index],
        change.Kind == ChangeKind.Ramp ? "ramp" : "step",
        series.Rows[change.Begins],
        series.Rows[change.Reached],
        series.Rows[change.Earliest],
        series.Rows[change.Latest],
        series.Labels?[change.Index],
        change.Before,
        change.After,
        change.Effect,
        change.Interval is Interval interval ? new(interval.Low, interval.High, 0.95) : null,
        change.WentAwayAt is null ? "holds" : "went-away",
        change.WentAwayAt is int away ? series.Rows[away] : null,
        new(change.Evidence.Statistic, change.Evidence.Limit, change.Evidence.PointsBefore, change.Evidence.PointsAfter, change.Evidence.Noise));
}

/// <summary>A change of spread, of which the level may know nothing.</summary>
internal sealed record SpreadChangeDocument(int Index, string? Label, string Kind, double Before, double After)
{
    public static SpreadChangeDocument From(ReadSeries series, SpreadChange change) =>
        new(series.Rows[change.Index], series.Labels?[change.Index], change.IsNoisier ? "noisier" : "quieter", change.Before, change.After);
}

/// <summary>What a series did; noise is a part of the level (<c>scale</c> is "relative") or in the unit of the series ("absolute").</summary>
internal sealed record DetectDocument(
    string Schema, string Source, string? Column, int Points, int Missing, bool TooFew, string Scale, double Noise, double Autocorrelation, double? Limit,
    IReadOnlyList<ChangePointDocument> ChangePoints, IReadOnlyList<SpreadChangeDocument> SpreadChanges)
{
    public static DetectDocument From(string source, ReadSeries series, ChangePointReport report) => new(
        "hone.detect/1",
        source,
        series.Column.Length == 0 ? null : series.Column,
        report.Points,
        series.Missing,
        report.TooFew,
        report.IsRelative ? "relative" : "absolute",
        report.Noise,
        report.Correlation,
        double.IsFinite(report.Limit) ? report.Limit : null,
        [.. report.Changes.Select(change => ChangePointDocument.From(series, change))],
        [.. report.Spreads.Select(change => SpreadChangeDocument.From(series, change))]);
}

/// <summary>A change that appended numbers have shown; <c>index</c> counts the numbers of the whole history from zero.</summary>
internal sealed record AppendedChangeDocument(
    long Index, double Before, double After, double? Effect, double Statistic, double Limit, int Points, bool Continues, bool WentAway);

/// <summary>What appended numbers have shown.</summary>
internal sealed record AppendDocument(string Schema, string StateFile, bool Began, int Appended, int Missing, long Points, IReadOnlyList<AppendedChangeDocument> ChangePoints)
{
    public static AppendDocument From(string file, ReadSeries series, AppendOutcome outcome) => new(
        "hone.detect-append/1",
        file,
        outcome.Began,
        series.Values.Count,
        series.Missing,
        outcome.State.Points,
        [.. outcome.Changes.Select(change => new AppendedChangeDocument(
            change.Index, change.Before, change.After, change.Effect, change.Statistic, change.Limit, change.Points, change.Continues, change.WentAway))]);
}

/// <summary>Source-generated JSON of change points; what is not known is null, so that every name is always there.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DetectDocument))]
[JsonSerializable(typeof(AppendDocument))]
internal sealed partial class DetectJson : JsonSerializerContext;
