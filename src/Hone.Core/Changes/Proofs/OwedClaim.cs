namespace Hone.Changes.Proofs;

/// <summary>Why a claim is owed, strongest first.</summary>
public enum OwedBy
{
    /// <summary>Every change owes it.</summary>
    EveryChange,

    /// <summary>A token of the diff has to do with it.</summary>
    Diff,

    /// <summary>The lever has broken it elsewhere (<see cref="Opportunities.Levers.Lever.MayBreak"/>).</summary>
    Lever,
}

/// <summary>A claim that the proof of a change must make.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Because">Why, as one clause: the token and its place, or the lever.</param>
public sealed record OwedClaim(ClaimKind Kind, string Because)
{
    /// <summary>What it follows from.</summary>
    public OwedBy By { get; init; } = OwedBy.EveryChange;
}
