using System.Text;
using System.Text.Json;
using Hone.Cli.Commands;
using Hone.Cli.Mcp.Tools;
using ModelContextProtocol.Protocol;

namespace Hone.Tests.Mcp.Tools;

public sealed class ToolCatalogueTests
{
    // What a client puts before its model, once for each conversation.
    private const int MostListed = 24_000;

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly string[] _kept = ["seal", "reseal", "waive", "accept", "land", "abandon", "set", "force"];

    [Fact]
    public void The_tools_are_these()
    {
        StringBuilder text = new();
        foreach (Tool tool in ToolCatalogue.All.Select(tool => tool.Listed()))
        {
            text.Append(tool.Name).Append(tool.Annotations!.ReadOnlyHint == true ? " (looks)" : "").Append(": ").Append(tool.Description).Append('\n')
                .Append(JsonSerializer.Serialize(tool.InputSchema, _indented)).Append('\n');
        }

        Golden.Check(text.ToString());
    }

    [Fact]
    public void Nothing_beyond_its_schema_is_let_in() => Assert.All(ToolCatalogue.All, tool =>
    {
        JsonElement schema = InputSchema.Of(tool.Parameters);
        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.False, schema.GetProperty("additionalProperties").ValueKind);
        Assert.Equal(tool.Parameters.Count, schema.GetProperty("properties").EnumerateObject().Count());
    });

    [Fact]
    public void No_tool_has_the_owners_word_and_none_takes_a_path() => Assert.All(ToolCatalogue.All, tool =>
    {
        Assert.DoesNotContain(tool.Name.Split('_'), word => _kept.Contains(word));
        Assert.DoesNotContain(tool.Parameters, parameter => parameter.Name is "path" or "project" or "folder" or "file");
    });

    [Fact]
    public void The_help_of_the_command_names_every_tool()
    {
        string help = McpCommand.Create().Description!;
        Assert.Contains("Tools: " + string.Join(", ", ToolCatalogue.All.Select(tool => tool.Name)) + ";", help, StringComparison.Ordinal);
        Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 140));
    }

    [Fact]
    public void What_is_listed_is_small()
    {
        int length = ToolCatalogue.All.Select(tool => tool.Listed()).Sum(tool => tool.Description!.Length + tool.InputSchema.GetRawText().Length + (tool.OutputSchema?.GetRawText().Length ?? 0));
        Assert.InRange(length, 1000, MostListed);
    }

    [Fact]
    public void Members_that_are_left_out_when_null_are_not_required()
    {
        JsonElement next = ToolCatalogue.Find("next")!.Output!.Value;
        Assert.Equal("object", next.GetProperty("type").GetString());
        Assert.Equal(["schema", "because"], next.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.True(next.GetProperty("properties").TryGetProperty("command", out _));
    }

    [Fact]
    public void Every_tool_stands_in_the_document_with_what_it_takes()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs/mcp.md"));
        Assert.All(ToolCatalogue.All, tool =>
        {
            Assert.Contains($"| `{tool.Name}` |", document, StringComparison.Ordinal);
            Assert.All(tool.Parameters, parameter => Assert.Contains($"`{parameter.Name}", document, StringComparison.Ordinal));
        });
    }
}
