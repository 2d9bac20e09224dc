using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CsCheck;
using Hone.Profiling;
using Hone.Profiling.FlameGraphs;
using Hone.Units;

namespace Hone.Tests.Profiling.FlameGraphs;

public sealed class FlameGraphSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_small_graph()
    {
        Profile profile = Stacks.Of("main;parse_line;regex_match 240", "main;parse_line;malloc@libc.so.6 60", "main;store;write@libc.so.6;vfs_write@kernel 100", "main 1");
        string text = Text(profile, new FlameGraphOptions { Workload = "orders" });

        // The style sheet and the script have files and tests of their own.
        XDocument document = XDocument.Parse(text);
        document.Descendants(Svg + "style").Single().Value = "flamegraph.css";
        document.Descendants(Svg + "script").Last().Value = "flamegraph.js";
        Golden.Check(document.ToString() + "\n");
    }

    [Fact]
    public void It_is_the_same_every_time() =>
        Assert.Equal(Text(Stacks.Many(500), new FlameGraphOptions()), Text(Stacks.Many(500), new FlameGraphOptions()));

    [Fact]
    public void It_loads_nothing()
    {
        string text = Text(Stacks.Many(500), new FlameGraphOptions());
        text = text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal).Replace("http://www.w3.org/1999/xhtml", "", StringComparison.Ordinal);
        Assert.DoesNotContain("//www", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text, StringComparison.Ordinal);
        Assert.DoesNotContain("href", text, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("import", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fetch(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_never_become_markup_whatever_they_are()
    {
        Gen<string> hostile = Gen.OneOf(
            Stacks.OneOf("</text><script>alert(1)</script>", "]]>", "<!--", "-->", "&amp;", "&#0;", "a\u0000b", "\ud800", "\udc00x", "\ufffe", "\u202egnp.exe", "'\"><g onload='alert(1)'>", "</script>", "<![CDATA[", "\r\n\t"),
            Gen.String);
        hostile.Array[1, 5].Sample(names =>
        {
            ProfileBuilder builder = new(ProfileKind.Cpu, Stacks.Samples);
            foreach (string name in names)
            {
                builder.AddStack([new Frame(name, name, FrameOrigin.Native, new SourceLocation(name, 3))], 10);
            }

            // The parser refuses what XML 1.0 forbids; then the elements must be Hone's own, and no more.
            XDocument document = XDocument.Parse(Text(builder.Build(names[0], names[0], []), new FlameGraphOptions { Title = names[0], Workload = names[^1] }));
            Assert.Equal(2, document.Descendants(Svg + "script").Count());
            HashSet<string> elements = [.. document.Descendants().Select(element => element.Name.LocalName)];
            elements.ExceptWith(["svg", "title", "style", "rect", "g", "text", "script"]);
            Assert.Empty(elements);
            Assert.All(document.Descendants().Attributes(), attribute => Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
            JsonElement data = Data(document);
            foreach (JsonElement name in data.GetProperty("names").EnumerateArray())
            {
                Assert.Contains(name.GetString(), names.Select(FrameLabel.Clean));
                Assert.DoesNotContain('\u202e', name.GetString()!);
            }
        }, iter: 500);
    }

    [Fact]
    public void The_data_holds_every_box_exactly() =>
        Stacks.Random.Sample(profile =>
        {
            FlameGraphOptions options = new();
            FlameGraphLayout layout = FlameGraphLayout.Of(profile, options);
            JsonElement data = Data(XDocument.Parse(Text(profile, options)));
            long unit = data.GetProperty("unit").GetInt64();
            Dictionary<int, (long Start, int Index)> path = [];
            for (int i = 0; i < layout.Boxes.Count; i++)
            {
                FlameBox box = layout.Boxes[i];
                Assert.Equal(box.Depth, data.GetProperty("d")[i].GetInt32());
                long start = (data.GetProperty("x")[i].GetInt64() * unit) + (box.Depth == 0 ? 0 : path[box.Depth - 1].Start);
                path[box.Depth] = (start, i);
                Assert.Equal(box.Start, start);
                Assert.Equal(box.Parent, box.Depth == 0 ? -1 : path[box.Depth - 1].Index);
                Assert.Equal(box.Weight, data.GetProperty("w")[i].GetInt64() * unit);
                Assert.Equal(box.Self, data.GetProperty("e")[i].GetInt64() * unit);
                int frame = data.GetProperty("f")[i].GetInt32();
                Assert.Equal(box.Frame < 0 ? null : profile.Frames[box.Frame].Function, frame < 0 ? null : data.GetProperty("names")[frame].GetString());
            }
        }, iter: 200);

    [Fact]
    public void A_sampling_period_is_divided_out_and_samples_that_follow_from_the_weight_are_left_out()
    {
        JsonElement regular = Data(XDocument.Parse(Text(Stacks.Of("main;a 3", "main;b 4"), new FlameGraphOptions())));
        Assert.Equal(1_000_000, regular.GetProperty("unit").GetInt64());
        Assert.Equal([7, 7, 3, 4], regular.GetProperty("w").EnumerateArray().Select(w => w.GetInt64()));
        Assert.False(regular.TryGetProperty("s", out _));

        ProfileBuilder builder = new(ProfileKind.Allocation, new Metric("bytes", Unit.Bytes), Stacks.Samples);
        builder.AddStack([Stacks.Frame("a")], 100, 9);
        builder.AddStack([Stacks.Frame("b")], 101, 1);
        JsonElement uneven = Data(XDocument.Parse(Text(builder.Build("x", "x", []), new FlameGraphOptions())));
        Assert.Equal([10, 9, 1], uneven.GetProperty("s").EnumerateArray().Select(s => s.GetInt64()));
    }

    [Fact]
    public void A_hundred_thousand_stacks_fit_in_a_megabyte()
    {
        using MemoryStream stream = new();
        FlameGraphOptions options = new() { MinWidth = 0.001 };
        FlameGraphLayout layout = FlameGraphLayout.Of(Stacks.Many(100_000), options);
        FlameGraphSvg.Render(layout, options, stream);
        Assert.InRange(stream.Length, 300_000, 1_048_576);
        Assert.True(layout.LeftOut > 50_000);
        Assert.Contains("are left out", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_do_not_burst_the_budget()
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, Stacks.Samples);
        for (int i = 0; i < 4000; i++)
        {
            builder.AddStack([new Frame($"ns::type<{new string('T', 2000)}, {i}>::method()", "app", FrameOrigin.Native)], 1000 - (i / 10));
        }

        Assert.True(Text(builder.Build("x", "x", []), new FlameGraphOptions()).Length < 1_048_576);
    }

    [Fact]
    public void An_empty_profile_says_so() =>
        Assert.Contains("The profile is empty.", Text(Stacks.Of(), new FlameGraphOptions()), StringComparison.Ordinal);

    [Fact]
    public void Text_stands_out_from_every_colour_it_is_on()
    {
        foreach (FrameOrigin origin in Enum.GetValues<FrameOrigin>())
        {
            foreach (double shade in FlamePalette.Shades)
            {
                double contrast = Contrast(Mix(FlamePalette.Fill(origin), shade), Mix(FlamePalette.Text, 1));
                Assert.True(contrast >= 4.5, $"{origin} at {shade}: {contrast:0.00}");
            }
        }

        Assert.True(Contrast(Mix("#0072b2", 1), Mix("#ffffff", 1)) >= 4.5, "white on the colour of matches");
    }

    // Relative luminance and contrast as WCAG 2.1 defines them.
    private static double Contrast(double[] one, double[] other)
    {
        double first = Luminance(one) + 0.05;
        double second = Luminance(other) + 0.05;
        return Math.Max(first, second) / Math.Min(first, second);

        static double Luminance(double[] rgb) => (0.2126 * Linear(rgb[0])) + (0.7152 * Linear(rgb[1])) + (0.0722 * Linear(rgb[2]));
        static double Linear(double c) => c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    private static double[] Mix(string colour, double opacity) =>
        [.. new[] { 1, 3, 5 }.Select(at => (int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 * opacity) + 1 - opacity)];

    private static JsonElement Data(XDocument document) =>
        JsonDocument.Parse(document.Descendants(Svg + "script").First().Value).RootElement;

    private static string Text(Profile profile, FlameGraphOptions options)
    {
        using StringWriter writer = new();
        FlameGraphSvg.Render(FlameGraphLayout.Of(profile, options), options, writer);
        return writer.ToString();
    }
}
