using System.Globalization;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Reporting.Html;

/// <summary>Hotspots as tables: a click shows the function in the graph, and its lines can be opened.</summary>
internal static class HotspotPart
{
    public static void Append(HtmlText html, PageReport report, PhaseReport phase, PageGraphs graphs)
    {
        html.Paragraph(
            "By cumulative share, the trivial chain from the entry point cut away, recursion counted once. A share in brackets is its 95 % interval from the samples; “exact” where every event was recorded.", "aside");
        foreach (WorkloadReport workload in phase.Workloads)
        {
            if (workload.Profiles.Count == 0)
            {
                html.Raw("<h4>").Text(workload.Workload.Name).Raw("</h4>\n").Missing("There is no profile of this workload.", $"hone profile -w {workload.Workload.Name}");
            }

            foreach (ProfileReport profile in workload.Profiles)
            {
                Profile(html, report, workload, profile, graphs.Of(workload.Workload.Name, profile.Kind) is int number ? (number, graphs.All[number]) : null);
            }
        }
    }

    private static void Profile(HtmlText html, PageReport report, WorkloadReport workload, ProfileReport profile, (int Number, PageGraph Graph)? drawn)
    {
        string title = $"{workload.Workload.Name} · {FigureText.Kind(profile.Kind)}";
        html.Raw("<h4>").Text(title).Raw("</h4>\n");
        if (profile.Hotspots is not HotspotReport hot)
        {
            bool isKnown = profile.Recorded.Entry.Artifacts.Count > 0;
            html.Missing(
                isKnown ? "The ledger knows the profile as an artifact that is missing here;" : "Nothing could be recorded; when what is missing is there,",
                $"hone profile -w {workload.Workload.Name} --kind {profile.Kind.Name()}", isKnown ? "Not on this machine." : "Not recorded.");
        }
        else
        {
            html.Raw("<p class=\"aside\">").Text($"Total {hot.Metric.Unit.Format(hot.Total)} ({hot.Metric.Name}), {hot.Samples.ToString("#,0", CultureInfo.InvariantCulture)} observations, by {profile.Recorded.Fact.Collector} ");
            _ = drawn is var (number, _) ? html.Raw($"<button type=\"button\" class=\"link\" data-graph=\"{number}\">Show the graph</button>") : html;
            html.Raw("</p>\n");
            Table(html, title, report, hot, drawn);
        }

        html.List(profile.Recorded.Fact.Notes);
    }

    private static void Table(HtmlText html, string title, PageReport report, HotspotReport hot, (int Number, PageGraph Graph)? drawn)
    {
        if (hot.Hotspots.Count == 0)
        {
            html.Paragraph("No function stands out.");
        }

        HtmlTable table = new("Hotspots of " + title, "Function", ">Cumulative", ">Self", ">Samples", "Category", "Own", "Where");
        foreach (Hotspot hotspot in hot.Hotspots)
        {
            table.Add(
                Name(hotspot.Frame, drawn), new(HtmlText.Escape(FigureText.Share(hotspot)) + Bar(hotspot)), hotspot.SelfShare.ToString(), hotspot.Samples.ToString("#,0", CultureInfo.InvariantCulture),
                FigureText.Category(hotspot.Category), hotspot.Own ? "yes" : "", FigureText.Place(hotspot.Frame));
            if (hotspot.Via.Count > 0 || (hotspot.Frame.Source is SourceLocation at && report.Sources.ContainsKey(at)))
            {
                table.Under(under => More(under, report, hotspot));
            }
        }

        table.Append(html);
        if (hot.Apart.Count > 0)
        {
            html.Paragraph("Not code that a change here could touch, counted apart: " + string.Join(", ", hot.Apart.Take(6).Select(hotspot => $"{Printable.Shorten(FigureText.Function(hotspot.Frame), 60)} {hotspot.Share}")) + ".", "aside");
        }
    }

    private static HtmlCell Name(Frame frame, (int Number, PageGraph Graph)? drawn) => HtmlCell.Of(html =>
    {
        Frame cut = PageGraphs.Cut(frame);
        _ = drawn is var (number, graph) && graph.Numbers.TryGetValue(FrameIdentityKey.Of(cut), out int function)
            ? html.Raw($"<button type=\"button\" class=\"link\" data-graph=\"{number}\" data-function=\"{function}\" title=\"Show in the flame graph\">").Code(FigureText.Function(frame)).Raw("</button>")
            : html.Code(FigureText.Function(frame));
    });

    // The share as a bar with its interval; the number stands beside it.
    private static string Bar(Hotspot hotspot)
    {
        double low = hotspot.ShareInterval?.Low ?? hotspot.Share.Value;
        double high = hotspot.ShareInterval?.High ?? hotspot.Share.Value;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"track\" width=\"100\" height=\"10\"/><rect class=\"part\" width=\"{hotspot.Share.Value * 100:0.#}\" height=\"10\"/><rect class=\"range\" x=\"{low * 100:0.#}\" y=\"4\" width=\"{Math.Max(0, high - low) * 100:0.#}\" height=\"2\"/></svg>");
    }

    private static void More(HtmlText html, PageReport report, Hotspot hotspot)
    {
        if (hotspot.Via.Count > 0)
        {
            html.Raw("<p class=\"aside\">via ").Text(string.Join(", ", hotspot.Via.Take(3).Select(frame => Printable.Shorten(FigureText.Function(frame), 100)))).Raw("</p>");
        }

        if (hotspot.Frame.Source is SourceLocation at && report.Sources.TryGetValue(at, out SourceSnippet? snippet))
        {
            html.Raw("<details><summary>").Text(FigureText.Place(hotspot.Frame)).Raw("</summary><div class=\"source\" tabindex=\"0\" role=\"region\" aria-label=\"Source of ").Text(FigureText.Function(hotspot.Frame)).Raw("\"><pre>");
            for (int i = 0; i < snippet.Lines.Count; i++)
            {
                int line = snippet.First + i;
                html.Raw(line == at.Line ? "<span class=\"here\">" : "<span>").Raw(string.Create(CultureInfo.InvariantCulture, $"<i>{line,5}</i>  ")).Text(snippet.Lines[i].Replace("\t", "    ", StringComparison.Ordinal)).Raw("</span>\n");
            }

            html.Raw("</pre></div>");
            _ = snippet.Note is string note ? html.Paragraph(note, "aside") : html;
            html.Raw("</details>");
        }
    }
}
