using Hone.Beads;
using Hone.Measurement;

namespace Hone.Reporting.Html;

/// <summary>The first part of the page: may the phase stop, what is there, and what is not.</summary>
internal static class SummaryPart
{
    private const int MostLeft = 12;

    public static void Append(HtmlText html, PhaseReport phase)
    {
        bool met = phase.Stop.IsMet;
        html.Raw($"<p class=\"verdict {(met ? "yes" : "no")}\"><strong>").Text(met ? "The phase may stop." : "The phase may not stop yet.").Raw("</strong> ")
            .Text(met ? "Every term of the stop condition holds." : $"{phase.Stop.Terms.Count(term => !term.Holds)} of {phase.Stop.Terms.Count} terms of the stop condition do not hold.").Raw("</p>\n");
        HtmlTable terms = new("Stop condition", "Term", "Holds", "Value", "Limit", "What is left");
        foreach (StopTerm term in phase.Stop.Terms)
        {
            terms.Add(term.Name, Mark(term.Holds), term.Value, term.Limit, Left(term.Left));
        }

        terms.Append(html);
        html.Raw("<h3>Workloads</h3>\n<div class=\"cards\">");
        foreach (WorkloadReport workload in phase.Workloads)
        {
            Card(html, workload);
        }

        html.Raw("</div>\n<h3>Gates of the method</h3>\n");
        HtmlTable gates = new("Gates", "Step", "Gate", "Holds", "What is there", "Command");
        foreach (Gate gate in phase.Gates)
        {
            gates.Add(gate.Letter.ToString(), gate.Name, Mark(gate.Holds), gate.Value, HtmlCell.Code(gate.Command));
        }

        gates.Append(html);
        html.Raw("<h3>What is degraded</h3>\n");
        _ = phase.Degraded.Count == 0 ? html.Paragraph("Nothing.") : html.List(phase.Degraded);
    }

    /// <summary>Yes or no as a word with a sign: never by colour alone.</summary>
    public static HtmlCell Mark(bool holds) => new(holds ? "<span class=\"good\">✓ yes</span>" : "<span class=\"bad\">✗ no</span>");

    private static HtmlCell Left(IReadOnlyList<string> left) => HtmlCell.Of(html =>
    {
        if (left.Count > 0)
        {
            html.Raw($"<details><summary>{left.Count} {(left.Count == 1 ? "item" : "items")}</summary>").List([.. left.Take(MostLeft), .. left.Count > MostLeft ? [$"and {left.Count - MostLeft} more: hone status --json"] : (string[])[]]).Raw("</details>");
        }
    });

    private static void Card(HtmlText html, WorkloadReport workload)
    {
        html.Raw("<article class=\"card\"><h4>").Text(workload.Workload.Name).Raw("</h4>");
        if (workload.Baseline is BaselineSummary baseline)
        {
            html.Raw("<p class=\"figure\">").Text(new Units.Duration((long)baseline.P50.Value).ToString()).Raw("</p><p>").Text("p50 " + FigureText.Quantile(baseline.P50)).Raw("</p><p>")
                .Text($"{baseline.Samples.Runs.Count} runs · shows changes from {baseline.Mde} on").Raw("</p>");
        }
        else if (workload.Service is { Rates: [_, ..] rates } && rates[^1].Quantile(0.5) is { } half)
        {
            html.Raw("<p class=\"figure\">").Text(half.Value.ToString()).Raw("</p><p>").Text(FormattableString.Invariant($"p50 at {rates[^1].Sample.Rate:#,0.#} requests/s")).Raw("</p>");
        }
        else
        {
            html.Missing("No baseline.", "hone baseline");
        }

        if (workload.Profiles.FirstOrDefault(profile => profile.Hotspots is { Hotspots.Count: > 0 }) is { Hotspots: { } hot } first)
        {
            html.Raw("<p>").Text($"hottest in {FigureText.Kind(first.Kind)}: ").Code(FigureText.Function(hot.Hotspots[0].Frame)).Text(" " + FigureText.Share(hot.Hotspots[0])).Raw("</p>");
        }

        html.Raw("</article>");
    }
}
