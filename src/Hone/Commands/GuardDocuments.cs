using System.Text.Json.Serialization;
using Hone.Cli.Steps.Guarding;
using Hone.Guardrails;
using Hone.Ledger;
using Hone.Profiling.Differences;
using Hone.Reporting.Guarding;

namespace Hone.Cli.Commands;

/// <summary>One figure of a check: <c>finding</c> is <c>regressed</c>, <c>kept</c> or <c>undecided</c>; medians in the metric's unit (nanoseconds, bytes or a count).</summary>
internal sealed record GuardFigureDocument(
    string Workload, string Metric, string Finding, double? Base, double? Head, double? Ratio, double? Low, double? High, double Limit, double Accepted, double? Excluded, int Pairs, int? DecidedAfter, string? Note)
{
    public static GuardFigureDocument From(GuardFigure figure) => new(
        figure.Limit.Workload,
        figure.Limit.Metric,
        Word(figure.Finding),
        Finite(figure.Base),
        Finite(figure.Head),
        Finite(figure.Ratio),
        figure.Interval?.Low,
        figure.Interval?.High,
        figure.Bound,
        figure.Limit.Accepted,
        figure.Excluded,
        figure.Pairs,
        figure.DecidedAfter,
        figure.Note);

    public static string Word(GuardFinding finding) => finding.ToString().ToLowerInvariant();

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>A function whose own code costs more; costs in nanoseconds a run, or shares where they are compared.</summary>
internal sealed record GuardCostDocument(string Workload, string Function, string? File, int? Line, double Before, double After, double? Ratio)
{
    public static IEnumerable<GuardCostDocument> From(WorkloadCosts costs) => costs.More.Select((FunctionDifference function) =>
        new GuardCostDocument(costs.Workload, function.Frame.Function, function.Frame.Source?.File, function.Frame.Source?.Line, function.Self.Before, function.Self.After, function.Self.Ratio));
}

/// <summary>A check.</summary>
internal sealed record GuardCheckDocument(
    string Schema, string Verdict, string Base, string Head, bool Drift, IReadOnlyList<GuardFigureDocument> Figures, IReadOnlyList<GuardCostDocument> Costs, IReadOnlyList<string> Notes)
{
    public static GuardCheckDocument From(GuardReport report) => new(
        "hone.guard-check/1",
        GuardFigureDocument.Word(report.Finding),
        report.Run.Base,
        report.Run.Head,
        report.Run.Drift,
        [.. report.Figures.Select(GuardFigureDocument.From)],
        [.. report.Costs.SelectMany(GuardCostDocument.From)],
        report.Run.Notes);
}

/// <summary>A limit as it stands; <c>reference</c> is the median at the pinned commit, in the metric's unit.</summary>
internal sealed record GuardLimitDocument(string Workload, string Metric, double Worse, double Floor, double? Reference);

/// <summary>An accepted loss.</summary>
internal sealed record GuardAcceptDocument(long Entry, string Workload, string Metric, double Loss, string Because, string Actor, DateTimeOffset? Expires, bool Expired)
{
    public static GuardAcceptDocument From(Recorded<GuardAcceptFact> accepted, DateTimeOffset now) => new(
        accepted.Entry.Seq, accepted.Fact.Workload, accepted.Fact.Metric, accepted.Fact.Loss, accepted.Fact.Because, accepted.Entry.Actor, accepted.Fact.Expires, !accepted.Fact.AsLoss().Holds(now));
}

/// <summary>The guardrails of a project; <c>pinned</c> is left out before the first.</summary>
internal sealed record GuardListDocument(string Schema, string? Pinned, double? Drift, string? Change, IReadOnlyList<GuardLimitDocument> Limits, IReadOnlyList<GuardAcceptDocument> Accepted, int Checks)
{
    public static GuardListDocument From(GuardView view) => new(
        "hone.guard-list/1",
        view.Record.Set?.Fact.Commit,
        view.Record.Set?.Fact.Drift,
        view.Record.Set?.Fact.Change,
        [.. view.Limits.Select(each => new GuardLimitDocument(each.Limit.Workload, each.Limit.Metric, each.Limit.Worse, each.Limit.Floor, each.Reference))],
        [.. view.Record.Accepted.Select(accepted => GuardAcceptDocument.From(accepted, view.Now))],
        view.Record.Checks.Count);
}

/// <summary>One row of the guard's own test; <c>metric</c> is left out for the whole gate.</summary>
internal sealed record GuardTallyDocument(double Effect, string? Metric, int Checks, int Regressed, double RegressedLow, double RegressedHigh, int Kept, int Undecided, double MedianPairs, double MedianNs)
{
    public static GuardTallyDocument From(GuardTally row) => new(
        row.Effect, row.Metric, row.Checks, row.Regressed, row.RegressedInterval.Low, row.RegressedInterval.High, row.Kept, row.Undecided, row.MedianPairs, row.MedianNanoseconds);
}

/// <summary>The guard's own test.</summary>
internal sealed record GuardSelfTestDocument(string Schema, string Loop, double Promised, bool Holds, bool Interrupted, IReadOnlyList<GuardTallyDocument> Rows)
{
    public static GuardSelfTestDocument From(GuardSelfTestRuns runs, IReadOnlyList<GuardTally> rows) => new(
        "hone.guard-selftest/1", runs.Loop, GuardRule.FalseAlarms(runs.Design), GuardTally.Holds(rows, runs.Design), runs.Interrupted, [.. rows.Select(GuardTallyDocument.From)]);
}

/// <summary>The file that CI reads.</summary>
internal sealed record CiDocument(string Schema, string Path, string Text, bool Written);

/// <summary>Source-generated JSON of what <c>hone guard</c> and <c>hone ci</c> print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GuardCheckDocument))]
[JsonSerializable(typeof(GuardListDocument))]
[JsonSerializable(typeof(GuardAcceptDocument))]
[JsonSerializable(typeof(GuardSelfTestDocument))]
[JsonSerializable(typeof(CiDocument))]
internal sealed partial class GuardDocumentJson : JsonSerializerContext;
