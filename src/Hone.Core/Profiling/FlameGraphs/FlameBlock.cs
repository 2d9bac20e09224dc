namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// A profile within a web page, for the script <c>flameview.js</c>: names as JSON, and the boxes as LEB128 numbers in preorder, base64
/// (frame + 1, depth before + 1 − depth, weight); what else is drawn follows from these.
/// </summary>
internal static class FlameBlock
{
    // Larger whole numbers are not exact in the page's script.
    private const long Largest = 1L << 53;

    /// <summary>The script that draws a block: it states the function <c>flameView</c>.</summary>
    public static string Script => FlameGraphSvg.Script("flameview.js");

    /// <summary>Writes the two elements with their ids; frames are numbered as <see cref="FlameGraphData.Frames"/> does.</summary>
    public static void Write(FlameGraphLayout layout, FlameGraphOptions options, string dataId, string boxesId, SvgMarkup html)
    {
        (int[] local, List<Frame> frames) = FlameGraphData.Frames(layout);
        long unit = Unit(layout);
        html.Raw("<script id=\"").Raw(dataId).Raw("\" type=\"application/json\">");
        Data(layout, options, (local, frames), unit, html);
        html.Raw("</script>\n<script id=\"").Raw(boxesId).Raw("\" type=\"application/octet-stream\">")
            .Raw(Convert.ToBase64String(Boxes(layout, local, unit))).Raw("</script>\n");
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

    private static void Data(FlameGraphLayout layout, FlameGraphOptions options, (int[] Local, List<Frame> All) numbered, long unit, SvgMarkup json)
    {
        List<Frame> frames = numbered.All;
        List<string> modules = [.. frames.Select(frame => frame.Module).Distinct(StringComparer.Ordinal)];
        Dictionary<string, int> numbers = modules.Select((module, i) => (module, i)).ToDictionary(pair => pair.module, pair => pair.i, StringComparer.Ordinal);
        json.Raw("{\"count\":").Number(layout.Boxes.Count)
            .Raw(",\"rootOnTop\":").Raw(options.RootOnTop ? "true" : "false")
            .Raw(",\"metric\":").Json(layout.Profile.Metrics[0].Unit.ToString())
            .Raw(",\"samples\":").Number(FlameGraphData.Proportional(layout.Boxes) && layout.Profile.MetricIndex("samples") >= 0 ? layout.Boxes[0].Samples : 0)
            .Raw(",\"unit\":").Number(unit);
        FlameGraphData.Strings(json, "names", frames, frame => frame.Function);
        FlameGraphData.Strings(json, "modules", modules, module => module);
        FlameGraphData.Strings(json, "sources", frames, frame => frame.Source is null ? "" : frame.Source.File + ":" + frame.Source.Line.ToString(System.Globalization.CultureInfo.InvariantCulture));
        FlameGraphData.Column(json, "module", frames.Count, i => numbers[frames[i].Module]);
        if (options.Marks is IReadOnlyList<FrameMark> marks)
        {
            Marked(json, [.. Enumerable.Range(0, numbered.Local.Length).Where(i => numbered.Local[i] >= 0).OrderBy(i => numbered.Local[i]).Select(i => marks[i])]);
        }
        else
        {
            ByOrigin(json, frames);
        }

        json.Raw("}");
    }

    private static void ByOrigin(SvgMarkup json, List<Frame> frames)
    {
        FrameOrigin[] origins = Enum.GetValues<FrameOrigin>();
        int shades = FlamePalette.Shades.Count;
        (FrameOrigin Origin, int Shade)[] all = [.. origins.SelectMany(origin => Enumerable.Range(0, shades).Select(shade => (origin, shade)))];
        FlameGraphData.Column(json, "fill", frames.Count, i => ((int)frames[i].Origin * shades) + FlamePalette.Shade(frames[i]));
        FlameGraphData.Strings(json, "fills", all, pair => Tint(FlamePalette.Fill(pair.Origin), FlamePalette.Shades[pair.Shade]));
        HashSet<FrameOrigin> present = [.. frames.Select(frame => frame.Origin)];
        FlameGraphData.Strings(json, "legend", all, pair => pair.Shade == 0 && present.Contains(pair.Origin) ? FlamePalette.Name(pair.Origin) : "");
    }

    private static void Marked(SvgMarkup json, FrameMark[] marks)
    {
        string[] classes = [.. DifferencePalette.All.Select(each => each.Class)];
        HashSet<string> present = [.. marks.Select(mark => mark.Colour)];
        FlameGraphData.Column(json, "fill", marks.Length, i => Array.IndexOf(classes, marks[i].Colour));
        FlameGraphData.Strings(json, "fills", DifferencePalette.All, each => each.Fill);
        FlameGraphData.Strings(json, "legend", DifferencePalette.All, each => present.Contains(each.Class) ? each.Name : "");
        FlameGraphData.Strings(json, "notes", marks, mark => mark.Note);
    }

    // As opaque as given on white.
    private static string Tint(string fill, double opacity)
    {
        int Part(int at) => (int)Math.Round(255 - (opacity * (255 - Convert.ToInt32(fill.Substring(at, 2), 16))));
        return $"#{Part(1):X2}{Part(3):X2}{Part(5):X2}";
    }
}
