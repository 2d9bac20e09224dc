using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Opportunities.Levers.Source;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities.Levers;

/// <summary>All that is known of one workload when levers are looked for; what was not recorded is missing, and said so by the rules.</summary>
public sealed record LeverFacts
{
    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>Its baseline.</summary>
    public BaselineSummary? Baseline { get; init; }

    /// <summary>Its profiles.</summary>
    public IReadOnlyDictionary<ProfileKind, Profile> Profiles { get; init; } = new Dictionary<ProfileKind, Profile>();

    /// <summary>The hotspots of these.</summary>
    public IReadOnlyDictionary<ProfileKind, HotspotReport> Reports { get; init; } = new Dictionary<ProfileKind, HotspotReport>();

    /// <summary>How its cost grows with its size.</summary>
    public GrowthFigures? Growth { get; init; }

    /// <summary>The part of its CPU time in allocators and garbage collection.</summary>
    public Ratio? MemoryShare { get; init; }

    /// <summary>Whether a frame is code of the project.</summary>
    public Func<Frame, bool> IsOwn { get; init; } = FrameRules.LooksOwn;

    /// <summary>What the source of a function looks like; null for a function whose source is not at hand.</summary>
    public Func<Frame, SourceHints?> Source { get; init; } = _ => null;
}
