using System.Globalization;
using Hone.Opportunities;
using Hone.Opportunities.Levers;

namespace Hone.Reporting.Html;

/// <summary>The matrix; every number of a row can be asked where it comes from.</summary>
internal static class MatrixPart
{
    private const int MostRows = 200;

    public static void Append(HtmlText html, PhaseReport phase)
    {
        if (phase.Matrix.Count == 0)
        {
            html.Paragraph($"No hotspot in code is at or above the threshold of {phase.Project.Thresholds.HotspotShare}.");
            html.Paragraph("Rows come from profiles: hone profile, then hone matrix.", "aside");
            return;
        }

        double limit = phase.Project.Thresholds.Score;
        html.Paragraph(string.Create(
            CultureInfo.InvariantCulture,
            $"Score = Impact × Confidence ÷ Effort, each 1 to 5; worth doing from {limit:0.0} on. The bound is the most that removing the function altogether could save of the workload’s wall time; ? marks a share that is no bound. A row raises a bead by itself only where the evidence shows the lever."), "aside");
        HtmlTable table = new("Opportunity matrix", "Row", ">Score", "Decision", "Workload", "Hotspot", "Lever", ">Bound", ">I×C/E");
        foreach (Opportunity row in phase.Matrix.Take(MostRows))
        {
            string word = row.Score >= limit ? RowNumbers.Decision(row, limit, null) : RowNumbers.Decision(row, limit, null) is { Length: > 0 } other ? other : "below the line";
            table.Add(
                HtmlCell.Code(row.Id), row.Score.ToString("0.0", CultureInfo.InvariantCulture), word, row.Workload + " · " + FigureText.Kind(row.Kind), HtmlCell.Code(FigureText.Function(row.Hotspot.Frame)), row.Lever?.Name ?? "—",
                row.Bound.Gain + (row.Bound.Validity == BoundValidity.None ? " ?" : ""), string.Create(CultureInfo.InvariantCulture, $"{row.Impact.Value}×{row.Confidence.Value}/{row.Effort.Value}"));
            table.Under(under => Explain(under, row));
        }

        table.Append(html);
        if (phase.Matrix.Count > MostRows)
        {
            html.Paragraph($"and {phase.Matrix.Count - MostRows} more rows: hone matrix");
        }

        html.Paragraph(Sentence(phase.Round.Sentence));
    }

    private static void Explain(HtmlText html, Opportunity row)
    {
        html.Raw("<details><summary>Where ").Code(row.Id).Raw("’s numbers come from</summary>\n<dl>");
        Term(html, "Hotspot", $"{FigureText.Function(row.Hotspot.Frame)}, {FigureText.Place(row.Hotspot.Frame)}: {FigureText.Share(row.Hotspot)} of {FigureText.Kind(row.Kind)}, itself {row.Hotspot.SelfShare}, {row.Hotspot.Samples.ToString("#,0", CultureInfo.InvariantCulture)} samples");
        Term(html, "Bound", $"{row.Bound}: {row.Bound.Basis}{(row.Bound.Doubt is string doubt ? "; the share is no bound: " + doubt + "; " + row.Bound.Test(row.Id) + " tells" : "")}");
        Term(html, $"Impact {row.Impact.Value}", row.Impact.Because);
        Term(html, $"Confidence {row.Confidence.Value}", row.Confidence.Because);
        Term(html, $"Effort {row.Effort.Value}", row.Effort.Because + (row.IsJudged ? " (judged)" : ""));
        Term(html, "All in one line", RowNumbers.Line(row));
        Term(html, "Forecast", RowNumbers.Forecast(row.Forecast));
        if (row.Growth is { } growth)
        {
            Term(html, "Growth", RowNumbers.Growth(growth));
        }

        if (row.Claim is Claim claim)
        {
            Term(html, "Claim", $"{claim.Actor} claims {claim.Gain}: {claim.Because}");
        }

        foreach ((string name, string? because) in new[] { ("Rejected", row.Rejected), ("Off the path", row.OffPath), ("Stale", row.Stale?.Because), ("Taken by", row.TakenBy) })
        {
            if (because is not null)
            {
                Term(html, name, because);
            }
        }

        Term(html, "Evidence", $"profile {row.Evidence[..Math.Min(12, row.Evidence.Length)]}, commit {row.Commit[..Math.Min(12, row.Commit.Length)]}, {row.Grade.Name()} evidence");
        html.Raw("</dl>\n");
        HtmlTable readings = new("What the lever’s rule read", "Holds", "What", "Measured", "Asked for");
        foreach (RuleReading reading in row.Finding?.Readings ?? [])
        {
            readings.Add(reading.Holds switch { true => "✓ holds", false => "✗ does not hold", _ => "? cannot be told" }, reading.What, reading.Measured, reading.Limit);
        }

        readings.Append(html);
        html.List([.. row.Notes]).Raw("</details>");
    }

    private static void Term(HtmlText html, string name, string value) => html.Raw("<dt>").Text(name).Raw("</dt><dd>").Text(value).Raw("</dd>");

    private static string Sentence(string clause) => clause.Length == 0 ? "" : char.ToUpperInvariant(clause[0]) + clause[1..] + ".";
}
