using Hone.Units;

namespace Hone.Workloads;

/// <summary>How growth over sizes is measured.</summary>
public sealed record GrowthSettings
{
    /// <summary>How much time a workload's ladder of sizes may take in a round.</summary>
    public Duration Budget { get; init; } = Duration.FromSeconds(30);

    /// <summary>Whether a round measures it.</summary>
    public bool InRun { get; init; } = true;
}
