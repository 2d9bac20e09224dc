using System.Text;
using Hone.Units;

namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// Draws a flame graph as one self-contained SVG. Without scripts (an image on a page, a static viewer) it shows the
/// frames with their names; opened in a browser, the script in it adds zooming, search and the numbers of each frame.
/// It loads nothing, and works from a file.
/// </summary>
public static class FlameGraphSvg
{
    internal const int RowHeight = 18;
    internal const int HeaderHeight = 104;
    private const int FooterHeight = 30;
    private const int Margin = 10;

    // Narrower boxes are in the data, and appear when somebody zooms in, but cost no markup.
    private const double StaticWidth = 0.5;

    // The advance of a 12 px character in common monospaced fonts is 7.2 px or a little more.
    private const double CharacterWidth = 7.25;

    /// <summary>Writes the drawing as UTF-8.</summary>
    public static void Render(FlameGraphLayout layout, FlameGraphOptions options, Stream stream)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        Render(layout, options, writer);
    }

    /// <summary>Writes the drawing; the writer's encoding must be UTF-8.</summary>
    public static void Render(FlameGraphLayout layout, FlameGraphOptions options, TextWriter writer)
    {
        SvgMarkup svg = new(writer);
        int height = HeaderHeight + (layout.Depth + 1) * RowHeight + FooterHeight;
        svg.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").Number(options.Width)
            .Raw("\" height=\"").Number(height).Raw("\" viewBox=\"0 0 ").Number(options.Width).Raw(" ").Number(height).Raw("\">\n<title>")
            .Text(options.Workload is null ? options.Title : options.Title + ": " + options.Workload).Raw("</title>\n<style><![CDATA[\n")
            .Raw(Colours(options)).Raw(Resource("flamegraph.css")).Raw("]]></style>\n<rect id=\"paper\" width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<g id=\"boxes\">\n");
        Boxes(layout, options, svg);
        svg.Raw("</g>\n");
        Footer(layout, options, svg, height);
        Header(layout, options, svg);
        svg.Raw("<script id=\"flame-data\" type=\"application/json\">");
        FlameGraphData.Write(layout, options, svg);
        svg.Raw("</script>\n<script><![CDATA[\n").Raw(Script("flamegraph.js")).Raw("]]></script>\n</svg>\n");
        writer.Flush();
    }

    private static void Boxes(FlameGraphLayout layout, FlameGraphOptions options, SvgMarkup svg)
    {
        // By row, so that the vertical position is written once for each; preorder keeps each row sorted from the left.
        IReadOnlyList<FlameBox> boxes = layout.Boxes;
        List<int>[] rows = new List<int>[layout.Depth + 1];
        double scale = boxes[0].Weight == 0 ? 0 : (options.Width - 2.0 * Margin) / boxes[0].Weight;
        for (int i = 0; i < boxes.Count; i++)
        {
            if (i == 0 || boxes[i].Weight * scale >= StaticWidth)
            {
                (rows[boxes[i].Depth] ??= []).Add(i);
            }
        }

        for (int depth = 0; depth < rows.Length && rows[depth] is List<int> row; depth++)
        {
            svg.Raw("<g transform=\"translate(0,").Number(RowTop(layout, options, depth)).Raw(")\">");
            foreach (int i in row)
            {
                Box(layout, svg, boxes[i], scale, options);
            }

            svg.Raw("</g>\n");
        }
    }

    private static void Box(FlameGraphLayout layout, SvgMarkup svg, FlameBox box, double scale, FlameGraphOptions options)
    {
        double x = Margin + box.Start * scale;
        double width = box.Frame < 0 ? options.Width - 2 * Margin : box.Weight * scale;
        Frame? frame = box.Frame < 0 ? null : layout.Profile.Frames[box.Frame];
        string label = FrameLabel.Fit(frame is null ? "all" : FrameLabel.Clean(frame.Function), (int)((width - 5) / CharacterWidth));
        svg.Raw(label.Length > 0 ? "<g class=\"" : "<rect class=\"");
        if (frame is null)
        {
            svg.Raw("all");
        }
        else if (options.Marks is not null)
        {
            svg.Raw(options.Marks[box.Frame].Colour);
        }
        else
        {
            svg.Raw("o").Number((int)frame.Origin).Raw(" v").Number(FlamePalette.Shade(frame));
        }

        svg.Raw(label.Length > 0 ? "\"><rect x=\"" : "\" x=\"").Pixels(x).Raw("\" width=\"").Pixels(Math.Max(0.3, width - (width > 2 ? 0.5 : 0)))
            .Raw("\" height=\"17\"/>");
        if (label.Length > 0)
        {
            svg.Raw("<text x=\"").Pixels(x + 3).Raw("\" y=\"13\">").Text(label).Raw("</text></g>");
        }
    }

    private static void Header(FlameGraphLayout layout, FlameGraphOptions options, SvgMarkup svg)
    {
        svg.Raw("<g id=\"header\"><rect id=\"header-paper\" width=\"100%\" height=\"").Number(HeaderHeight - 4).Raw("\" fill=\"#fff\"/><text class=\"title\" x=\"10\" y=\"26\">")
            .Text(options.Title).Raw("</text><text class=\"subtitle\" x=\"10\" y=\"46\">").Text(Subtitle(layout, options)).Raw("</text>");
        double x = 10;
        foreach ((string colour, string name) in Legend(layout, options))
        {
            svg.Raw("<rect class=\"").Raw(colour).Raw("\" x=\"").Pixels(x).Raw("\" y=\"57\" width=\"11\" height=\"11\"/><text class=\"legend\" x=\"").Pixels(x + 16).Raw("\" y=\"67\">").Raw(name).Raw("</text>");
            x += 32 + name.Length * 6.5;
        }

        svg.Raw("<g id=\"controls\"/><rect id=\"details-paper\" x=\"10\" y=\"76\" width=\"").Number(options.Width - 2 * Margin).Raw("\" height=\"20\"/><text id=\"details\" x=\"16\" y=\"90\">Open this file in a browser to zoom, to search, and to see the numbers of each frame.</text></g>\n");
    }

    private static IEnumerable<(string Class, string Name)> Legend(FlameGraphLayout layout, FlameGraphOptions options)
    {
        if (options.Marks is not null)
        {
            return DifferencePalette.All.Select(colour => (colour.Class, colour.Name));
        }

        HashSet<FrameOrigin> present = [.. layout.Boxes.Where(box => box.Frame >= 0).Select(box => layout.Profile.Frames[box.Frame].Origin)];
        return Enum.GetValues<FrameOrigin>().Where(present.Contains).Select(origin => ("o" + ((int)origin).ToString(System.Globalization.CultureInfo.InvariantCulture) + " v0", FlamePalette.Name(origin)));
    }

    private static void Footer(FlameGraphLayout layout, FlameGraphOptions options, SvgMarkup svg, int height)
    {
        svg.Raw("<text id=\"footer\" class=\"subtitle\" x=\"10\" y=\"").Number(height - 10).Raw("\">");
        if (layout.Boxes[0].Weight == 0)
        {
            svg.Raw("The profile is empty.");
        }
        else if (layout.LeftOut > 0)
        {
            svg.Text($"{layout.LeftOut.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture)} frames too small or too deep to draw are left out; {layout.LeftOutShare} was spent in them.");
        }

        svg.Raw("</text>\n");
    }

    internal static string Subtitle(FlameGraphLayout layout, FlameGraphOptions options)
    {
        if (options.Subtitle is not null)
        {
            return options.Subtitle;
        }

        Profile profile = layout.Profile;
        FlameBox whole = layout.Boxes[0];
        Metric metric = profile.Metrics[0];
        List<string> parts = [];
        if (options.Workload is not null)
        {
            parts.Add(options.Workload);
        }

        parts.Add(profile.Kind.Name() + " profile");
        parts.Add(metric.Unit == Unit.Count ? metric.Unit.Format(whole.Weight) + " " + metric.Name : metric.Unit.Format(whole.Weight));
        if (profile.MetricIndex("samples") > 0)
        {
            parts.Add(Unit.Count.Format(whole.Samples) + " samples");
        }

        parts.Add(profile.Collector);
        return string.Join(" · ", parts);
    }

    private static int RowTop(FlameGraphLayout layout, FlameGraphOptions options, int depth) =>
        HeaderHeight + (options.RootOnTop ? depth : layout.Depth - depth) * RowHeight;

    private static string Colours(FlameGraphOptions options)
    {
        StringBuilder css = new(options.Marks is null ? "" : DifferencePalette.Rules());
        foreach (FrameOrigin origin in Enum.GetValues<FrameOrigin>())
        {
            css.Append(".o").Append((int)origin).Append("{fill:").Append(FlamePalette.Fill(origin)).Append("}\n");
        }

        for (int shade = 0; shade < FlamePalette.Shades.Count; shade++)
        {
            css.Append(System.Globalization.CultureInfo.InvariantCulture, $".v{shade}{{fill-opacity:{FlamePalette.Shades[shade]}}}\n");
        }

        return css.Append("text{fill:").Append(FlamePalette.Text).Append("}\n").ToString();
    }

    /// <summary>A script with the rule of labels in the place that is marked for it.</summary>
    internal static string Script(string name) => Resource(name).Replace("  //! flamelabel.js\n", Resource("flamelabel.js"), StringComparison.Ordinal);

    internal static string Resource(string name)
    {
        using Stream stream = typeof(FlameGraphSvg).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name + " is not embedded in the assembly");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
