using System.Text.Json;
using Hone.Cli.Mcp.Tools;
using Hone.Problems;

namespace Hone.Tests.Mcp.Tools;

public sealed class ToolArgumentsTests
{
    private static readonly ToolParameter[] _parameters =
    [
        new("row", ParameterType.Text, "The row.") { IsRequired = true },
        new("kind", ParameterType.Text, "The kind.") { Values = ["cpu", "alloc"] },
        new("quick", ParameterType.Flag, "Quickly."),
        new("top", ParameterType.Number, "So many.") { Least = 1, Most = 10 },
    ];

    [Fact]
    public void What_fits_is_read()
    {
        ToolArguments read = Read("""{"row":"cpu-1","kind":"alloc","quick":true,"top":10}""");
        Assert.Equal(("cpu-1", "alloc", true, (int?)10), (read.Text("row"), read.Text("kind"), read.Flag("quick"), read.Number("top")));
        ToolArguments few = Read("""{"row":"é"}""");
        Assert.Equal(("é", (string?)null, false, (int?)null), (few.Text("row"), few.Text("kind"), few.Flag("quick"), few.Number("top")));
    }

    [Theory]
    [InlineData("""{}""", "'row' is missing")]
    [InlineData("""{"row":"x","path":"/etc"}""", "no argument 'path'")]
    [InlineData("""{"row":"x","project":"/"}""", "no argument 'project'")]
    [InlineData("""{"row":""}""", "'row' is \"\"")]
    [InlineData("""{"row":7}""", "'row' is 7")]
    [InlineData("""{"row":null}""", "'row' is null")]
    [InlineData("""{"row":["x"]}""", "'row' is an array")]
    [InlineData("""{"row":"\ud800"}""", "'row' is")]
    [InlineData("""{"row":"x","kind":"heap"}""", "'kind' is \"heap\"")]
    [InlineData("""{"row":"x","quick":"yes"}""", "'quick' is \"yes\"")]
    [InlineData("""{"row":"x","top":0}""", "'top' is 0")]
    [InlineData("""{"row":"x","top":11}""", "'top' is 11")]
    [InlineData("""{"row":"x","top":1.5}""", "'top' is 1.5")]
    [InlineData("""{"row":"x","top":1e300}""", "'top' is 1e300")]
    public void What_does_not_fit_is_named_with_what_would(string json, string what)
    {
        Problem problem = Assert.Throws<ProblemException>(() => Read(json)).Problem;
        Assert.Equal((ExitCode.Usage, "tool-arguments"), (problem.Exit, problem.Rule));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.NotEmpty(problem.Next);
    }

    [Fact]
    public void A_text_is_bounded()
    {
        _ = Read($$"""{"row":"{{new string('x', ToolParameter.LongestText)}}"}""");
        Problem problem = Assert.Throws<ProblemException>(() => Read($$"""{"row":"{{new string('x', ToolParameter.LongestText + 1)}}"}""")).Problem;
        Assert.InRange(problem.What.Length, 1, 100);
    }

    private static ToolArguments Read(string json) =>
        ToolArguments.Read(_parameters, JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value));
}
