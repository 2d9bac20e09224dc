using System.Text.Json.Serialization;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary>A limit of a rule, with the value in force; shares are of 1.</summary>
internal sealed record RuleLimitDocument(string Name, double Value, double Default, bool Stated, string Unit, string Means);

/// <summary>One lever.</summary>
internal sealed record LeverDocument(
    string Name, string Title, string What, string Reliability, string Because, string Rule, IReadOnlyList<string> MayBreak, string Example, IReadOnlyList<RuleLimitDocument> Limits)
{
    public static LeverDocument From(Lever lever, RuleThresholds thresholds) => new(
        lever.Name,
        lever.Title,
        lever.What,
        lever.Reliability.Name(),
        lever.Because,
        lever.RuleIn(thresholds),
        lever.MayBreak,
        lever.Example,
        [.. lever.Thresholds.Select(limit => new RuleLimitDocument(limit.Name, thresholds[limit], limit.Default, thresholds.IsStated(limit), limit.Unit.ToString().ToLowerInvariant(), limit.Doc))]);
}

/// <summary>What <c>hone levers --json</c> prints.</summary>
internal sealed record LeversDocument(string Schema, IReadOnlyList<LeverDocument> Levers);

/// <summary>What <c>hone levers explain --json</c> prints.</summary>
internal sealed record LeverPageDocument(string Schema, LeverDocument Lever);

/// <summary>One reading; <c>holds</c> is left out when the evidence cannot tell.</summary>
internal sealed record RuleReadingDocument(string What, string Measured, string Limit, bool? Holds)
{
    public static RuleReadingDocument From(RuleReading reading) => new(reading.What, reading.Measured, reading.Limit, reading.Holds);
}

/// <summary>One finding; shares and support are of 1.</summary>
internal sealed record FindingOfLeverDocument(
    string Workload, string Lever, string Function, string Module, string? File, int? Line, string Kind, string Reliability, string? LoweredBecause, double Share, double Support, double Rank,
    IReadOnlyList<RuleReadingDocument> Readings)
{
    public static FindingOfLeverDocument From(string workload, LeverFinding finding) => new(
        workload,
        finding.Lever.Name,
        finding.Frame.Function,
        finding.Frame.Module,
        finding.Frame.Source?.File,
        finding.Frame.Source?.Line,
        finding.Kind.Name(),
        finding.Reliability.Name(),
        finding.LoweredBecause,
        finding.Share.Value,
        finding.Support,
        finding.Rank,
        [.. finding.Readings.Select(RuleReadingDocument.From)]);
}

/// <summary>What <c>hone levers find --json</c> prints: best supported first.</summary>
internal sealed record LeverFindingsDocument(string Schema, IReadOnlyList<FindingOfLeverDocument> Findings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LeversDocument))]
[JsonSerializable(typeof(LeverPageDocument))]
[JsonSerializable(typeof(LeverFindingsDocument))]
internal sealed partial class LeversJson : JsonSerializerContext;
