using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Handicaps;
using Hone.Opportunities.Levers;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>One profile behind rows of the matrix.</summary>
/// <param name="Report">Its hotspots, more than the reports show: a lever may be about the ninth.</param>
/// <param name="Digest">SHA-256 of the profile, 64 hexadecimal digits.</param>
/// <param name="Commit">The commit that was profiled, with <c>+dirty</c> when the tree differed; <c>none</c> outside git.</param>
/// <param name="Host">The host's id.</param>
public sealed record ProfileEvidence(HotspotReport Report, string Digest, string Commit, string Host)
{
    /// <summary>How many hotspots the reports show: only these become rows without a lever.</summary>
    public int Shown { get; init; } = new HotspotOptions().Top;

    /// <summary>Why the whole profile is no evidence of the program as it is any more; null when it is.</summary>
    public Staleness? Stale { get; init; }

    /// <summary>What became of the text of a function since the profile was taken.</summary>
    public Func<Frame, FunctionText> Text { get; init; } = _ => FunctionText.Same;

    /// <summary>Functions that are no hotspots by rank, such as those around the entry point, and that a lever is about.</summary>
    public IReadOnlyList<Hotspot> Others { get; init; } = [];

    /// <summary>All functions that a row can be about.</summary>
    public IEnumerable<Hotspot> All => Report.Hotspots.Concat(Others);

    /// <summary>The figures of a function; null when the profile's hotspots do not hold it.</summary>
    public Hotspot? Find(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return All.Concat(Report.Apart).FirstOrDefault(hotspot => hotspot.Frame.Function == frame.Function && hotspot.Frame.Module == frame.Module && hotspot.Frame.Origin == frame.Origin);
    }

    /// <summary>Why a row about the function cannot be built on any more; null when it can.</summary>
    public Staleness? StaleFor(Frame frame)
    {
        if (Stale is not null)
        {
            return Stale;
        }

        ArgumentNullException.ThrowIfNull(frame);
        return Text(frame) switch
        {
            FunctionText.Changed => new("other-commit", $"profiled at {Matrix.Short(Commit)}, and the text of {frame.Function} is another now", "hone profile"),
            FunctionText.Unknown => new("other-commit", $"profiled at {Matrix.Short(Commit)}, the source has changed since, and how {frame.Function} read then is not on record", "hone profile"),
            _ => null,
        };
    }
}

/// <summary>What became of a function's text since its profile was taken.</summary>
public enum FunctionText
{
    /// <summary>Nothing: the commit is the same, or no source changed since.</summary>
    Same,

    /// <summary>The base moved, and the function's text is as it was.</summary>
    SameOnMovedBase,

    /// <summary>The function's text is another.</summary>
    Changed,

    /// <summary>The base moved, and nobody recorded the function's text.</summary>
    Unknown,
}

/// <summary>Why something cannot be built on any more.</summary>
/// <param name="Rule">The rule's name: <c>stale</c>, <c>other-commit</c>, <c>other-host</c> or <c>other-workload</c>.</param>
/// <param name="Because">One clause.</param>
/// <param name="Next">What makes it fresh again.</param>
public sealed record Staleness(string Rule, string Because, string Next);

/// <summary>What the matrix knows of one workload.</summary>
public sealed record WorkloadEvidence
{
    /// <summary>The workload's name.</summary>
    public required string Workload { get; init; }

    /// <summary>Its weight among the workloads that decide; 0 when it is none of them.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Its baseline on the host of its profiles; null when there is none.</summary>
    public BaselineSummary? Baseline { get; init; }

    /// <summary>The latest profile of each kind.</summary>
    public IReadOnlyDictionary<ProfileKind, ProfileEvidence> Profiles { get; init; } = new Dictionary<ProfileKind, ProfileEvidence>();

    /// <summary>The part of CPU time in allocators and garbage collection; null when no CPU profile says.</summary>
    public Ratio? MemoryShare { get; init; }

    /// <summary>Time waited for locks, all threads added up, over the run's wall time; null when it was not measured.</summary>
    public Ratio? LockWait { get; init; }

    /// <summary>Levers that the evidence shows, best supported first.</summary>
    public IReadOnlyList<LeverFinding> Findings { get; init; } = [];

    /// <summary>How its cost grows; null when that was not measured.</summary>
    public GrowthFigures? Growth { get; init; }

    /// <summary>What a handicap test of a function says; null when there is none.</summary>
    public Func<Frame, HandicapFigures?> Handicap { get; init; } = _ => null;
}
