using System.Text;
using Hone.Beads;
using Hone.Cli.Steps.Rows;
using Hone.Cli.Steps.Sealing;
using Hone.Cli.Terminal;
using Hone.Equivalence;
using Hone.Equivalence.Strength;
using Hone.Equivalence.Sealing;
using Hone.Reporting;

namespace Hone.Cli.Steps;

/// <summary>What <c>hone status</c> prints.</summary>
internal static class StatusText
{
    private const int MostLeft = 5;

    public static string Render(PhaseView view, SealVerdict seal)
    {
        StringBuilder text = new();
        text.Append(Style.Bold(view.Report.Project.Name)).Append(view.Report.Stop.IsMet ? ": the phase may stop\n" : ": the phase goes on\n");
        text.Append("\nevidence\n");
        foreach (Gate gate in view.Report.Gates)
        {
            text.Append("  ").Append(Mark(gate.Holds)).Append(' ').Append(gate.Letter).Append(' ').Append(gate.Name.PadRight(9)).Append("  ").Append(Printable.Clean(gate.Value)).Append('\n');
        }

        string strength = view.Report.Strength is StrengthFigures figures ? StrengthText.Line(figures) : "not measured: hone oracle strength";
        text.Append("  ").Append(Mark(view.Report.Strength?.Grade == OracleGrade.Full)).Append(" C ").Append("strength".PadRight(9)).Append("  ").Append(Printable.Clean(strength)).Append('\n');
        text.Append("  ").Append(seal.IsSealed ? Mark(seal.Findings.Count == 0) : "·").Append("   seal       ").Append(SealWords.Line(seal)).Append('\n');
        Terms(text, view);
        text.Append("\nlast round\n").Append(RoundLine.Of(view.Report.Round));
        return text.ToString();
    }

    /// <summary>The terms of the stop condition, one a line.</summary>
    public static void Terms(StringBuilder text, PhaseView view)
    {
        text.Append("\nstop condition\n");
        foreach (StopTerm term in view.Report.Stop.Terms)
        {
            text.Append("  ").Append(Mark(term.Holds)).Append(' ').Append(Printable.Clean(term.Name)).Append(": ").Append(Printable.Clean(term.Value))
                .Append("  (").Append(Printable.Clean(term.Limit)).Append(")\n");
            foreach (string left in term.Left.Take(MostLeft))
            {
                text.Append("      ").Append(Printable.Clean(left)).Append('\n');
            }

            if (term.Left.Count > MostLeft)
            {
                text.Append("      and ").Append(term.Left.Count - MostLeft).Append(" more\n");
            }
        }
    }

    private static string Mark(bool holds) => holds ? Style.Good("✓") : Style.Bad("✗");
}
