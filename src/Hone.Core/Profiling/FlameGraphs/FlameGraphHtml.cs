using System.Security.Cryptography;
using System.Text;

namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// A flame graph as one web page of its own: every box of the profile, drawn on a canvas, with zooming, search, a table of
/// functions with their callers and callees, and the keyboard. The page loads nothing and may run nothing but its own script
/// (a content security policy names it by its hash). Boxes are LEB128 numbers in preorder, base64: frame + 1, depth before + 1
/// − depth, weight; what else is drawn follows from these.
/// </summary>
public static class FlameGraphHtml
{
    // About half a million boxes; the lightest beyond that are left out and counted.
    private const int ByteBudget = 60_000_000;
    private const int MaxDepth = 5000;

    // Larger whole numbers are not exact in the page's script.
    private const long Largest = 1L << 53;

    /// <summary>What is laid out for a page: all boxes that it can hold, however narrow, for it can zoom.</summary>
    public static FlameGraphOptions Options(string title, bool rootOnTop) =>
        new() { Title = title, RootOnTop = rootOnTop, MinWidth = 0, MaxDepth = MaxDepth, ByteBudget = ByteBudget };

    /// <summary>Writes the page as UTF-8.</summary>
    public static void Render(FlameGraphLayout layout, FlameGraphOptions options, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(options);
        string script = FlameGraphSvg.Script("flameview.js");
        string style = FlameGraphSvg.Resource("flameview.css");
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        SvgMarkup html = new(writer);
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '")
            .Raw(Hash(script)).Raw("'; style-src '").Raw(Hash(style)).Raw("'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
            .Text(options.Title).Raw("</title>\n<style>").Raw(style).Raw("</style>\n</head>\n<body>\n<header><h1>").Text(options.Title)
            .Raw("</h1><span id=\"matched\" role=\"status\"></span><button id=\"reset\" type=\"button\">Reset zoom</button><button id=\"invert\" type=\"button\" title=\"i\">Root on top</button>")
            .Raw("<button id=\"table\" type=\"button\" aria-pressed=\"false\" title=\"t\">Functions</button><input id=\"search\" type=\"search\" placeholder=\"Search (press /)\" aria-label=\"Search functions\">")
            .Raw("<span id=\"subtitle\">").Text(Subtitle(layout, options)).Raw("</span></header>\n<div id=\"details\"></div>\n<div id=\"legend\"></div>\n")
            .Raw("<main><div id=\"scroll\"><canvas id=\"canvas\" tabindex=\"0\" role=\"img\" aria-label=\"Flame graph; arrow keys move, Enter zooms, Escape goes back\"></canvas><div id=\"space\"></div></div>")
            .Raw("<div id=\"side\" hidden><div id=\"list\"></div></div></main>\n<noscript>This page draws itself with a script, which is switched off here.</noscript>\n");
        (int[] local, List<Frame> frames) = FlameGraphData.Frames(layout);
        long unit = Unit(layout);
        html.Raw("<script id=\"data\" type=\"application/json\">");
        Data(layout, options, frames, unit, html);
        html.Raw("</script>\n<script id=\"boxes\" type=\"application/octet-stream\">");
        writer.Write(Convert.ToBase64String(Boxes(layout, local, unit)));
        html.Raw("</script>\n<script>").Raw(script).Raw("</script>\n</body>\n</html>\n");
        writer.Flush();
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Subtitle(FlameGraphLayout layout, FlameGraphOptions options)
    {
        string left = layout.LeftOut > 0 ? $" · {layout.LeftOut.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)} frames too small or too deep are left out" : "";
        return FlameGraphSvg.Subtitle(layout, options) + left;
    }

    private static long Unit(FlameGraphLayout layout)
    {
        long unit = FlameGraphData.CommonUnit(layout.Boxes);
        return Math.Max(unit, (layout.Boxes[0].Weight / Largest) + 1);
    }

    private static byte[] Boxes(FlameGraphLayout layout, int[] local, long unit)
    {
        MemoryStream bytes = new(layout.Boxes.Count * 5);
        int depth = 0;
        foreach (FlameBox box in layout.Boxes)
        {
            Number(bytes, (ulong)(box.Frame < 0 ? 0 : local[box.Frame] + 1));
            if (box.Depth > 0)
            {
                Number(bytes, (ulong)(depth + 1 - box.Depth));
            }

            Number(bytes, (ulong)(box.Weight / unit));
            depth = box.Depth;
        }

        return bytes.ToArray();
    }

    private static void Number(MemoryStream bytes, ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            bytes.WriteByte((byte)(value | 128));
        }

        bytes.WriteByte((byte)value);
    }

    private static void Data(FlameGraphLayout layout, FlameGraphOptions options, List<Frame> frames, long unit, SvgMarkup json)
    {
        List<string> modules = [.. frames.Select(frame => frame.Module).Distinct(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = modules.Select((module, i) => (module, i)).ToDictionary(pair => pair.module, pair => pair.i, StringComparer.Ordinal);
        FrameOrigin[] origins = Enum.GetValues<FrameOrigin>();
        int shades = FlamePalette.Shades.Count;
        json.Raw("{\"count\":").Number(layout.Boxes.Count)
            .Raw(",\"rootOnTop\":").Raw(options.RootOnTop ? "true" : "false")
            .Raw(",\"metric\":").Json(layout.Profile.Metrics[0].Unit.ToString())
            .Raw(",\"samples\":").Number(FlameGraphData.Proportional(layout.Boxes) && layout.Profile.MetricIndex("samples") >= 0 ? layout.Boxes[0].Samples : 0)
            .Raw(",\"unit\":").Number(unit);
        FlameGraphData.Strings(json, "names", frames, frame => frame.Function);
        FlameGraphData.Strings(json, "modules", modules, module => module);
        FlameGraphData.Strings(json, "sources", frames, frame => frame.Source is null ? "" : frame.Source.File + ":" + frame.Source.Line.ToString(System.Globalization.CultureInfo.InvariantCulture));
        FlameGraphData.Column(json, "module", frames.Count, i => numbers[frames[i].Module]);
        FlameGraphData.Column(json, "fill", frames.Count, i => ((int)frames[i].Origin * shades) + FlamePalette.Shade(frames[i]));
        FlameGraphData.Strings(json, "fills", origins.SelectMany(origin => Enumerable.Range(0, shades).Select(shade => (origin, shade))), pair => Tint(FlamePalette.Fill(pair.origin), FlamePalette.Shades[pair.shade]));
        HashSet<FrameOrigin> present = [.. frames.Select(frame => frame.Origin)];
        FlameGraphData.Strings(json, "legend", origins.SelectMany(origin => Enumerable.Range(0, shades).Select(shade => (origin, shade))), pair => pair.shade == 0 && present.Contains(pair.origin) ? FlamePalette.Name(pair.origin) : "");
        json.Raw("}");
    }

    // As opaque as given on white.
    private static string Tint(string fill, double opacity)
    {
        int Part(int at) => (int)Math.Round(255 - (opacity * (255 - Convert.ToInt32(fill.Substring(at, 2), 16))));
        return $"#{Part(1):X2}{Part(3):X2}{Part(5):X2}";
    }
}
