using System.Text.Json.Serialization;
using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Cli.Commands;

/// <summary>A function of a difference. Costs are in the metric's unit per run, or parts of the whole.</summary>
internal sealed record DiffFunctionDocument(
    string Function, string Module, string Origin, string? File, int? Line, string Verdict, DiffCostDocument Self, DiffCostDocument Cumulative,
    double ShareBefore, double ShareAfter, IReadOnlyList<DiffCauseDocument> ShiftedWith, IReadOnlyList<DiffCauseDocument> Because, string? Through)
{
    public static DiffFunctionDocument From(FunctionDifference row) => new(
        row.Frame.Function,
        row.Frame.Module,
        row.Frame.Origin.ToString().ToLowerInvariant(),
        row.Frame.Source?.File,
        row.Frame.Source?.Line,
        row.Verdict.ToString().ToLowerInvariant(),
        DiffCostDocument.From(row.Self),
        DiffCostDocument.From(row.Cumulative),
        row.ShareBefore,
        row.ShareAfter,
        [.. row.ShiftedWith.Select(DiffCauseDocument.From)],
        [.. row.Because.Select(DiffCauseDocument.From)],
        row.Through?.Function);
}

/// <summary>A cost on both sides; ratio and intervals are null where there are none.</summary>
internal sealed record DiffCostDocument(double Before, double After, double Change, DiffIntervalDocument ChangeInterval, double? Ratio, DiffIntervalDocument? RatioInterval, double? PValue, double? AdjustedPValue)
{
    public static DiffCostDocument From(CostChange change) => new(
        change.Before, change.After, change.Change, DiffIntervalDocument.From(change.ChangeInterval), change.Ratio, change.RatioInterval is Interval interval ? DiffIntervalDocument.From(interval) : null, change.PValue, change.AdjustedPValue);
}

/// <summary>A 95 % interval.</summary>
internal sealed record DiffIntervalDocument(double Low, double High)
{
    public static DiffIntervalDocument From(Interval interval) => new(interval.Low, interval.High);
}

/// <summary>A function that explains another's change.</summary>
internal sealed record DiffCauseDocument(string Function, string Module, double Change)
{
    public static DiffCauseDocument From(Cause cause) => new(cause.Frame.Function, cause.Frame.Module, cause.Change);
}

/// <summary>One side.</summary>
internal sealed record DiffSideDocument(int Profiles, int? Runs, double Total, double TotalPerRun, double Samples)
{
    public static DiffSideDocument From(DifferenceSide side) => new(side.Profiles, side.Runs, side.Total, side.TotalPerRun, side.Samples);
}

/// <summary>What all functions share.</summary>
internal sealed record DiffCommonDocument(double Factor, DiffIntervalDocument Interval, double ExpectedSpread, bool Real);

/// <summary>A difference of profiles.</summary>
internal sealed record ProfileDiffDocument(
    string Schema, string Kind, string Metric, string Unit, string Measure, DiffSideDocument Before, DiffSideDocument After, DiffCommonDocument Common,
    int Changed, IReadOnlyList<DiffFunctionDocument> Functions, int NotJudged, double FalseDiscoveryRate, double SmallestPart, double SmallestChange, IReadOnlyList<string> Notes)
{
    public static ProfileDiffDocument From(ProfileDifference difference) => new(
        "hone.profile-diff/1",
        difference.Kind.Name(),
        difference.Metric.Name,
        difference.Metric.Unit switch { Units.Unit.Nanoseconds => "ns", Units.Unit.Bytes => "bytes", _ => "count" },
        difference.Measure.ToString().ToLowerInvariant(),
        DiffSideDocument.From(difference.Before),
        DiffSideDocument.From(difference.After),
        new(difference.Common.Factor, DiffIntervalDocument.From(difference.Common.Interval), difference.Common.Expected, difference.Common.Real),
        difference.Changed.Count(),
        [.. difference.Functions.Select(DiffFunctionDocument.From)],
        difference.TooSmall,
        difference.Options.Rate,
        difference.Options.SmallestPart,
        difference.Options.SmallestChange,
        difference.Notes);
}

/// <summary>Source-generated JSON of differences; what is not known is null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProfileDiffDocument))]
internal sealed partial class ProfileDiffJson : JsonSerializerContext;
