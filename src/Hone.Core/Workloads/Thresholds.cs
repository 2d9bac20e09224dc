using Hone.Units;

namespace Hone.Workloads;

/// <summary>The limits of the stop condition and of the matrix.</summary>
public sealed record Thresholds
{
    /// <summary>A frame at or above this cumulative share is a hotspot.</summary>
    public Ratio HotspotShare { get; init; } = new(0.05);

    /// <summary>An opportunity at or above this score is worth implementing.</summary>
    public double Score { get; init; } = 2.0;
}
