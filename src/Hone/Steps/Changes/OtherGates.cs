using System.Text;
using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Cli.Steps.Oracle.Trials;

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

    /// <summary>What is wrong with the proof, its witnesses run on both arms; and the proof as it came out, for the record.</summary>
    public static (IReadOnlyList<GateFinding> Findings, byte[]? Proof) Proof(Session session, Candidate candidate, ChangeArms arms, IReadOnlyList<CaseJudge> judges, List<string> notes)
    {
        // proof: WitnessRuns, then ProofRule.Judge(proof, owed, candidate.Digest, witnesses) → new GateFinding("proof", …).
        _ = (session, candidate, arms, judges, notes);
        return ([], null);
    }

    /// <summary>Groups of hunks without which the gain is the same; asked only of a change that would be accepted. The candidate is another one afterwards.</summary>
    public static IReadOnlyList<GateFinding> Ablation(Session session, Candidate candidate, ChangeArms arms, IReadOnlyList<CaseJudge> judges, GainFigures gain)
    {
        // lint: HunkGroups.Of(patch) → for each ChangeArms.Rebuild without it, TimedGate on few pairs → AblationRule.Judge → new GateFinding("ablation", …).
        _ = (session, candidate, arms, judges, gain);
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
