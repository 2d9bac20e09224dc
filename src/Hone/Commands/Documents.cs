using System.Globalization;
using System.Text.Json.Serialization;
using Hone.Cli.Steps;
using Hone.Equivalence;
using Hone.Equivalence.Sealing;
using Hone.Ledger;
using Hone.Linux.Machines;
using Hone.Measurement;
using Hone.Measurement.Latency;
using Hone.Opportunities;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Reporting;
using Hone.Statistics;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary>A problem as <c>--json</c> prints it.</summary>
internal sealed record ProblemDocument(string Schema, int Exit, string Rule, string? Place, string What, string Next, string? Measured = null, string? Limit = null)
{
    public static ProblemDocument From(Problem problem) =>
        new("hone.problem/1", (int)problem.Exit, problem.Rule, problem.Place, problem.What, problem.Next, problem.Measured, problem.Limit);
}

/// <summary>A quantile of wall times, in nanoseconds; without interval where the runs cannot carry it.</summary>
internal sealed record QuantileDocument(double P, double ValueNs, double? LowNs, double? HighNs, int Samples, int NeededSamples)
{
    public static QuantileDocument From(QuantileEstimate estimate) =>
        new(estimate.P, estimate.Value, estimate.Claimable ? estimate.Low : null, estimate.Claimable ? estimate.High : null, estimate.Samples, estimate.NeededSamples);
}

/// <summary>The median of a number that the runs printed; without interval where the runs cannot carry it.</summary>
internal sealed record MetricDocument(string Name, double Median, double? Low, double? High, string? Unit, string? Better)
{
    public static MetricDocument From(string name, QuantileEstimate estimate, WorkloadMetric? metric) => new(
        name,
        estimate.Value,
        estimate.Claimable ? estimate.Low : null,
        estimate.Claimable ? estimate.High : null,
        metric?.Unit,
        metric is null ? null : metric.HigherIsBetter ? "higher" : "lower");
}

/// <summary>A baseline.</summary>
internal sealed record BaselineDocument(
    string Command, int Runs, int Warmups, IReadOnlyList<QuantileDocument> Wall, long CpuNs, long PeakRssBytes, double? ThroughputPerSecond, double Mde, IReadOnlyList<string> Warnings,
    IReadOnlyList<MetricDocument> Metrics)
{
    public static BaselineDocument From(BaselineSummary summary, IReadOnlyList<WorkloadMetric> metrics) => new(
        summary.Samples.Command,
        summary.Samples.Runs.Count,
        summary.Samples.Warmups,
        [QuantileDocument.From(summary.P50), QuantileDocument.From(summary.P95), QuantileDocument.From(summary.P99)],
        summary.Cpu.Nanoseconds,
        summary.PeakRss.Value,
        summary.Throughput,
        summary.Mde.Value,
        summary.Warnings,
        [.. summary.Values.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => MetricDocument.From(each.Key, each.Value, metrics.FirstOrDefault(metric => metric.Name == each.Key)))]);
}

/// <summary>A hotspot.</summary>
internal sealed record HotspotDocument(
    string Function, string Module, string? File, int? Line, double Share, double? ShareLow, double? ShareHigh, double SelfShare, long Samples, string Category, bool Own, IReadOnlyList<string> Path)
{
    public static HotspotDocument From(Hotspot hotspot) => new(
        hotspot.Frame.Function,
        hotspot.Frame.Module,
        hotspot.Frame.Source?.File,
        hotspot.Frame.Source?.Line,
        hotspot.Share.Value,
        hotspot.ShareInterval?.Low,
        hotspot.ShareInterval?.High,
        hotspot.SelfShare.Value,
        hotspot.Samples,
        FigureText.Category(hotspot.Category),
        hotspot.Own,
        hotspot.Path);
}

/// <summary>What became of the time of a thread, or of several: wall = onCpu + blocked + preempted, in nanoseconds.</summary>
internal sealed record ThreadTimesDocument(long WallNs, long OnCpuNs, long BlockedNs, long PreemptedNs)
{
    public static ThreadTimesDocument From(ThreadTimes times) =>
        new(times.Wall.Nanoseconds, times.OnCpu.Nanoseconds, times.Blocked.Nanoseconds, times.Preempted.Nanoseconds);
}

/// <summary>Where the time of a run went: its main thread, and the sum over all threads.</summary>
internal sealed record TimesDocument(ThreadTimesDocument Main, ThreadTimesDocument All, int Threads, long Waits, long Preemptions)
{
    public static TimesDocument? From(RunTimes? times) =>
        times is null ? null : new(ThreadTimesDocument.From(times.Main), ThreadTimesDocument.From(times.All), times.Threads, times.Waits, times.Preemptions);
}

/// <summary>A profile with its hotspots; <c>total</c> is in the metric's unit (nanoseconds, bytes or a count).</summary>
internal sealed record ProfileDocument(
    string Kind, string Collector, string Command, string? Metric, long? Total, long? Samples, string? FlameGraph, IReadOnlyList<HotspotDocument> Hotspots, IReadOnlyList<HotspotDocument> Apart, IReadOnlyList<string> Notes,
    TimesDocument? Times)
{
    public static ProfileDocument From(ProfileReport profile) => new(
        profile.Kind.Name(),
        profile.Recorded.Fact.Collector,
        profile.Recorded.Fact.Command,
        profile.Hotspots?.Metric.Name,
        profile.Hotspots?.Total,
        profile.Hotspots?.Samples,
        profile.FlameGraph,
        [.. (profile.Hotspots?.Hotspots ?? []).Select(HotspotDocument.From)],
        [.. (profile.Hotspots?.Apart ?? []).Select(HotspotDocument.From)],
        profile.Recorded.Fact.Notes,
        TimesDocument.From(profile.Times));
}

/// <summary>A golden output.</summary>
internal sealed record GoldenDocument(int Recordings, IReadOnlyList<GoldenChannel> Channels, IReadOnlyList<string> Notes)
{
    public static GoldenDocument From(GoldenFact golden) => new(golden.Recordings, golden.Channels, golden.Notes);
}

/// <summary>The golden output of a case.</summary>
internal sealed record CaseDocument(string Name, GoldenDocument? Golden);

/// <summary>The latencies of a server at one rate, in nanoseconds.</summary>
internal sealed record ServiceRateDocument(double RatePerSecond, long DurationNs, long Intended, long Answered, LoadErrors Errors, bool Offered, IReadOnlyList<LatencyQuantileDocument> Latency)
{
    public static ServiceRateDocument From(ServiceRate rate) => new(
        rate.Sample.Rate, rate.Sample.DurationNanoseconds, rate.Sample.Intended, rate.Sample.Answered, rate.Sample.Errors, rate.Sample.Offered, [.. rate.Quantiles.Select(LatencyQuantileDocument.From)]);
}

/// <summary>The baseline of a workload that is a server.</summary>
internal sealed record ServiceDocument(string Command, string Target, long? CpuNs, long? PeakRssBytes, IReadOnlyList<ServiceRateDocument> Rates, IReadOnlyList<string> Warnings)
{
    public static ServiceDocument From(ServiceSummary service) => new(
        service.Samples.Command, service.Samples.Target, service.Samples.CpuNanoseconds, service.Samples.PeakRssBytes, [.. service.Rates.Select(ServiceRateDocument.From)], service.Warnings);
}

/// <summary>A workload with what is recorded of it.</summary>
internal sealed record WorkloadDocument(string Name, BaselineDocument? Baseline, IReadOnlyList<ProfileDocument> Profiles, GoldenDocument? Golden, ServiceDocument? Service, IReadOnlyList<CaseDocument> Cases)
{
    public static WorkloadDocument From(WorkloadReport workload) => new(
        workload.Workload.Name,
        workload.Baseline is null ? null : BaselineDocument.From(workload.Baseline, workload.Workload.Metrics),
        [.. workload.Profiles.Select(ProfileDocument.From)],
        workload.Golden is Recorded<GoldenFact> golden ? GoldenDocument.From(golden.Fact) : null,
        workload.Service is ServiceSummary service ? ServiceDocument.From(service) : null,
        [.. workload.Cases.Select(each => new CaseDocument(each.Name, each.Golden is Recorded<GoldenFact> own ? GoldenDocument.From(own.Fact) : null))]);
}

/// <summary>A term of the stop condition.</summary>
internal sealed record TermDocument(string Name, string Value, string Limit, bool Holds, IReadOnlyList<string> Left);

/// <summary>A gate.</summary>
internal sealed record GateDocument(string Step, string Name, bool Holds, string Value, string Command);

/// <summary>Gates and stop condition.</summary>
internal sealed record StatusDocument(string Schema, bool MayStop, IReadOnlyList<GateDocument> Gates, IReadOnlyList<TermDocument> Terms, SealStateDocument? Seal = null)
{
    public static StatusDocument From(PhaseView view, SealVerdict? seal = null) => new(
        "hone.status/1",
        view.Report.Stop.IsMet,
        [.. view.Report.Gates.Select(gate => new GateDocument(gate.Letter.ToString(CultureInfo.InvariantCulture), gate.Name, gate.Holds, gate.Value, gate.Command))],
        [.. view.Report.Stop.Terms.Select(term => new TermDocument(term.Name, term.Value, term.Limit, term.Holds, term.Left))],
        seal is null ? null : SealStateDocument.From(seal));
}

/// <summary>The last round.</summary>
internal sealed record RoundDocument(long WallNs, long HoneCpuNs, long CollectorCpuNs, IReadOnlyDictionary<string, long> StepsNs);

/// <summary>A whole phase.</summary>
internal sealed record PhaseDocument(
    string Schema, string Project, string Commit, Host? Host, IReadOnlyList<WorkloadDocument> Workloads, MatrixDocument Matrix, StatusDocument Status, IReadOnlyList<string> Degraded, RoundDocument? LastRun)
{
    public static PhaseDocument From(PhaseView view) => new(
        "hone.phase/1",
        view.Report.Project.Name,
        view.Report.Commit,
        view.Report.Host,
        [.. view.Report.Workloads.Select(WorkloadDocument.From)],
        MatrixDocument.From(view),
        StatusDocument.From(view),
        view.Report.Degraded,
        view.Report.LastRun is Recorded<RunFact> run ? new(run.Fact.WallNs, run.Fact.HoneCpuNs, run.Fact.CollectorCpuNs, run.Fact.Steps) : null);
}

/// <summary>The next step.</summary>
internal sealed record NextDocument(string Schema, string? Command, string Because, string? Edit = null);

/// <summary>The record.</summary>
internal sealed record LedgerDocument(string Schema, IReadOnlyList<EntryDocument> Entries)
{
    public static LedgerDocument From(IReadOnlyList<LedgerEntry> entries) => new(
        "hone.ledger/1",
        [.. entries.Select(entry => new EntryDocument(entry.Seq, entry.Time, entry.Kind, entry.Actor, entry.Commit, entry.Host, entry.Data, entry.Artifacts, entry.Hash))]);
}

/// <summary>An entry of the record.</summary>
internal sealed record EntryDocument(
    long Seq, DateTimeOffset Time, string Kind, string Actor, string Commit, string Host, System.Text.Json.JsonElement Data, IReadOnlyList<Artifact> Artifacts, string Hash);

/// <summary>What is wrong with the record.</summary>
internal sealed record FindingDocument(long Entry, string Rule, string What);

/// <summary>Whether the record holds.</summary>
internal sealed record VerifyDocument(
    string Schema, bool Holds, int Entries, int ArtifactsPresent, IReadOnlyList<string> ArtifactsMissing, IReadOnlyList<FindingDocument> Findings, SealStateDocument? Seal = null);

/// <summary>A bead.</summary>
internal sealed record BeadDocument(string Key, string Name, string Id, string Title, string Status, string? Assignee, bool Ready, bool Profiling, DateTimeOffset? LeaseUntil = null)
{
    public static BeadDocument From(BeadView bead) =>
        new(bead.Key, bead.Name, bead.Bead.Id, bead.Bead.Title, bead.Bead.Status, bead.Assignee, bead.IsReady, bead.IsProfiling, bead.Bead.LeaseUntil);
}

/// <summary>Beads.</summary>
internal sealed record BeadsDocument(string Schema, string File, IReadOnlyList<string> Notes, IReadOnlyList<BeadDocument> Beads);

/// <summary>What changed among the beads.</summary>
internal sealed record BeadsSeedDocument(string Schema, IReadOnlyList<string> Created, IReadOnlyList<string> Updated, IReadOnlyList<string> KeptEdited, IReadOnlyList<string> Stale, IReadOnlyList<string> Commands);

/// <summary>The tools of this machine.</summary>
internal sealed record DoctorDocument(string Schema, Host Host, IReadOnlyList<Tool> Tools, IReadOnlyList<string> Advice);

/// <summary>A drafted manifest, and where it was written (null for a dry run).</summary>
internal sealed record InitDocument(string Schema, string Manifest, string? Path);

/// <summary>Source-generated JSON of everything that commands print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(PhaseDocument))]
[JsonSerializable(typeof(MatrixDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(NextDocument))]
[JsonSerializable(typeof(OracleDocument))]
[JsonSerializable(typeof(SuggestDocument))]
[JsonSerializable(typeof(LedgerDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(BeadsDocument))]
[JsonSerializable(typeof(BeadsSeedDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(CountDocument))]
[JsonSerializable(typeof(FlamegraphDocument))]
[JsonSerializable(typeof(InitDocument))]
[JsonSerializable(typeof(RowDocument))]
[JsonSerializable(typeof(SealStateDocument))]
[JsonSerializable(typeof(CalibrationDocument))]
internal sealed partial class ViewJson : JsonSerializerContext;
