using Hone.Changes.Lint;
using Hone.Changes.Patches;
using Hone.Changes.Proofs;
using Hone.Cli.Steps.Changes.Witnesses;
using Hone.Opportunities.Levers;

namespace Hone.Cli.Steps.Changes;

/// <summary>A proof with everything that it is judged by.</summary>
/// <param name="Proof">The document: the author's words where there are any, the witnesses as they came out now.</param>
/// <param name="Owed">The claims that the patch owes.</param>
/// <param name="Witnesses">The witnesses.</param>
/// <param name="Findings">What is wrong with it, worst first.</param>
internal sealed record Proven(Proof Proof, IReadOnlyList<OwedClaim> Owed, IReadOnlyList<Witness> Witnesses, IReadOnlyList<LintFinding> Findings);

/// <summary>Proves a change: what it owes, what runs of both programs show, and what is wrong with its document.</summary>
internal static class Proving
{
    /// <summary>The claims that a patch owes.</summary>
    public static IReadOnlyList<OwedClaim> Owed(Patch patch, IReadOnlyList<ChangedFunction> functions, string? lever) => OwedClaims.Of(patch, functions, lever is null ? null : LeverCatalogue.Find(lever));

    /// <summary>Runs the witnesses and judges.</summary>
    /// <param name="change">The change's name.</param>
    /// <param name="commit">The base commit.</param>
    /// <param name="functions">The functions that the patch changes.</param>
    /// <param name="lever">The lever's name; null for none.</param>
    /// <param name="authored">The author's document; null for the one that Hone writes.</param>
    /// <param name="plan">What is looked at: its <see cref="WitnessPlan.Owed"/> are replaced, its <see cref="WitnessPlan.Patch"/> must be there.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<Proven> RunAsync(
        string change, string commit, IReadOnlyList<ChangedFunction> functions, string? lever, Proof? authored, WitnessPlan plan, CancellationToken cancellation)
    {
        Patch patch = plan.Patch ?? throw new ArgumentException("a proof is about a patch", nameof(plan));
        IReadOnlyList<OwedClaim> owed = Owed(patch, functions, lever);
        Proof document = authored ?? ProofSkeleton.Of(change, commit, patch, functions, lever is null ? null : LeverCatalogue.Find(lever), owed);

        // What is wrong with the document alone needs no run.
        IReadOnlyList<LintFinding> before = ProofRule.Judge(document, owed, patch, []);
        if (before.Any(finding => finding.Weight == LintWeight.Block && finding.Rule != ProofRule.Unwitnessed))
        {
            return new(document, owed, [], [.. before.Where(finding => finding.Rule != ProofRule.Unwitnessed)]);
        }

        IReadOnlyList<Witness> witnesses = await WitnessRuns.RunAsync(plan with { Owed = owed }, cancellation);
        document = ProofSkeleton.With(document, witnesses);
        return new(document, owed, witnesses, ProofRule.Judge(document, owed, patch, witnesses));
    }
}
