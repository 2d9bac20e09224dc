using Hone.Statistics;
using Hone.Units;

namespace Hone.Profiling;

/// <summary>A frame that carries a share of a profile worth looking at.</summary>
public sealed record Hotspot
{
    /// <summary>The function.</summary>
    public required Frame Frame { get; init; }

    /// <summary>The weight of all stacks that hold the frame, recursion counted once a stack.</summary>
    public required long Cumulative { get; init; }

    /// <summary><see cref="Cumulative"/> as a part of the profile.</summary>
    public required Ratio Share { get; init; }

    /// <summary>The weight of all stacks whose leaf is the frame.</summary>
    public required long Self { get; init; }

    /// <summary><see cref="Self"/> as a part of the profile.</summary>
    public required Ratio SelfShare { get; init; }

    /// <summary>
    /// How many observations stand behind <see cref="Cumulative"/>: the metric <c>samples</c> where the profile has it,
    /// else the first metric that counts things (allocations, calls), else the number of distinct stacks.
    /// </summary>
    public required long Samples { get; init; }

    /// <summary>Every event was recorded, so <see cref="Share"/> has no sampling error; true when no metric is called <c>samples</c>.</summary>
    public required bool Exact { get; init; }

    /// <summary>The 95 % interval of <see cref="Share"/> by Wilson's score (<see cref="Proportion.Wilson"/>); null when <see cref="Exact"/>.</summary>
    public required Interval? ShareInterval { get; init; }

    /// <summary>The frame is code that somebody wrote as functions, not the kernel, a runtime, a system call, a file or an unknown address.</summary>
    public required bool IsCode { get; init; }

    /// <summary>The frame is code of the project, see <see cref="HotspotOptions.IsOwn"/>.</summary>
    public required bool Own { get; init; }

    /// <summary>What kind of work it is, by the rule table of <see cref="HotspotCategories"/>.</summary>
    public required HotspotCategory Category { get; init; }

    /// <summary>The functions of the heaviest path to the frame, root first, the frame itself last.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>Callers that carry nearly the same stacks and do nothing themselves, nearest first; they are no rows of their own.</summary>
    public required IReadOnlyList<Frame> Via { get; init; }

    /// <summary>Foreign code that the frame calls directly, heaviest first, at most three, with their part of the profile.</summary>
    public required IReadOnlyList<CalleeShare> SpentIn { get; init; }
}

/// <summary>A callee, and the part of the profile below it that a hotspot called.</summary>
public sealed record CalleeShare(Frame Frame, Ratio Share);

/// <summary>The weight that was spent (self) in frames of one origin.</summary>
public sealed record OriginShare(FrameOrigin Origin, Ratio Share);

/// <summary>The hotspots of a profile.</summary>
public sealed record HotspotReport
{
    /// <summary>What was profiled.</summary>
    public required ProfileKind Kind { get; init; }

    /// <summary>The metric that shares are computed from.</summary>
    public required Metric Metric { get; init; }

    /// <summary>The whole of that metric.</summary>
    public required long Total { get; init; }

    /// <summary>All observations, as <see cref="Hotspot.Samples"/> counts them.</summary>
    public required long Samples { get; init; }

    /// <summary>The hottest code, by cumulative weight.</summary>
    public required IReadOnlyList<Hotspot> Hotspots { get; init; }

    /// <summary>The hottest frames that are not code (kernel, runtime, system calls, files, unknown addresses), by cumulative weight.</summary>
    public required IReadOnlyList<Hotspot> Apart { get; init; }

    /// <summary>Where the weight was spent, by the leaf's origin, largest first; the shares add up to 1 unless the profile is empty.</summary>
    public required IReadOnlyList<OriginShare> Origins { get; init; }

    /// <summary>The frames between the entry point and the first hotspot, outermost first, that were left out.</summary>
    public required IReadOnlyList<Frame> EntryChain { get; init; }
}
