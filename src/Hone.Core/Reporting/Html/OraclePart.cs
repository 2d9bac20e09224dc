using System.Globalization;
using Hone.Equivalence;
using Hone.Equivalence.Strength;
using Hone.Ledger;

namespace Hone.Reporting.Html;

/// <summary>The oracle: what it compares, how strong it is, and what it misses.</summary>
internal static class OraclePart
{
    private const int MostSurvivors = 40;

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
        HtmlTable table = new("Golden outputs", "Workload or case", "Channel", ">Bytes", "SHA-256", "Stable");
        foreach (WorkloadReport workload in phase.Workloads)
        {
            Golden(table, workload.Workload.Name, workload.Golden);
            foreach (CaseReport each in workload.Cases)
            {
                Golden(table, each.Name, each.Golden);
            }
        }

        if (phase.Workloads.All(workload => workload.Golden is null))
        {
            html.Missing("There is no golden output.", "hone oracle record");
        }
        else
        {
            html.Raw($"<details{(table.Count <= 12 ? " open" : "")}><summary>{table.Count.ToString(CultureInfo.InvariantCulture)} {(table.Count == 1 ? "channel" : "channels")}</summary>\n");
            table.Append(html);
            html.Raw("</details>\n");
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

    private static void Golden(HtmlTable table, string name, Recorded<GoldenFact>? golden)
    {
        if (golden is null)
        {
            table.Add(name, "not recorded", "", "", HtmlCell.Code("hone oracle record"));
            return;
        }

        if (golden.Fact.Recordings == 0)
        {
            table.Add(name, string.Join("; ", golden.Fact.Notes), "", "", "");
        }

        foreach (GoldenChannel channel in golden.Fact.Channels)
        {
            table.Add(
                name, HtmlCell.Code(channel.Name), channel.Bytes.ToString(CultureInfo.InvariantCulture), channel.Sha256.Length > 16 ? HtmlCell.Code(channel.Sha256[..16] + "…") : "—",
                !channel.Stable ? "no: quarantined" : channel.Form is null ? "yes" : "but for " + string.Join(", ", channel.Normalisers ?? []));
        }
    }

    private static string Or(Units.Ratio? ratio) => ratio?.ToString() ?? "unknown";
}
