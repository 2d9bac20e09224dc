using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities;

/// <summary>A row of the matrix: a hotspot, what removing it could bring at most, and whether that is worth the effort.</summary>
public sealed record Opportunity
{
    /// <summary>Stable as long as workload, kind and function stay the same, such as <c>cpu-3fa2c1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>The kind of profile it was found in.</summary>
    public required ProfileKind Kind { get; init; }

    /// <summary>The hotspot.</summary>
    public required Hotspot Hotspot { get; init; }

    /// <summary>The most of the workload's wall time that removing the hotspot altogether could save (Amdahl 1967).</summary>
    public required Ratio Bound { get; init; }

    /// <summary>From the bound.</summary>
    public required Judged Impact { get; init; }

    /// <summary>From the evidence, unless a person judged it.</summary>
    public required Judged Confidence { get; init; }

    /// <summary>Assumed until a person judges it.</summary>
    public required Judged Effort { get; init; }

    /// <summary>SHA-256 of the profile that it was found in.</summary>
    public required string Evidence { get; init; }

    /// <summary>Why it was turned down, or null.</summary>
    public string? Rejected { get; init; }

    /// <summary>A person or agent gave effort or confidence.</summary>
    public bool IsJudged { get; init; }

    /// <summary>Impact × Confidence / Effort, 0.2–25.</summary>
    public double Score => (double)Impact.Value * Confidence.Value / Effort.Value;
}
