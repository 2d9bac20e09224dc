using System.Globalization;
using System.Text.Json.Serialization;
using Hone.Cli.Steps;
using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Cli.Commands;

/// <summary>A quantile of latencies in nanoseconds; without interval where the requests cannot carry it.</summary>
internal sealed record LatencyQuantileDocument(double P, long ValueNs, long? LowNs, long? HighNs, long? Requests, long? Independent, int? Needed)
{
    public static IReadOnlyList<LatencyQuantileDocument> Of(LatencyLog log) =>
        [.. LatencyQuantile.Shown.Select(p => LatencyQuantile.Of(log, p)).OfType<LatencyQuantile>().Select(From)];

    public static LatencyQuantileDocument From(LatencyQuantile quantile) => new(
        quantile.P, quantile.Value.Nanoseconds, quantile.Low?.Nanoseconds, quantile.High?.Nanoseconds, quantile.Requests, quantile.Independent, quantile.Needed);
}

/// <summary>How the generator kept its schedule.</summary>
internal sealed record ScheduleDocument(long Late, long LateAfterNs, double Share, long MeanLatenessNs, long IntervalNs, bool Kept)
{
    public static ScheduleDocument From(ScheduleError schedule) => new(
        schedule.Late, ScheduleError.LateAfter.Nanoseconds, schedule.Share.Value, schedule.MeanLateness.Nanoseconds, schedule.Interval.Nanoseconds, schedule.IsKept);
}

/// <summary>One load.</summary>
internal sealed record LoadStepDocument(
    double? RatePerSecond, long DurationNs, string Arrivals, bool Closed, long Intended, long Sent, double SentPerSecond, long Answered, double AnsweredPerSecond,
    LoadErrors Errors, IReadOnlyDictionary<string, long> Statuses, ScheduleDocument Schedule, bool Offered, long Waited, long Retried, int Connections,
    IReadOnlyList<LatencyQuantileDocument> Latency, long MaxLatencyNs, IReadOnlyList<LatencyQuantileDocument> ServiceTime, bool? Held, string? NotHeldBecause, IReadOnlyList<string> Notes)
{
    public static LoadStepDocument From(LoadResult result, SaturationStep? step) => new(
        double.IsFinite(result.Plan.Rate) ? result.Plan.Rate : null,
        result.Plan.Duration.Nanoseconds,
        result.Plan.Arrivals == Measurement.Latency.Arrivals.Poisson ? "poisson" : "constant",
        result.Plan.Closed,
        result.Intended,
        result.Sent,
        result.SentRate,
        result.Answered,
        result.AnsweredRate,
        result.Errors,
        result.Statuses.ToDictionary(pair => pair.Key.ToString(CultureInfo.InvariantCulture), pair => pair.Value),
        ScheduleDocument.From(result.Schedule),
        result.IsOffered,
        result.Waited,
        result.Retried,
        result.Connections,
        LatencyQuantileDocument.Of(result.Latencies),
        result.Latencies.All.Max,
        LatencyQuantileDocument.Of(LatencyLog.WithoutOrder(result.ServiceTimes)),
        step?.Held,
        step is null || step.Because.Length == 0 ? null : step.Because,
        result.Notes);
}

/// <summary>Where a server saturates.</summary>
internal sealed record SaturationDocument(double? HighestHeldPerSecond, bool Reached);

/// <summary>What the server that Hone started cost.</summary>
internal sealed record ServerDocument(long? CpuNs, long? PeakRssBytes, string? Note);

/// <summary>Latencies that another program measured.</summary>
internal sealed record ReadingDocument(string Format, long? Requests, long? Errors, double? RatePerSecond, IReadOnlyList<LatencyQuantileDocument> Latency, IReadOnlyList<string> Notes)
{
    public static ReadingDocument From(LatencyReading reading) => new(
        reading.Format,
        reading.Requests,
        reading.Errors,
        reading.Rate,
        reading.Latencies is LatencyLog log ? LatencyQuantileDocument.Of(log) : [.. reading.Points.Select(point => new LatencyQuantileDocument(point.P, point.Value.Nanoseconds, null, null, null, null, null))],
        reading.Notes);
}

/// <summary>What a limit said.</summary>
internal sealed record LimitDocument(int Exit, string What);

/// <summary>Loads, or a reading, with the limits that were asked for.</summary>
internal sealed record LoadDocument(
    string Schema, string Target, IReadOnlyList<LoadStepDocument> Steps, SaturationDocument? Saturation, ServerDocument? Server, ReadingDocument? Read, IReadOnlyList<LimitDocument> Limits)
{
    public static LoadDocument From(string target, LoadOutcome outcome, Saturation? saturation, IReadOnlyList<LimitFinding> limits) => new(
        "hone.load/1",
        target,
        saturation is null ? [.. outcome.Results.Select(result => LoadStepDocument.From(result, null))] : [.. saturation.Steps.Select(step => LoadStepDocument.From(step.Result, step))],
        saturation is null ? null : new(saturation.Highest, saturation.IsReached),
        outcome.Server is null ? null : new((outcome.Server.Outcome?.User + outcome.Server.Outcome?.System)?.Nanoseconds, outcome.Server.Outcome?.PeakRss.Value, outcome.Server.Note),
        null,
        Limit(limits));

    public static LoadDocument From(string path, LatencyReading reading, IReadOnlyList<LimitFinding> limits) =>
        new("hone.load/1", path, [], null, null, ReadingDocument.From(reading), Limit(limits));

    private static LimitDocument[] Limit(IReadOnlyList<LimitFinding> limits) => [.. limits.Select(limit => new LimitDocument((int)limit.Exit, limit.Text))];
}

/// <summary>Source-generated JSON of <c>hone load</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LoadDocument))]
internal sealed partial class LoadJson : JsonSerializerContext;
