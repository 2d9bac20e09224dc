using Hone.Equivalence;

namespace Hone.Changes.Runs;

/// <summary>One workload or case of the oracle, run by both arms.</summary>
/// <param name="Name">The workload or case.</param>
/// <param name="Compared">Channels that could be compared: those of the golden output that are stable.</param>
/// <param name="Baseline">What the baseline is beside its golden output; empty when it is the same.</param>
/// <param name="Candidate">What differs in the candidate; empty when nothing does.</param>
/// <param name="Broken">Invariants that do not hold of the candidate.</param>
/// <param name="Channels">What the candidate did, as hashes.</param>
public sealed record CaseComparison(
    string Name, int Compared, IReadOnlyList<Divergence> Baseline, IReadOnlyList<Divergence> Candidate, IReadOnlyList<BrokenInvariant> Broken, IReadOnlyList<GoldenChannel> Channels)
{
    /// <summary>Where they first differ, for people; null when nothing differs or no bytes are kept.</summary>
    public string? FirstDifference { get; init; }
}
