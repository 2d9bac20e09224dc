using System.Globalization;
using Hone.Changes.Patches;
using Hone.Opportunities.Levers;

namespace Hone.Changes.Proofs;

/// <summary>The proof of a patch as Hone writes it: every owed claim over every hunk, with the reason why it is owed. An author may say more.</summary>
public static class ProofSkeleton
{
    /// <summary>The proof, without witnesses or with those that were run.</summary>
    /// <param name="change">The change's name.</param>
    /// <param name="commit">The base commit.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="functions">The functions that it changes.</param>
    /// <param name="lever">Its lever.</param>
    /// <param name="owed">The claims.</param>
    /// <param name="witnesses">What runs showed; null before they were made.</param>
    public static Proof Of(
        string change, string commit, Patch patch, IReadOnlyList<ChangedFunction> functions, Lever? lever, IReadOnlyList<OwedClaim> owed, IReadOnlyList<Witness>? witnesses = null)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(owed);
        IReadOnlyList<ProvedHunk> hunks = Hunks(patch, functions);
        string[] ids = [.. hunks.Select(hunk => hunk.Id)];
        return new(
            Proof.SchemaName, change, commit, patch.Digest, lever?.Name ?? "", hunks,
            [.. owed.Select(claim => new ProofClaim(claim.Kind.Name(), ProofClaim.Same, ids, Short(claim.Because), WitnessNames.Of(claim.Kind)))],
            [.. (witnesses ?? []).Select(ProofWitness.Of)]);
    }

    /// <summary>The same proof with other witnesses: what was known before is no longer.</summary>
    public static Proof With(Proof proof, IReadOnlyList<Witness> witnesses) => proof with { Witnesses = [.. witnesses.Select(ProofWitness.Of)] };

    /// <summary>The hunks of a patch as a proof names them. A file without hunks (renamed, another mode, binary) counts as one.</summary>
    public static IReadOnlyList<ProvedHunk> Hunks(Patch patch, IReadOnlyList<ChangedFunction> functions) =>
    [
        .. patch.Files.SelectMany(file => file.Hunks.Count == 0
            ? [new ProvedHunk(HunkId.Whole(file.Index).ToString(), file.Path, "", [])]
            : file.Hunks.Select(hunk => new ProvedHunk(hunk.Id.ToString(), file.Path, Lines(hunk), [.. functions.Where(function => function.Name.Length > 0 && function.Hunks.Contains(hunk.Id)).Select(function => function.Name).Distinct()]))),
    ];

    private static string Lines(Hunk hunk)
    {
        (int start, int count) = hunk.NewCount > 0 ? (hunk.NewStart, hunk.NewCount) : (hunk.OldStart, hunk.OldCount);
        return string.Create(CultureInfo.InvariantCulture, $"{start}-{Math.Max(start, start + count - 1)}");
    }

    private static string Short(string text) => text.Length <= ProofFile.MostBecause ? text : text[..(ProofFile.MostBecause - 1)] + "…";
}
