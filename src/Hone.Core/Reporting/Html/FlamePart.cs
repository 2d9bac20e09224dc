using System.Globalization;

namespace Hone.Reporting.Html;

/// <summary>The flame graph of the page: one drawing, and the choice of what it shows.</summary>
internal static class FlamePart
{
    public static void Append(HtmlText html, PageGraphs graphs)
    {
        if (graphs.All.Count == 0)
        {
            html.Missing("There is no profile to draw.", "hone profile");
            return;
        }

        html.Raw("<div class=\"flame\" id=\"flame\">\n<div class=\"controls\"><label for=\"graph\">Profile</label><select id=\"graph\">");
        foreach (IGrouping<string, (PageGraph Graph, int Number)> group in graphs.All.Select((graph, i) => (graph, i)).GroupBy(pair => pair.graph.Group))
        {
            html.Raw("<optgroup label=\"").Text(group.Key).Raw("\">");
            foreach ((PageGraph graph, int number) in group)
            {
                html.Raw($"<option value=\"{number.ToString(CultureInfo.InvariantCulture)}\" data-subtitle=\"").Text(graph.Subtitle).Raw("\">").Text(graph.Title).Raw("</option>");
            }

            html.Raw("</optgroup>");
        }

        html.Raw("</select></div>\n<p id=\"subtitle\" class=\"aside\"></p>\n<div id=\"keys\">\n<div class=\"controls\"><input id=\"search\" type=\"search\" placeholder=\"Search functions\" aria-label=\"Search functions\">")
            .Raw("<button id=\"invert\" type=\"button\" aria-pressed=\"true\">Root on top</button><button id=\"table\" type=\"button\" aria-pressed=\"false\">Functions</button><button id=\"reset\" type=\"button\">Reset zoom</button>")
            .Raw("<span id=\"matched\" role=\"status\"></span></div>\n<div id=\"details\" role=\"status\"></div>\n")
            .Raw("<div class=\"view\"><div id=\"scroll\"><canvas id=\"canvas\" tabindex=\"0\" role=\"img\" aria-label=\"Flame graph; arrow keys move, Enter zooms, Escape goes back, slash searches, t lists all functions\"></canvas><div id=\"space\"></div></div>")
            .Raw("<div id=\"side\" tabindex=\"0\" role=\"region\" aria-label=\"Functions\" hidden><div id=\"list\"></div></div></div>\n<div id=\"legend\"></div>\n</div>\n")
            .Raw("<p class=\"aside keys\">Click or <kbd>Enter</kbd> zooms, arrows move, <kbd>Esc</kbd> goes back, <kbd>/</kbd> searches (<kbd>n</kbd> next), <kbd>i</kbd> turns it over, <kbd>t</kbd> lists all functions with callers and callees.</p>\n</div>\n")
            .Raw("<noscript><p class=\"missing\">The drawing needs the page’s script; the tables below do not.</p></noscript>\n");
    }
}
