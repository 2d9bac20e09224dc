using Hone.Profiling;
using Hone.Units;

namespace Hone.Beads;

/// <summary>A row of the opportunity matrix, as far as its bead shows it.</summary>
public sealed record OpportunityBead
{
    /// <summary>The row's id in the matrix; the bead's key is made of it, so it must not change between rounds.</summary>
    public required string RowId { get; init; }

    /// <summary>One line: what would be done, and where.</summary>
    public required string Title { get; init; }

    /// <summary>The lever of the catalogue that the row suggests; null when none fits better than another.</summary>
    public string? Lever { get; init; }

    /// <summary>The kind of the profile in which the hotspot was found.</summary>
    public required ProfileKind Kind { get; init; }

    /// <summary>The measured facts behind the row, as one line.</summary>
    public required string Evidence { get; init; }

    /// <summary>Impact × Confidence ÷ Effort.</summary>
    public required double Score { get; init; }

    /// <summary>The most of the workload's cost that the change can save (Amdahl's bound); null when it was not computed.</summary>
    public Ratio? Bound { get; init; }

    /// <summary>What the lever may alter: the claims that the change's proof will owe.</summary>
    public IReadOnlyList<string> MayBreak { get; init; } = [];

    /// <summary>The SHA-256 of the profile that the row rests on, in hexadecimal digits.</summary>
    public required string ArtifactSha256 { get; init; }
}
