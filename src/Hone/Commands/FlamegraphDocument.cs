using Hone.Cli.Steps.Drawing;
using Hone.Profiling;

namespace Hone.Cli.Commands;

/// <summary>A profile that was drawn or written anew; <c>total</c> is in the metric's unit (nanoseconds, bytes or a count).</summary>
internal sealed record FlamegraphDocument(
    string Schema, string Title, string Format, string Kind, string Collector, string Metric, string Unit, long Total, long Samples, IReadOnlyList<string> Metrics,
    string Output, string To, long Bytes, int? LeftOutFrames, double? LeftOutShare,
    IReadOnlyList<HotspotDocument> Hotspots, IReadOnlyList<HotspotDocument> Apart, IReadOnlyList<string> Notes)
{
    public static FlamegraphDocument From(FlamegraphSettings settings, FlamegraphResult result) => new(
        "hone.flamegraph/1",
        result.Title,
        result.Format,
        result.Profile.Kind.Name(),
        result.Profile.Collector,
        result.Hotspots.Metric.Name,
        result.Hotspots.Metric.Unit.ToString().ToLowerInvariant(),
        result.Hotspots.Total,
        result.Hotspots.Samples,
        [.. result.Profile.Metrics.Select(metric => metric.Name)],
        settings.Output,
        settings.To,
        result.Bytes.Length,
        result.Layout?.LeftOut,
        result.Layout?.LeftOutShare.Value,
        [.. result.Hotspots.Hotspots.Select(HotspotDocument.From)],
        [.. result.Hotspots.Apart.Select(HotspotDocument.From)],
        result.Profile.Notes);
}
