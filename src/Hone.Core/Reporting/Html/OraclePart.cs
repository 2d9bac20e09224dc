using System.Globalization;
using Hone.Equivalence;
using Hone.Equivalence.Strength;
using Hone.Ledger;

namespace Hone.Reporting.Html;

/// <summary>The oracle: what it compares, how strong it is, and what it misses.</summary>
internal static class OraclePart
{
    private const int MostSurvivors = 40;
    private const int MostGoldens = 500;

    public static void Append(HtmlText html, PageReport report, PhaseReport phase)
    {
        html.Raw("<h3>Strength</h3>\n");
        if (report.Strength is StrengthRun run)
        {
            Strength(html, run, StrengthFigures.Of(run));
        }
        else
        {
            html.Missing("How many faults the oracle notices was never measured, or with another program or oracle than these.", "hone oracle strength", "Not recorded of this program.");
        }

        html.Raw("<h3>Golden outputs</h3>\n");
        (string Name, GoldenFact? Golden)[] goldens = [.. GoldenSection.Goldens(phase)];
        GoldenRow[] rows = [.. GoldenSection.Rows(goldens)];
        if (goldens.All(each => each.Golden is null))
        {
            html.Missing("There is no golden output.", "hone oracle record");
            return;
        }

        HtmlTable table = new("Golden outputs", "Workload or case", "Channel", ">Bytes", "SHA-256", "Stable");
        foreach (GoldenRow row in rows.Take(MostGoldens))
        {
            Golden(table, row);
        }

        int channels = rows.Sum(row => row.Files);
        html.Raw($"<details{(table.Count <= 12 ? " open" : "")}><summary>{channels.ToString("#,0", CultureInfo.InvariantCulture)} {(channels == 1 ? "channel" : "channels")}</summary>\n");
        table.Append(html);
        html.Raw("</details>\n");
        if (rows.Length > MostGoldens)
        {
            html.Paragraph(string.Create(CultureInfo.InvariantCulture, $"and {rows.Length - MostGoldens:#,0} more rows: hone report writes all into PERFORMANCE_ANALYSIS.md"), "aside");
        }
    }

    private static void Strength(HtmlText html, StrengthRun run, StrengthFigures figures)
    {
        html.Raw("<p>Grade: <strong>").Text(figures.Grade.Name()).Raw("</strong></p>\n").List(figures.Missing);
        HtmlTable table = new("Strength of the oracle", "Figure", ">Value", "Of what");
        table.Add("Kill rate", Or(figures.KillRate), $"{figures.Killed} of {figures.Killed + figures.Survived} mutants on executed lines noticed");
        table.Add("Saturation", Or(figures.Saturation), $"{figures.KilledByInputs} of the {figures.Survived} others noticed by {run.Inputs} generated inputs");
        table.Add("Coverage", Or(figures.Coverage), $"{run.Functions.Sum(function => function.Covered.Count)} lines of {run.Functions.Count} hot functions executed");
        table.Add("Apart", "", $"{figures.TimedOut} took too long, {figures.Uncovered} on lines that are not executed, {figures.Identical} the same program, {figures.NotBuilt} not built");
        table.Append(html);
        if (figures.Decorative.Count > 0)
        {
            html.Paragraph("Invariants that noticed no mutant: " + string.Join(", ", figures.Decorative) + ".", "aside");
        }

        html.Raw("<h4>Survivors: faults that the oracle does not notice</h4>\n");
        if (figures.Survivors.Count == 0)
        {
            html.Paragraph("None.");
        }

        foreach (TestedMutant mutant in figures.Survivors.Take(MostSurvivors))
        {
            html.Raw("<details class=\"survivor\"><summary>").Text(StrengthText.Line(mutant)).Raw("</summary><pre class=\"diff\">");
            foreach (string line in StrengthText.Changed(mutant.Diff))
            {
                html.Raw(line.StartsWith('+') ? "<ins>" : "<del>").Text(line).Raw(line.StartsWith('+') ? "</ins>\n" : "</del>\n");
            }

            html.Raw("</pre></details>\n");
        }

        if (figures.Survivors.Count > MostSurvivors)
        {
            html.Paragraph($"and {figures.Survivors.Count - MostSurvivors} more: hone oracle strength --json");
        }

        html.List(run.Notes);
    }

    private static void Golden(HtmlTable table, GoldenRow row)
    {
        if (row.Channel is null)
        {
            table.Add(row.Name, row.Note, "", "", row.IsRecorded ? "" : HtmlCell.Code("hone oracle record"));
            return;
        }

        table.Add(
            row.Name, HtmlCell.Of(html => html.Code(row.Channel).Text(row.Note.Length > 0 ? " " + row.Note : "")), row.Bytes.ToString(CultureInfo.InvariantCulture),
            row.Sha256 is null ? GoldenSection.Hash(row) : HtmlCell.Code(row.Sha256), !row.Stable ? "no: quarantined" : row.ButFor.Length == 0 ? "yes" : "but for " + row.ButFor);
    }

    private static string Or(Units.Ratio? ratio) => ratio?.ToString() ?? "unknown";
}
