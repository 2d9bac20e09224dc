namespace Hone.Equivalence;

/// <summary>An invariant that does not hold of a run.</summary>
/// <param name="Name">Its name in the manifest.</param>
/// <param name="What">What was found, in one sentence.</param>
public sealed record BrokenInvariant(string Name, string What);

/// <summary>What a run is, beside its golden output.</summary>
/// <param name="Divergences">Channels that differ, quarantined ones left out.</param>
/// <param name="BrokenInvariants">Rules that do not hold.</param>
/// <param name="Unstable">Quarantined channels: nothing can be said about them.</param>
public sealed record OracleVerdict(IReadOnlyList<Divergence> Divergences, IReadOnlyList<BrokenInvariant> BrokenInvariants, IReadOnlyList<string> Unstable)
{
    /// <summary>What could not be looked at this time, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>True when a difference or a broken rule was seen.</summary>
    public bool Noticed => Divergences.Count > 0 || BrokenInvariants.Count > 0;
}
