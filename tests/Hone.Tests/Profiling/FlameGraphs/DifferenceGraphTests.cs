using System.Text;
using System.Xml.Linq;
using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Profiling.FlameGraphs;
using Hone.Tests.Profiling.Differences;

namespace Hone.Tests.Profiling.FlameGraphs;

public sealed class DifferenceGraphTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void What_changed_is_coloured_and_its_callers_are_not()
    {
        Sampled program = new(1);
        XDocument drawing = Draw(program.Runs(3, Sampled.Program), program.Runs(3, Sampled.With(("checksum", 1.6), ("lookup", 0.5))));
        Assert.Equal("dg3", ColourOf(drawing, "checksum"));
        Assert.Equal("ds3", ColourOf(drawing, "lookup"));
        Assert.Equal("dn", ColourOf(drawing, "seal"));
        Assert.Equal("dn", ColourOf(drawing, "tokenize"));
    }

    [Fact]
    public void Both_sides_numbers_are_in_the_data_and_so_is_what_is_gone()
    {
        Sampled program = new(2);
        string data = Draw(program.Runs(3, Sampled.Program), program.Runs(3, Sampled.With(("checksum", 0)))).Descendants(Svg + "script").First().Value;
        Assert.Contains("checksum", data, StringComparison.Ordinal);
        Assert.Contains("→ 0 ns (gone)", data, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_never_become_markup()
    {
        Sampled program = new(3);
        XDocument drawing = Draw([program.Run(Sampled.Program)], [program.Run([.. Sampled.Program, "main;</script><script>alert(1)</script> 400", "main;]]>&lt;'\" 300"])]);
        Assert.Equal(2, drawing.Descendants(Svg + "script").Count());
    }

    private static XDocument Draw(IReadOnlyList<Profile> before, IReadOnlyList<Profile> after)
    {
        using MemoryStream bytes = new();
        DifferenceGraph.Render(before, after, ProfileDifferences.Of(before, after), new FlameGraphOptions(), bytes);
        return XDocument.Parse(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static string ColourOf(XDocument drawing, string function) =>
        drawing.Descendants(Svg + "text").First(text => text.Value == function).Parent!.Attribute("class")!.Value;
}
