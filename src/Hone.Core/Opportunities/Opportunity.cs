using Hone.Opportunities.Calibration;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>The evidence of a row: without all of it there is no row.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Profile">SHA-256 of the profile.</param>
/// <param name="Commit">The commit that was profiled.</param>
/// <param name="Host">The host's id.</param>
/// <param name="Kind">The kind of profile.</param>
/// <param name="Frame">The function.</param>
/// <param name="Share">Its cumulative share.</param>
/// <param name="ShareInterval">The share's 95 % interval; null where every event was counted.</param>
/// <param name="Samples">Observations behind the share.</param>
/// <param name="Growth">How its cost grows with the workload's size; null when not measured.</param>
/// <param name="Beta">Slope of the handicap test; null when not tested.</param>
public sealed record EvidenceTuple(
    string Workload, string Profile, string Commit, string Host, ProfileKind Kind, Frame Frame, Ratio Share, Interval? ShareInterval, long Samples, FunctionGrowth? Growth, double? Beta);

/// <summary>A row of the matrix: a hotspot and what could be done about it, what that could bring at most, and whether it is worth the effort.</summary>
public sealed record Opportunity
{
    /// <summary>Stable as long as workload, kind, function and lever stay the same, such as <c>cpu-3fa2c1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>The kind of profile it was found in.</summary>
    public required ProfileKind Kind { get; init; }

    /// <summary>The hotspot.</summary>
    public required Hotspot Hotspot { get; init; }

    /// <summary>The lever; null when the evidence names none and nobody did.</summary>
    public Lever? Lever { get; init; }

    /// <summary>What the lever's rule found; null when somebody named the lever, or there is none.</summary>
    public LeverFinding? Finding { get; init; }

    /// <summary>The source lines that somebody attached.</summary>
    public IReadOnlyList<SourceLines> Lines { get; init; } = [];

    /// <summary>The most that removing the hotspot altogether could save.</summary>
    public required Bound Bound { get; init; }

    /// <summary>From the bound.</summary>
    public required Judged Impact { get; init; }

    /// <summary>From the record of earlier attempts, and no more than the evidence carries.</summary>
    public required Judged Confidence { get; init; }

    /// <summary>The author's, else from the record of earlier attempts, else the lever's start value.</summary>
    public required Judged Effort { get; init; }

    /// <summary>The counts behind <see cref="Confidence"/>.</summary>
    public required SuccessPosterior Success { get; init; }

    /// <summary>How good the evidence is.</summary>
    public required EvidenceGrade Grade { get; init; }

    /// <summary>The language of the function, lower-case.</summary>
    public required string Language { get; init; }

    /// <summary>SHA-256 of the profile that it was found in.</summary>
    public required string Evidence { get; init; }

    /// <summary>The commit that was profiled.</summary>
    public required string Commit { get; init; }

    /// <summary>The host's id.</summary>
    public required string Host { get; init; }

    /// <summary>How the function's cost grows with the workload's size; null when not measured.</summary>
    public FunctionGrowth? Growth { get; init; }

    /// <summary>What a handicap test of the function says; null when there is none.</summary>
    public HandicapFigures? Handicap { get; init; }

    /// <summary>What may be expected of the claim, or of the bound where nothing is claimed.</summary>
    public required GainForecast Forecast { get; init; }

    /// <summary>What was promised last; null when nothing was.</summary>
    public Claim? Claim { get; init; }

    /// <summary>Why it was turned down, or null.</summary>
    public string? Rejected { get; init; }

    /// <summary>Why a change here cannot pay, by a test; null when nothing says so.</summary>
    public string? OffPath { get; init; }

    /// <summary>Why it cannot be built on any more; null when it can.</summary>
    public Staleness? Stale { get; init; }

    /// <summary>What a reader must know of its evidence, each as one clause.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Who works on it; null when nobody does.</summary>
    public string? TakenBy { get; init; }

    /// <summary>A person or agent gave the effort.</summary>
    public bool IsJudged { get; init; }

    /// <summary>Impact × Confidence / Effort, 0.2–25.</summary>
    public double Score => (double)Impact.Value * Confidence.Value / Effort.Value;

    /// <summary>How far the evidence shows the lever; null without one.</summary>
    public LeverReliability? Reliability => Finding?.Reliability ?? Lever?.Reliability;

    /// <summary>
    /// The row raises a bead when its score allows: the evidence shows the lever, or somebody attached the source lines of one that needs
    /// them. Hints, hotspots without a lever, and rows that are stale or off the path never do.
    /// </summary>
    public bool Raises => OffPath is null && Stale is null && Lever is not null
        && (Finding?.Reliability == LeverReliability.Raises || (Lines.Count > 0 && Lever.Reliability != LeverReliability.Hint));

    /// <summary>The evidence.</summary>
    public EvidenceTuple Tuple => new(Workload, Evidence, Commit, Host, Kind, Hotspot.Frame, Hotspot.Share, Hotspot.ShareInterval, Hotspot.Samples, Growth, Handicap?.Beta);
}
