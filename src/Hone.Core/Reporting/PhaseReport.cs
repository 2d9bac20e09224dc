using Hone.Beads;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Measurement.Latency;
using Hone.Opportunities;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Workloads;

namespace Hone.Reporting;

/// <summary>One profile as the reports show it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Recorded">What the ledger says of it.</param>
/// <param name="Hotspots">Computed from the artifact; null when the artifact is missing or nothing could be recorded.</param>
/// <param name="FlameGraph">The flame graph's path relative to the project folder, or null.</param>
public sealed record ProfileReport(ProfileKind Kind, Recorded<ProfileFact> Recorded, HotspotReport? Hotspots, string? FlameGraph)
{
    /// <summary>Where the time of a run went; null when the collector did not look.</summary>
    public RunTimes? Times { get; init; }
}

/// <summary>One more run of a workload's program that is compared.</summary>
/// <param name="Name">The case.</param>
/// <param name="Golden">The golden output, or null.</param>
public sealed record CaseReport(string Name, Recorded<GoldenFact>? Golden);

/// <summary>One workload as the reports show it.</summary>
/// <param name="Workload">As the manifest states it.</param>
/// <param name="Baseline">Computed from the samples; null when there are none.</param>
/// <param name="BaselineEntry">What the ledger says of the baseline.</param>
/// <param name="Profiles">The latest profile of each kind, in the order cpu, alloc, io, offcpu, lock.</param>
/// <param name="Golden">The golden output, or null.</param>
public sealed record WorkloadReport(
    Workload Workload,
    BaselineSummary? Baseline,
    Recorded<BaselineFact>? BaselineEntry,
    IReadOnlyList<ProfileReport> Profiles,
    Recorded<GoldenFact>? Golden)
{
    /// <summary>Computed from the latencies of a workload that is a server; null when there are none, and for a program that ends.</summary>
    public ServiceSummary? Service { get; init; }

    /// <summary>Its cases, in manifest order.</summary>
    public IReadOnlyList<CaseReport> Cases { get; init; } = [];

    /// <summary>How its cost grows over its sizes; null when it has none, or that was not measured or does not hold any more.</summary>
    public Hone.Opportunities.Growth.GrowthFigures? Growth { get; init; }

    /// <summary>Whether there is a baseline, of either sort.</summary>
    public bool IsMeasured => Baseline is not null || Service is not null;
}

/// <summary>A gate of the method: what must be there before the next step.</summary>
/// <param name="Letter">The step, A–G.</param>
/// <param name="Name">In one word.</param>
/// <param name="Holds">Whether it is there.</param>
/// <param name="Value">What is there, in a few words.</param>
/// <param name="Command">The command that brings it.</param>
public sealed record Gate(char Letter, string Name, bool Holds, string Value, string Command);

/// <summary>Everything that the reports of a phase are rendered from; computed from the ledger, nothing of it is stored.</summary>
public sealed record PhaseReport
{
    /// <summary>The project as the manifest states it.</summary>
    public required Project Project { get; init; }

    /// <summary>The host on which the latest evidence was recorded; null when there is none.</summary>
    public required Host? Host { get; init; }

    /// <summary>How strong the oracle is; null when that was not measured or does not hold any more.</summary>
    public Hone.Equivalence.Strength.StrengthFigures? Strength { get; init; }

    /// <summary>The commit of the latest evidence.</summary>
    public required string Commit { get; init; }

    /// <summary>The workloads in manifest order.</summary>
    public required IReadOnlyList<WorkloadReport> Workloads { get; init; }

    /// <summary>The matrix, best first.</summary>
    public required IReadOnlyList<Opportunity> Matrix { get; init; }

    /// <summary>What the last round brought.</summary>
    public MatrixRound Round { get; init; } = MatrixRound.Of(0, null, null, [], []);

    /// <summary>Gates A–G.</summary>
    public required IReadOnlyList<Gate> Gates { get; init; }

    /// <summary>Whether the phase may stop.</summary>
    public required StopCondition Stop { get; init; }

    /// <summary>The last build and test, in that order.</summary>
    public required IReadOnlyList<Recorded<CheckFact>> Checks { get; init; }

    /// <summary>What is degraded: a missing tool, missing symbols, unstable output; each once.</summary>
    public required IReadOnlyList<string> Degraded { get; init; }

    /// <summary>The last whole round, or null.</summary>
    public required Recorded<RunFact>? LastRun { get; init; }
}
