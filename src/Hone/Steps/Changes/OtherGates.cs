using System.Text;
using Hone.Changes;
using Hone.Changes.Runs;

namespace Hone.Cli.Steps.Changes;

/// <summary>The one place where a change's lint, proof, witnesses and ablation are called.</summary>
internal static class OtherGates
{
    /// <summary>What lint finds in the patch, in under a second; nothing is built or run.</summary>
    public static IReadOnlyList<GateFinding> Lint(Session session, Candidate candidate)
    {
        // lint: LintRules.Judge(facts of candidate.Patch) → new GateFinding("lint", …).
        _ = (session, candidate);
        return [];
    }

    /// <summary>What is wrong with the proof, its witnesses run on both arms.</summary>
    public static IReadOnlyList<GateFinding> Proof(Session session, Candidate candidate, ChangeArms arms)
    {
        // proof: WitnessRuns, then ProofRule.Judge(proof, owed, candidate.Digest, witnesses) → new GateFinding("proof", …).
        _ = (session, candidate, arms);
        return [];
    }

    /// <summary>Groups of hunks without which the gain is the same; asked only of a change that would be accepted.</summary>
    public static IReadOnlyList<GateFinding> Ablation(Session session, Candidate candidate, ChangeArms arms, double gain)
    {
        // lint: HunkGroups.Of(patch) → for each ChangeArms.Rebuild without it, TimedGate on few pairs → AblationRule.Judge → new GateFinding("ablation", …).
        _ = (session, candidate, arms, gain);
        return [];
    }

    /// <summary>The proof that an author begins with.</summary>
    public static byte[] ProofSkeleton(Change change)
    {
        // proof: the document of Changes/Proofs, with nothing claimed.
        string text = $$"""
            {
              "schema": "hone.proof/1",
              "change": "{{change.Id}}",
              "base": "{{change.Base}}",
              "lever": "{{change.Lever}}",
              "hunks": [],
              "claims": []
            }

            """;
        return Encoding.UTF8.GetBytes(text);
    }
}
