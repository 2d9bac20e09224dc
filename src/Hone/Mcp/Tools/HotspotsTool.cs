using System.Text.Json.Serialization;
using Hone.Cli.Commands;
using Hone.Cli.Steps;
using Hone.Problems;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Mcp.Tools;

/// <summary>The profiles of a workload with their hotspots, as <c>hone report --json</c> has them.</summary>
internal sealed record WorkloadHotspotsDocument(string Name, IReadOnlyList<ProfileDocument> Profiles);

/// <summary>Hotspots; <c>shareThreshold</c> is the cumulative share from which one is worth looking at.</summary>
internal sealed record HotspotsDocument(string Schema, double ShareThreshold, IReadOnlyList<WorkloadHotspotsDocument> Workloads);

/// <summary>Source-generated JSON of what only the tools answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HotspotsDocument))]
internal sealed partial class ToolJson : JsonSerializerContext;

/// <summary>Where time, memory and calls go.</summary>
internal static class HotspotsTool
{
    private const string WorkloadName = "workload";
    private const string Kind = "kind";

    public static McpTool Create() => new(
        "hotspots",
        "The hotspots of the recorded profiles",
        ToolEffect.Looks,
        "Where time goes, memory is allocated, files are read: the top functions of each recorded profile with cumulative share and interval, self share, samples, file and line, and the heaviest path. The profiles as `hone report --json` has them.",
        [
            new(WorkloadName, ParameterType.Text, "Only this workload; all when left out."),
            new(Kind, ParameterType.Text, "Only profiles of this kind; all when left out.") { Values = [.. ProfileStep.AllKinds.Select(kind => kind.Name())] },
        ],
        call =>
        {
            PhaseReading reading = call.Read();
            string? only = call.Arguments.Text(WorkloadName);
            string? kind = call.Arguments.Text(Kind);
            IReadOnlyList<Workload> chosen = reading.Session.Select(only is null ? [] : [only]);
            IEnumerable<WorkloadReport> workloads = reading.View.Report.Workloads.Where(workload => chosen.Contains(workload.Workload));
            HotspotsDocument document = new(
                "hone.hotspots/1",
                reading.View.Threshold.Value,
                [.. workloads.Select(workload => new WorkloadHotspotsDocument(
                    workload.Workload.Name, [.. workload.Profiles.Where(profile => kind is null || profile.Kind.Name() == kind).Select(ProfileDocument.From)]))]);
            return document.Workloads.Any(workload => workload.Profiles.Count > 0)
                ? ToolAnswer.Of(document, ToolJson.Default.HotspotsDocument)
                : throw new ProblemException(new(ExitCode.GateSaidNo, "not-profiled", "no such profile is recorded", kind is null ? "record them: hone profile" : $"record it: hone profile --kind {kind}") { Place = only });
        })
    {
        Schema = new(() => OutputSchema.Of(ToolJson.Default.HotspotsDocument)),
    };
}
