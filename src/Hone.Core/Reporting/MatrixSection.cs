using System.Globalization;
using System.Text;
using Hone.Opportunities;
using Hone.Opportunities.Levers;

namespace Hone.Reporting;

/// <summary>The opportunity matrix in the analysis: the table, the numbers behind every score, and what the last round brought.</summary>
internal static class MatrixSection
{
    public static void Append(StringBuilder text, PhaseReport report)
    {
        text.Append("## E · Opportunity matrix\n\n");
        if (report.Matrix.Count == 0)
        {
            text.Append("No hotspot in code is at or above the threshold of ").Append(report.Project.Thresholds.HotspotShare).Append(".\n\n");
            return;
        }

        double limit = report.Project.Thresholds.Score;
        TextTable table = new("Row", "Workload", "Hotspot", "Lever", ">Bound", ">I×C/E", "Decision", "Evidence");
        bool lineDrawn = false;
        foreach (Opportunity row in report.Matrix)
        {
            if (!lineDrawn && row.Score < limit)
            {
                table.Add("—", "", "_below " + limit.ToString("0.0", CultureInfo.InvariantCulture) + ": not worth its effort_", "", "", "", "", "");
                lineDrawn = true;
            }

            table.Add(
                $"`{row.Id}`",
                Printable.Markdown(row.Workload),
                Printable.Code(FigureText.Function(row.Hotspot.Frame)) + " " + Printable.Markdown(FigureText.Place(row.Hotspot.Frame)),
                row.Lever is null ? "—" : Printable.Markdown(row.Lever.Name),
                row.Bound.Gain + (row.Bound.Validity == BoundValidity.None ? " ?" : ""),
                FigureText.Score(row),
                Decision(row, limit),
                $"`{row.Evidence[..12]}`");
        }

        text.Append(table.ToMarkdown())
            .Append("\nThe bound is the most that removing the function altogether could save of the workload's wall time; `?` marks a share that is no bound. ")
            .Append("A row raises a bead by itself only where the evidence shows the lever.\n\n");
        text.Append(Printable.Markdown(Sentence(report.Round.Sentence))).Append("\n\nThe numbers behind every score:\n\n");
        foreach (Opportunity row in report.Matrix)
        {
            text.Append("- `").Append(row.Id).Append("` ").Append(Printable.Markdown(RowNumbers.Line(row))).Append('\n');
            foreach (RuleReading reading in row.Finding?.Readings ?? [])
            {
                text.Append("  - ").Append(Mark(reading.Holds)).Append(' ').Append(Printable.Markdown($"{reading.What}: {reading.Measured} (asked for: {reading.Limit})")).Append('\n');
            }

            foreach (string note in Notes(row))
            {
                text.Append("  - ").Append(Printable.Markdown(note)).Append('\n');
            }
        }

        text.Append('\n');
    }

    private static string Decision(Opportunity row, double limit) => row.Rejected is string because
        ? "rejected: " + Printable.Markdown(because)
        : RowNumbers.Decision(row, limit, null) is { Length: > 0 } word ? word : "below the line";

    private static IEnumerable<string> Notes(Opportunity row)
    {
        if (row.Stale is Staleness stale)
        {
            yield return "stale: " + stale.Because;
        }

        if (row.Bound.Doubt is string doubt)
        {
            yield return "the share is no bound: " + doubt;
        }

        foreach (string note in row.Notes)
        {
            yield return note;
        }

        if (row.Claim is Claim claim)
        {
            yield return $"{claim.Actor} claims {claim.Gain}: {claim.Because}";
        }
    }

    private static string Mark(bool? holds) => holds switch { true => "holds:", false => "does not hold:", _ => "cannot be told:" };

    private static string Sentence(string clause) => clause.Length == 0 ? "" : char.ToUpperInvariant(clause[0]) + clause[1..] + ".";
}
