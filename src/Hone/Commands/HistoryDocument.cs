using System.Text.Json.Serialization;
using Hone.Cli.Steps.Histories;
using Hone.Guardrails.History;
using Hone.Reporting;
using Hone.Statistics;
using Hone.Statistics.ChangePoints;

namespace Hone.Cli.Commands;

/// <summary>A fact of the environment that changed; empty where it was not known.</summary>
internal sealed record ChangedFactDocument(string Name, string Before, string After);

/// <summary>A change of a series; <c>index</c> counts the series' points from zero.</summary>
internal sealed record SeriesChangeDocument(
    string Workload, string Metric, string Unit, int Index, string Kind, double Before, double After, double? Effect, EffectIntervalDocument? Interval,
    bool Worse, string State, string? WentAwayAt, IReadOnlyList<ChangedFactDocument> Environment)
{
    public static SeriesChangeDocument From(SeriesChange change) => new(
        change.Series.Key.Workload,
        change.Series.Key.Metric,
        change.Series.Key.Unit,
        change.Change.Index,
        change.Change.Kind == ChangeKind.Ramp ? "ramp" : "step",
        change.Change.Before,
        change.Change.After,
        change.Change.Effect,
        change.Change.Interval is Interval interval ? new(interval.Low, interval.High, 0.95) : null,
        change.IsWorse,
        change.IsEnvironment ? "environment" : change.Change.WentAwayAt is null ? "holds" : "went-away",
        change.Change.WentAwayAt is int away ? change.Series.Points[away].Commit : null,
        [.. change.Changed.Select(fact => new ChangedFactDocument(fact.Name, fact.Before, fact.After))]);
}

/// <summary>
/// Changes that one commit can have caused: most likely one after <c>after</c>, <c>upTo</c> at the latest; at 95 % one after <c>afterAtLeast</c>,
/// <c>upToAtMost</c> at the latest. All four are null where the history goes by time.
/// </summary>
internal sealed record IncidentDocument(string State, bool Ramp, bool OpenLoss, string? After, string? UpTo, string? AfterAtLeast, string? UpToAtMost, IReadOnlyList<SeriesChangeDocument> Changes)
{
    public static IncidentDocument From(HistoryReport report, Incident incident) => new(
        incident.State switch { IncidentState.Environment => "environment", IncidentState.WentAway => "went-away", _ => "holds" },
        incident.IsRamp,
        incident.IsOpenLoss,
        report.Line?[(int)incident.LikelyAfter],
        report.Line?[(int)incident.Likely],
        report.Line?[(int)incident.After],
        report.Line?[(int)incident.UpTo],
        [.. incident.Changes.Select(SeriesChangeDocument.From)]);
}

/// <summary>A point of a series.</summary>
internal sealed record HistoryPointDocument(string Commit, DateTimeOffset Time, double Value, int Measurements);

/// <summary>A change of noise.</summary>
internal sealed record HistorySpreadDocument(int Index, string Commit, string Kind, double Before, double After);

/// <summary>A series with its points.</summary>
internal sealed record HistorySeriesDocument(
    string Workload, string Metric, string Unit, string Better, bool TooFew, string Scale, double Noise, double Autocorrelation,
    IReadOnlyList<HistoryPointDocument> Points, IReadOnlyList<HistorySpreadDocument> SpreadChanges)
{
    public static HistorySeriesDocument From(SeriesReport series) => new(
        series.Series.Key.Workload,
        series.Series.Key.Metric,
        series.Series.Key.Unit,
        series.Series.LowerIsBetter ? "lower" : "higher",
        series.Report.TooFew,
        series.Report.IsRelative ? "relative" : "absolute",
        series.Report.Noise,
        series.Report.Correlation,
        [.. series.Series.Points.Select(point => new HistoryPointDocument(point.Commit, point.Time, point.Value, point.Measurements))],
        [.. series.Report.Spreads.Select(spread => new HistorySpreadDocument(spread.Index, series.Series.Points[spread.Index].Commit, spread.IsNoisier ? "noisier" : "quieter", spread.Before, spread.After))]);
}

/// <summary>What a history says.</summary>
internal sealed record HistoryDocument(string Schema, string Order, IReadOnlyList<HistorySeriesDocument> Series, IReadOnlyList<IncidentDocument> Incidents, IReadOnlyList<string> Notes)
{
    public static HistoryDocument From(HistoryReport report) => new(
        "hone.history/1",
        report.Line is null ? "time" : "commits",
        [.. report.Series.Select(HistorySeriesDocument.From)],
        [.. report.Incidents.Select(incident => IncidentDocument.From(report, incident))],
        report.Notes);
}

/// <summary>A file that was imported.</summary>
internal sealed record ImportedFileDocument(string Path, string Format, int Entries);

/// <summary>What an import brought.</summary>
internal sealed record HistoryImportDocument(string Schema, IReadOnlyList<ImportedFileDocument> Files, int Added, string? Note)
{
    public static HistoryImportDocument From(ImportOutcome outcome) =>
        new("hone.history-import/1", [.. outcome.Files.Select(file => new ImportedFileDocument(file.Path, file.Format, file.Entries))], outcome.Added, outcome.Note);

    public static string Text(ImportOutcome outcome) =>
        string.Concat(outcome.Files.Select(file => FormattableString.Invariant($"{Printable.Clean(file.Path)}: {file.Entries} {(file.Entries == 1 ? "entry" : "entries")} ({file.Format})\n")))
        + FormattableString.Invariant($"{outcome.Added} new in the history\n")
        + (outcome.Note is null ? "" : "note: " + Printable.Clean(outcome.Note) + "\n");
}

/// <summary>What a sync moved, in entries.</summary>
internal sealed record HistorySyncDocument(string Schema, bool Database, int Sent, int Received, string? Remote, int Fetched, bool Pushed)
{
    public static HistorySyncDocument From(SyncOutcome outcome) => new("hone.history-sync/1", outcome.Database, outcome.Sent, outcome.Received, outcome.Remote, outcome.Fetched, outcome.Pushed);

    public static string Text(SyncOutcome outcome) =>
        (outcome.Remote is string remote ? FormattableString.Invariant($"git {Printable.Clean(remote)}: {outcome.Fetched} came, {(outcome.Pushed ? "and it was given what it lacked" : "it lacked nothing")}\n") : "")
        + (outcome.Database ? FormattableString.Invariant($"database: {outcome.Sent} sent, {outcome.Received} came\n") : "");
}

/// <summary>Source-generated JSON of the history; what is not known is null, so that every name is always there.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(HistoryImportDocument))]
[JsonSerializable(typeof(HistorySyncDocument))]
internal sealed partial class HistoryJson : JsonSerializerContext;
