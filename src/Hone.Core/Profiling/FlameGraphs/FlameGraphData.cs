namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// The boxes as columns of JSON for the script in the drawing: <c>names</c>, <c>modules</c>, <c>origins</c>, <c>shades</c>
/// and <c>sources</c> by frame; <c>f</c> frame, <c>d</c> depth, <c>x</c> start within the parent, <c>w</c> weight, <c>e</c>
/// self and <c>s</c> samples by box, in preorder. Weights are divided by <c>unit</c>, which most profiles have (the
/// sampling period), and <c>s</c> is left out where it follows from the weight. A differential graph has <c>colours</c> and <c>notes</c>
/// by frame, too.
/// </summary>
internal static class FlameGraphData
{
    public static void Write(FlameGraphLayout layout, FlameGraphOptions options, SvgMarkup svg)
    {
        IReadOnlyList<FlameBox> boxes = layout.Boxes;
        (int[] local, List<Frame> frames) = Frames(layout);
        long unit = CommonUnit(boxes);
        bool proportional = Proportional(boxes);
        svg.Raw("{\"rootOnTop\":").Raw(options.RootOnTop ? "true" : "false")
            .Raw(",\"metric\":").Json(layout.Profile.Metrics[0].Unit.ToString())
            .Raw(",\"sampled\":").Raw(layout.Profile.MetricIndex("samples") >= 0 ? "true" : "false")
            .Raw(",\"samples\":").Number(boxes[0].Samples)
            .Raw(",\"leftOut\":").Number(layout.LeftOut)
            .Raw(",\"unit\":").Number(unit);
        Strings(svg, "names", frames, frame => frame.Function);
        Strings(svg, "modules", frames, frame => frame.Module);
        Strings(svg, "sources", frames, frame => frame.Source is null ? "" : frame.Source.File + ":" + frame.Source.Line.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (options.Marks is IReadOnlyList<FrameMark> marks)
        {
            int[] all = [.. Enumerable.Range(0, local.Length).Where(i => local[i] >= 0).OrderBy(i => local[i])];
            Strings(svg, "colours", all, i => marks[i].Colour);
            Strings(svg, "notes", all, i => marks[i].Note);
        }

        Column(svg, "origins", frames.Count, i => (int)frames[i].Origin);
        Column(svg, "shades", frames.Count, i => FlamePalette.Shade(frames[i]));
        Column(svg, "f", boxes.Count, i => boxes[i].Frame < 0 ? -1 : local[boxes[i].Frame]);
        Column(svg, "d", boxes.Count, i => boxes[i].Depth);
        Column(svg, "x", boxes.Count, i => boxes[i].Parent < 0 ? 0 : (boxes[i].Start - boxes[boxes[i].Parent].Start) / unit);
        Column(svg, "w", boxes.Count, i => boxes[i].Weight / unit);
        Column(svg, "e", boxes.Count, i => boxes[i].Self / unit);
        if (!proportional)
        {
            Column(svg, "s", boxes.Count, i => boxes[i].Samples);
        }

        svg.Raw("}");
    }

    internal static (int[] Local, List<Frame> Frames) Frames(FlameGraphLayout layout)
    {
        int[] local = new int[layout.Profile.Frames.Count];
        List<Frame> frames = [];
        foreach (FlameBox box in layout.Boxes)
        {
            if (box.Frame >= 0 && local[box.Frame] == 0)
            {
                frames.Add(layout.Profile.Frames[box.Frame]);
                local[box.Frame] = frames.Count;
            }
        }

        for (int i = 0; i < local.Length; i++)
        {
            local[i]--;
        }

        return (local, frames);
    }

    internal static long CommonUnit(IReadOnlyList<FlameBox> boxes)
    {
        long unit = 0;
        for (int i = 0; i < boxes.Count && unit != 1; i++)
        {
            long start = boxes[i].Parent < 0 ? 0 : boxes[i].Start - boxes[boxes[i].Parent].Start;
            unit = Divisor(Divisor(Divisor(unit, start), boxes[i].Weight), boxes[i].Self);
        }

        return Math.Max(1, unit);
    }

    private static long Divisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }

    internal static bool Proportional(IReadOnlyList<FlameBox> boxes)
    {
        foreach (FlameBox box in boxes)
        {
            if ((Int128)box.Samples * boxes[0].Weight != (Int128)box.Weight * boxes[0].Samples)
            {
                return false;
            }
        }

        return true;
    }

    internal static void Strings<T>(SvgMarkup svg, string name, IEnumerable<T> frames, Func<T, string> value)
    {
        svg.Raw(",\"").Raw(name).Raw("\":[");
        string separator = "";
        foreach (T frame in frames)
        {
            svg.Raw(separator).Json(value(frame));
            separator = ",";
        }

        svg.Raw("]");
    }

    internal static void Column(SvgMarkup svg, string name, int count, Func<int, long> value)
    {
        svg.Raw(",\"").Raw(name).Raw("\":[");
        for (int i = 0; i < count; i++)
        {
            svg.Raw(i == 0 ? "" : ",").Number(value(i));
        }

        svg.Raw("]");
    }
}
