using System.Text;
using Hone.Beads;
using Hone.Cli.Steps.Rows;
using Hone.Cli.Steps.Sealing;
using Hone.Cli.Terminal;
using Hone.Equivalence;
using Hone.Equivalence.Strength;
using Hone.Equivalence.Sealing;
using Hone.Reporting;
using Hone.Reporting.Comparisons;

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
            Line(text, Mark(gate.Holds), gate.Letter, gate.Name, gate.Value);
        }

        string strength = view.Report.Strength is StrengthFigures figures ? StrengthText.Line(figures) : "not measured: hone oracle strength";
        Line(text, Mark(view.Report.Strength?.Grade == OracleGrade.Full), 'C', "strength", strength);
        Line(text, seal.IsSealed ? Mark(seal.Findings.Count == 0) : "·", ' ', "seal", SealWords.Line(seal));
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
                text.Append(TextShape.Wrap(Printable.Clean(left), "      ", "        "));
            }

            if (term.Left.Count > MostLeft)
            {
                text.Append("      and ").Append(term.Left.Count - MostLeft).Append(" more\n");
            }
        }
    }

    // The mark is put before the line that was fitted: its colour takes no room.
    private static void Line(StringBuilder text, string mark, char letter, string name, string value) =>
        text.Append("  ").Append(mark).Append(TextShape.Wrap(Printable.Clean(value), $"    {letter} {name,-9}  ", new(' ', 17)).AsSpan(3));

    private static string Mark(bool holds) => holds ? Style.Good("✓") : Style.Bad("✗");
}
