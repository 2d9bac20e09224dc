using System.Text;
using Hone.Cli.Terminal;
using Hone.Equivalence;
using Hone.Reporting;

namespace Hone.Cli.Steps.Oracle;

/// <summary>What a check found, as people read it.</summary>
internal static class OracleCheckText
{
    /// <summary>A line for each workload and case, with the reasons below.</summary>
    public static string Of(IReadOnlyList<CaseCheck> checks)
    {
        StringBuilder text = new();
        foreach (CaseCheck check in checks)
        {
            text.Append(check.Name).Append(": ").Append(Verdict(check)).Append('\n');
            Reasons(text, check.Verdict);
            if (check.FirstDifference is string first)
            {
                text.Append("  first difference: ").AppendJoin("\n  ", first.Split('\n')).Append('\n');
            }

            Baseline(text, check);
            foreach (string note in check.Verdict.Notes)
            {
                text.Append("  ! ").Append(Printable.Clean(note)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Verdict(CaseCheck check) => check.Word switch
    {
        "same" => Style.Good("same"),
        "different" => Style.Bad("different"),
        "undecided" => "same, but undecided on: " + string.Join(", ", check.Verdict.Unstable.Select(Printable.Clean)),
        _ => "inconclusive",
    };

    private static void Reasons(StringBuilder text, OracleVerdict verdict)
    {
        foreach (Divergence divergence in verdict.Divergences)
        {
            text.Append("  ").Append(Printable.Clean(divergence.Channel)).Append(' ').Append(Printable.Clean(divergence.What)).Append('\n');
        }

        foreach (BrokenInvariant broken in verdict.BrokenInvariants)
        {
            text.Append("  invariant ").Append(Printable.Clean(broken.Name)).Append(" does not hold: ").Append(Printable.Clean(broken.What)).Append('\n');
        }
    }

    private static void Baseline(StringBuilder text, CaseCheck check)
    {
        if (check.BaselineNote is string note)
        {
            text.Append("  the baseline was not run again: ").Append(Printable.Clean(note)).Append('\n');
        }
        else if (check.Baseline is OracleVerdict { Noticed: true } baseline)
        {
            text.Append("  the baseline, built again and run beside it, differs from its own golden output as well, so nothing is said of the change:\n");
            StringBuilder reasons = new();
            Reasons(reasons, baseline);
            text.Append("  ").Append(reasons.ToString().TrimEnd('\n').Replace("\n", "\n  ", StringComparison.Ordinal)).Append('\n');
            text.Append("  next: find what changed around the program, then record again on the unchanged program: hone oracle record\n");
        }
        else if (check.Verdict.Noticed && check.Baseline is not null)
        {
            text.Append("  the baseline, built again and run beside it, is still the same as its golden output\n");
        }
    }
}
