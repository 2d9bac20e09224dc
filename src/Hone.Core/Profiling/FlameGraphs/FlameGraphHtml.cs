using System.Text;

namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// A flame graph as one web page of its own: every box of the profile, drawn on a canvas, with zooming, search, a table of
/// functions with their callers and callees, and the keyboard. The page loads nothing and may run nothing but its own script
/// (a content security policy names it by its hash); the profile is in it as <see cref="FlameBlock"/> writes it.
/// </summary>
public static class FlameGraphHtml
{
    // About half a million boxes; the lightest beyond that are left out and counted.
    private const int ByteBudget = 60_000_000;
    private const int MaxDepth = 5000;

    /// <summary>What is laid out for a page: all boxes that it can hold, however narrow, for it can zoom.</summary>
    public static FlameGraphOptions Options(string title, bool rootOnTop) =>
        new() { Title = title, RootOnTop = rootOnTop, MinWidth = 0, MaxDepth = MaxDepth, ByteBudget = ByteBudget };

    /// <summary>Writes the page as UTF-8.</summary>
    public static void Render(FlameGraphLayout layout, FlameGraphOptions options, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(options);
        string script = FlameBlock.Script + FlameGraphSvg.Resource("flamepage.js");
        string style = FlameGraphSvg.Resource("flameview.css");
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        SvgMarkup html = new(writer);
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '")
            .Raw(PolicyHash.Of(script)).Raw("'; style-src '").Raw(PolicyHash.Of(style)).Raw("'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
            .Text(options.Title).Raw("</title>\n<style>").Raw(style).Raw("</style>\n</head>\n<body>\n<header><h1>").Text(options.Title)
            .Raw("</h1><span id=\"matched\" role=\"status\"></span><button id=\"reset\" type=\"button\">Reset zoom</button><button id=\"invert\" type=\"button\" title=\"i\">Root on top</button>")
            .Raw("<button id=\"table\" type=\"button\" aria-pressed=\"false\" title=\"t\">Functions</button><input id=\"search\" type=\"search\" placeholder=\"Search (press /)\" aria-label=\"Search functions\">")
            .Raw("<span id=\"subtitle\">").Text(Subtitle(layout, options)).Raw("</span></header>\n<div id=\"details\"></div>\n<div id=\"legend\"></div>\n")
            .Raw("<main><div id=\"scroll\"><canvas id=\"canvas\" tabindex=\"0\" role=\"img\" aria-label=\"Flame graph; arrow keys move, Enter zooms, Escape goes back\"></canvas><div id=\"space\"></div></div>")
            .Raw("<div id=\"side\" hidden><div id=\"list\"></div></div></main>\n<noscript>This page draws itself with a script, which is switched off here.</noscript>\n");
        FlameBlock.Write(layout, options, "data", "boxes", html);
        html.Raw("<script>").Raw(script).Raw("</script>\n</body>\n</html>\n");
        writer.Flush();
    }

    private static string Subtitle(FlameGraphLayout layout, FlameGraphOptions options)
    {
        string left = layout.LeftOut > 0 ? $" · {layout.LeftOut.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)} frames too small or too deep are left out" : "";
        return FlameGraphSvg.Subtitle(layout, options) + left;
    }
}
