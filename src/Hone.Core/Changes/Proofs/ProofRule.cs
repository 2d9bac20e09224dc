using Hone.Changes.Lint;
using Hone.Changes.Patches;

namespace Hone.Changes.Proofs;

/// <summary>
/// Says what is wrong with a proof. A claim that is owed and not made, a hunk that no claim is about, a proof of another patch, a witness
/// that failed or could not look: each blocks. Prose without a passed witness counts for nothing, and so does a witness that the document
/// only tells of: those count that Hone ran, which are given apart.
/// </summary>
public static class ProofRule
{
    /// <summary>The file that findings about the document itself name.</summary>
    public const string Document = "proof.json";

    /// <summary>The rule's name for a claim that nobody, or no working witness, has looked at.</summary>
    public const string Unwitnessed = "proof-unwitnessed";

    // Of several that failed the most particular one says most of what is wrong: whatever breaks breaks values as well.
    private static readonly ClaimKind[] _particular =
    [
        ClaimKind.TieBreaking, ClaimKind.FloatingPoint, ClaimKind.Ordering, ClaimKind.Durability, ClaimKind.Rng, ClaimKind.Concurrency, ClaimKind.State, ClaimKind.Validation,
        ClaimKind.InputDomain, ClaimKind.Errors, ClaimKind.SideEffects, ClaimKind.Api, ClaimKind.Resources, ClaimKind.Values,
    ];

    /// <summary>The rule's name for a claim whose witness failed, such as <c>proof-tie-breaking</c>.</summary>
    public static string FailedRule(ClaimKind kind) => "proof-" + kind.Name();

    /// <summary>What is wrong, worst first; empty, or warnings alone, when the proof holds.</summary>
    /// <param name="proof">The document; null when there is none.</param>
    /// <param name="owed">The claims that the patch owes.</param>
    /// <param name="patch">The patch as it is now.</param>
    /// <param name="witnesses">The witnesses that Hone ran on this patch.</param>
    public static IReadOnlyList<LintFinding> Judge(Proof? proof, IReadOnlyList<OwedClaim> owed, Patch patch, IReadOnlyList<Witness> witnesses)
    {
        ArgumentNullException.ThrowIfNull(owed);
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(witnesses);
        if (proof is null)
        {
            return [Block("proof-missing", "the change has no isomorphism proof", "every change has one", "write it with: hone change prove")];
        }

        if (proof.Patch != patch.Digest)
        {
            return [Block("proof-stale", $"the proof is about the patch {Short(proof.Patch)}", $"the patch is {Short(patch.Digest)}", "the patch was edited since: prove it again with hone change prove")];
        }

        LintFinding[] found =
        [
            .. OfHunks(proof, patch),
            .. witnesses.Where(witness => witness.Outcome == WitnessOutcome.Failed).OrderBy(witness => Array.IndexOf(_particular, witness.Claim)).Select(Failed),
            .. owed.SelectMany(claim => OfClaim(proof, claim, witnesses)),
            .. OfNames(proof, patch),
        ];
        return [.. found.OrderByDescending(finding => finding.Weight)];
    }

    /// <summary>True when nothing blocks.</summary>
    public static bool Holds(IReadOnlyList<LintFinding> findings) => !findings.Any(finding => finding.Weight == LintWeight.Block);

    private static IEnumerable<LintFinding> OfHunks(Proof proof, Patch patch)
    {
        HashSet<string> there = [.. ProofSkeleton.Hunks(patch, []).Select(hunk => hunk.Id)];
        HashSet<string> claimed = [.. proof.Claims.Where(claim => claim.Value == ProofClaim.Same).SelectMany(claim => claim.Hunks)];
        foreach (ProvedHunk hunk in ProofSkeleton.Hunks(patch, []).Where(hunk => !claimed.Contains(hunk.Id)))
        {
            yield return new("proof-hunk-unclaimed", hunk.File, FirstLine(hunk.Lines), $"no claim is about the hunk {hunk.Id}, lines {hunk.Lines}", "every hunk stands under at least one claim", "add it to the claims that it bears on, or take it out of the change", LintWeight.Block);
        }

        foreach (string unknown in proof.Claims.SelectMany(claim => claim.Hunks).Where(id => !there.Contains(id)).Distinct())
        {
            yield return Block("proof-hunk-unknown", $"a claim is about the hunk {unknown}, which the patch does not have", $"the patch has {there.Count} hunks", "let Hone write the proof again: hone change prove");
        }
    }

    private static IEnumerable<LintFinding> OfClaim(Proof proof, OwedClaim owed, IReadOnlyList<Witness> witnesses)
    {
        string name = owed.Kind.Name();
        ProofClaim? claim = proof.Claims.FirstOrDefault(each => each.Kind == name && each.Value == ProofClaim.Same) ?? proof.Claims.FirstOrDefault(each => each.Kind == name);
        if (claim is null)
        {
            yield return Block("proof-claim-missing", $"the proof does not claim {name}", $"it is owed: {owed.Because}", "claim it, or write the proof again with: hone change prove");
            yield break;
        }

        Witness[] mine = [.. witnesses.Where(witness => witness.Claim == owed.Kind)];
        bool empty = mine.Length > 0 && Array.TrueForAll(mine, witness => witness.Outcome == WitnessOutcome.NotTriggered);
        if (claim.Value == ProofClaim.NotApplicable && !empty && owed.By != OwedBy.Lever)
        {
            yield return Block("proof-claim-refused", $"the proof calls {name} not applicable", $"it is owed: {owed.Because}", "claim it as the same; a claim is beside the point only where its witness finds nothing to look at");
        }

        // A witness may find that it was not this claim that broke, and stand for another one then.
        bool elsewhere = witnesses.Any(witness => witness.Outcome == WitnessOutcome.Failed && witness.Claim != owed.Kind && WitnessNames.Of(owed.Kind).Contains(witness.Name));
        if (mine.Length == 0 && !elsewhere)
        {
            yield return Block(Unwitnessed, $"nobody looked whether {owed.Kind.Sentence()} ({name})", $"it is owed: {owed.Because}", "run the witnesses: hone change prove");
        }

        // A claim that only the lever raises is a suspicion; one that the diff raises must have been looked at.
        foreach (Witness witness in mine.Where(witness => witness.Outcome == WitnessOutcome.NotRun && !Array.Exists(mine, other => other.Outcome == WitnessOutcome.Passed)))
        {
            LintWeight weight = owed.By == OwedBy.Lever ? LintWeight.Warn : LintWeight.Block;
            yield return new(Unwitnessed, Document, 0, $"{name}: the witness {witness.Name} could not look: {witness.Measured}", $"it is owed: {owed.Because}", "give it what it needs: an input in hone.toml that can be varied, or the tool", weight);
        }

        if (empty && owed.By == OwedBy.Diff)
        {
            yield return new("proof-not-triggered", Document, 0, $"{name}: {mine[0].Measured}", $"owed because of {owed.Because}", "nothing, if it is so; else add a case to hone.toml that shows it", LintWeight.Warn);
        }
    }

    private static LintFinding Failed(Witness witness) => Block(
        FailedRule(witness.Claim),
        $"{witness.Name}: {witness.Measured}" + (witness.Case is null ? "" : $"; case: {witness.Case}") + (witness.FirstDifference is null ? "" : $"; {witness.FirstDifference}"),
        witness.Limit,
        witness.Input is WitnessInput input ? $"run both on the kept input {Short(input.Sha256)} and mend the change" : "run both on that case and mend the change");

    // Names in back-ticks are checked, so that a reason cannot speak of another change.
    private static IEnumerable<LintFinding> OfNames(Proof proof, Patch patch)
    {
        string text = patch.ToText();
        foreach (ProofClaim claim in proof.Claims)
        {
            string[] parts = claim.Because.Split('`');
            foreach (string name in parts.Where((part, index) => index % 2 == 1 && index < parts.Length - 1).Where(part => part.Length > 0 && part.All(c => char.IsLetterOrDigit(c) || c == '_')))
            {
                if (!text.Contains(name, StringComparison.Ordinal) && !proof.Hunks.Any(hunk => hunk.Functions.Any(function => function.Contains(name, StringComparison.Ordinal))))
                {
                    yield return new("proof-name-unknown", Document, 0, $"the reason of {claim.Kind} speaks of `{name}`", "neither the diff nor the changed functions have that name", "correct the reason: it is what a reviewer reads", LintWeight.Warn);
                }
            }
        }
    }

    private static LintFinding Block(string rule, string measured, string limit, string next) => new(rule, Document, 0, measured, limit, next, LintWeight.Block);

    private static int FirstLine(string lines) => int.TryParse(lines.Split('-')[0], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int line) ? line : 0;

    private static string Short(string digest) => digest.Length > 12 ? digest[..12] : digest;
}
