using Hone.Opportunities.Levers;

namespace Hone.Changes.Proofs;

/// <summary>The claims that the catalogue of levers says a lever may break, as kinds of claims.</summary>
public static class LeverClaims
{
    /// <summary>The kinds, each once, in the lever's own order.</summary>
    public static IReadOnlyList<ClaimKind> Of(Lever lever)
    {
        ArgumentNullException.ThrowIfNull(lever);
        return [.. lever.MayBreak.SelectMany(Of).Distinct()];
    }

    private static IReadOnlyList<ClaimKind> Of(string claim) => claim switch
    {
        ProofClaims.Ordering => [ClaimKind.Ordering],
        ProofClaims.TieBreaking => [ClaimKind.TieBreaking],
        ProofClaims.FloatingPoint => [ClaimKind.FloatingPoint],
        ProofClaims.Rng => [ClaimKind.Rng],
        ProofClaims.Errors or ProofClaims.PartialResults => [ClaimKind.Errors],
        ProofClaims.ThreadSafety => [ClaimKind.Concurrency],
        ProofClaims.SideEffects => [ClaimKind.SideEffects, ClaimKind.Durability],
        ProofClaims.Resources => [ClaimKind.Resources],

        // A value that is shared where it was a copy shows itself when it is used a second time.
        ProofClaims.State or ProofClaims.Aliasing => [ClaimKind.State],
        ProofClaims.InputDomain => [ClaimKind.InputDomain],
        ProofClaims.Encoding => [ClaimKind.Values],
        ProofClaims.Validation => [ClaimKind.Validation],
        _ => throw new ArgumentOutOfRangeException(nameof(claim), claim, "no claim of the catalogue"),
    };
}
