using System.Text;
using Hone.Profiling.FlameGraphs;

namespace Hone.Reporting.Html;

/// <summary>
/// The report as one web page: the same report gives the same bytes. The page loads nothing, and a content security policy lets nothing run
/// but its own two scripts, named by their hashes. Tables are in the markup, so that it can be read without any script; what is drawn
/// comes from data in the page.
/// </summary>
public static class ReportPage
{
    /// <summary>What a page is to stay under, in bytes.</summary>
    public const int MostBytes = 3_000_000;

    // Smaller graphs show nothing; what they leave out is told in longer words.
    private const int LeastGraphs = 300_000;
    private const int Slack = 20_000;

    /// <summary>What a policy must name for the page's own scripts to run where it is shown within another page.</summary>
    public static string ScriptSources => $"'{PolicyHash.Of(FlameBlock.Script)}' '{PolicyHash.Of(Script)}'";

    /// <summary>What a policy must name for the page's own style to hold where it is shown within another page.</summary>
    public static string StyleSources => $"'{PolicyHash.Of(Style)}'";

    /// <summary>The whole page, UTF-8.</summary>
    public static byte[] Render(PageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        PageGraphs graphs = PageGraphs.Of(report, PageGraphs.Budget);
        byte[] page = Render(report, graphs);
        if (page.Length <= MostBytes)
        {
            return page;
        }

        // The graphs make room: what is told in words and tables is bounded part by part.
        int graphsTake = graphs.All.Sum(graph => Encoding.UTF8.GetByteCount(graph.Block));
        return Render(report, PageGraphs.Of(report, Math.Max(LeastGraphs, MostBytes - Slack - (page.Length - graphsTake))));
    }

    private static byte[] Render(PageReport report, PageGraphs graphs)
    {
        HtmlText body = new();
        PageCharts charts = new();
        (string Id, string Title, Action<HtmlText> Write)[] sections = report.Phase is not PhaseReport phase
            ? [("ledger", "Ledger", html => LedgerPart.Append(html, report.Ledger))]
            :
            [
                ("summary", "Summary", html => SummaryPart.Append(html, phase)),
                ("baselines", "Baselines", html => BaselinePart.Append(html, phase, charts)),
                ("profiles", "Where the cost is", html => Profiles(html, report, phase, graphs)),
                ("growth", "Growth", html => GrowthPart.Append(html, report, phase, charts)),
                ("matrix", "Opportunities", html => MatrixPart.Append(html, phase)),
                ("oracle", "Oracle", html => OraclePart.Append(html, report, phase)),
                ("changes", "Changes", html => ChangesPart.Append(html, report, graphs, charts)),
                ("history", "History", html => HistoryPart.Append(html, report, charts)),
                ("guardrails", "Guardrails", html => GuardPart.Append(html, report)),
                ("ledger", "Ledger", html => LedgerPart.Append(html, report.Ledger)),
                ("origin", "Origin", html => OriginPart.Append(html, report, phase)),
            ];
        foreach ((string id, string title, Action<HtmlText> write) in sections)
        {
            body.Raw($"<section id=\"{id}\" aria-labelledby=\"{id}-title\"><h2 id=\"{id}-title\">").Text(title).Raw("</h2>\n");
            write(body);
            body.Raw("</section>\n");
        }

        HtmlText page = new();
        Head(page, report.Project);
        page.Raw("<nav aria-label=\"Sections\"><ul>");
        foreach ((string id, string title, _) in sections)
        {
            page.Raw($"<li><a href=\"#{id}\">").Text(title).Raw("</a></li>");
        }

        page.Raw("</ul></nav>\n<main id=\"main\">\n").Raw(body.ToString())
            .Raw("<footer><p>Written by Hone from <code>.hone/ledger.jsonl</code>; every figure is computed from the recorded samples and profiles. This page loads nothing from anywhere.</p></footer>\n</main>\n");
        page.Raw("<script id=\"charts\" type=\"application/json\">").Raw(charts.ToJson()).Raw("</script>\n");
        foreach (PageGraph graph in graphs.All)
        {
            page.Raw(graph.Block);
        }

        page.Raw("<script>").Raw(FlameBlock.Script).Raw("</script>\n<script>").Raw(Script).Raw("</script>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static string Script => FlameGraphSvg.Resource("report.js");

    private static string Style => FlameGraphSvg.Resource("report.css");

    private static void Profiles(HtmlText html, PageReport report, PhaseReport phase, PageGraphs graphs)
    {
        FlamePart.Append(html, graphs);
        html.Raw("<h3 id=\"hotspots\">Hotspots</h3>\n");
        HotspotPart.Append(html, report, phase, graphs);
    }

    private static void Head(HtmlText page, string project)
    {
        string style = Style;
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src ")
            .Raw(ScriptSources).Raw("; style-src ").Raw(StyleSources).Raw("; img-src data:; base-uri 'none'; form-action 'none'\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>").Text(project)
            .Raw(" · performance report</title>\n<style>").Raw(style).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header class=\"top\"><div><p class=\"eyebrow\">Hone · performance report</p><h1>").Text(project)
            .Raw("</h1></div><button id=\"theme\" type=\"button\" hidden>Dark</button></header>\n");
    }
}
