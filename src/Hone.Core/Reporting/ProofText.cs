using System.Globalization;
using System.Text;
using Hone.Changes.Lint;
using Hone.Changes.Proofs;

namespace Hone.Reporting;

/// <summary>An isomorphism proof as people review it, in Markdown: what was changed, what is claimed of it, and what stands behind each claim.</summary>
public static class ProofText
{
    private const int DigestShown = 12;

    /// <summary>The page.</summary>
    /// <param name="proof">The document.</param>
    /// <param name="owed">The claims that the patch owes; null where they are not known.</param>
    /// <param name="findings">What is wrong with it; null where it was not judged.</param>
    public static string Render(Proof proof, IReadOnlyList<OwedClaim>? owed = null, IReadOnlyList<LintFinding>? findings = null)
    {
        ArgumentNullException.ThrowIfNull(proof);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Isomorphism proof of {Printable.Markdown(proof.Change)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Patch {Printable.Code(Short(proof.Patch))} on {Printable.Code(Short(proof.Base))}");
        text.Append(proof.Lever.Length > 0 ? $", lever {Printable.Markdown(proof.Lever)}.\n" : ".\n");
        if (findings is not null)
        {
            text.Append(ProofRule.Holds(findings) ? "\nIt holds.\n" : "\n**It does not hold.**\n");
            foreach (LintFinding finding in findings)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n- **{(finding.Weight == LintWeight.Block ? "blocks" : "warns")}** {Printable.Code(finding.Rule)}: {Line(finding.Measured)}\n  Limit: {Line(finding.Limit)}.\n  Next: {Line(finding.Next)}.\n");
            }
        }

        Hunks(text, proof);
        Claims(text, proof, owed);
        return text.ToString();
    }

    private static void Hunks(StringBuilder text, Proof proof)
    {
        text.Append("\n## What is changed\n\n| hunk | place | functions |\n|---|---|---|\n");
        foreach (ProvedHunk hunk in proof.Hunks)
        {
            string place = hunk.Lines.Length > 0 ? $"{hunk.File}:{hunk.Lines}" : hunk.File;
            text.Append(CultureInfo.InvariantCulture, $"| {Printable.Markdown(hunk.Id)} | {Printable.Code(place)} | {string.Join(", ", hunk.Functions.Select(Printable.Code))} |\n");
        }
    }

    private static void Claims(StringBuilder text, Proof proof, IReadOnlyList<OwedClaim>? owed)
    {
        text.Append("\n## What is claimed\n");
        foreach (ProofClaim claim in proof.Claims)
        {
            ClaimKind? kind = ClaimKinds.Find(claim.Kind);
            text.Append(CultureInfo.InvariantCulture, $"\n### {Printable.Markdown(claim.Kind)}: {(claim.Value == ProofClaim.Same ? kind?.Sentence() ?? "the same" : "not applicable")}\n\n");
            if (owed?.FirstOrDefault(each => each.Kind == kind) is OwedClaim due)
            {
                text.Append(CultureInfo.InvariantCulture, $"Owed: {Line(due.Because)}.\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"Hunks {Printable.Markdown(string.Join(", ", claim.Hunks))}. Because: {Line(claim.Because)}\n");
            ProofWitness[] witnesses = [.. proof.Witnesses.Where(witness => witness.Claim == claim.Kind)];
            text.Append(witnesses.Length == 0 ? "\nNo witness was run: the claim counts for nothing yet.\n" : "\n");
            foreach (ProofWitness witness in witnesses)
            {
                Witness(text, witness);
            }
        }
    }

    private static void Witness(StringBuilder text, ProofWitness witness)
    {
        text.Append(CultureInfo.InvariantCulture, $"- {Mark(witness.Outcome)} {Printable.Markdown(witness.Name)}: {Line(witness.Measured)} (limit: {Line(witness.Limit)})\n");
        if (witness.Case is string place)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - case: {Line(place)}{(witness.Input is WitnessInput input ? $", kept as {Printable.Code(Short(input.Sha256))}, {input.Bytes} bytes" : "")}\n");
        }

        if (witness.FirstDifference is string difference)
        {
            foreach (string line in difference.Split('\n'))
            {
                text.Append(CultureInfo.InvariantCulture, $"  - {Line(line.Trim())}\n");
            }
        }
    }

    private static string Mark(string outcome) => WitnessOutcomes.Find(outcome) switch
    {
        WitnessOutcome.Passed => "passed:",
        WitnessOutcome.Failed => "**failed:**",
        WitnessOutcome.NotTriggered => "nothing to look at:",
        _ => "could not look:",
    };

    // What comes from programs and authors may hold anything; a code span of the owed reasons is shown as text.
    private static string Line(string text) => Printable.Markdown(text.Replace('\n', ' '));

    private static string Short(string digest) => digest.Length > DigestShown ? digest[..DigestShown] : digest;
}
