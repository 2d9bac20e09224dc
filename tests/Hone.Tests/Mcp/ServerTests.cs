using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hone.Cli.Mcp;
using Hone.Cli.Mcp.Messages;
using ModelContextProtocol.Server;

namespace Hone.Tests.Mcp;

/// <summary>The server as one process, by lines of text: what no well-behaved client sends.</summary>
public sealed class ServerTests : IDisposable
{
    private const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("hone-mcp-").FullName;

    public ServerTests() => File.WriteAllText(Path.Combine(_folder, "hone.toml"), "[project]\nname = \"served\"\n[[workload]]\nname = \"day\"\ncommand = [\"true\"]\n");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_thousand_calls_at_once_are_answered_from_a_few_readings()
    {
        (List<JsonElement> answers, int readings) = await Exchange([Initialize, .. Enumerable.Range(1, 1000).Select(id => Call(id, "status", "{}"))], 1001);
        Assert.Equal(Enumerable.Range(0, 1001), answers.Select(answer => answer.GetProperty("id").GetInt32()).Order());
        Assert.All(answers.Where(answer => answer.GetProperty("id").GetInt32() > 0), answer =>
        {
            JsonElement result = answer.GetProperty("result");
            Assert.Equal("hone.status/1", result.GetProperty("structuredContent").GetProperty("schema").GetString());
            Assert.Equal(1, result.GetProperty("_meta").GetProperty("hone/exit").GetInt32());
        });
        Assert.InRange(readings, 1, 200);
    }

    [Fact]
    public async Task Whatever_is_asked_in_whichever_order_is_answered_and_the_server_goes_on()
    {
        string[] lines =
        [
            Call(1, "status", "{}"), // before initialize
            """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":77}}""",
            """{"jsonrpc":"2.0","method":"notifications/cancelled","params":7}""",
            """{"jsonrpc":"2.0","id":99,"result":{}}""", // an answer to nothing
            "{",
            Call(2, "land", "{}"),
            Call(3, "status", """{"path":"/etc/passwd"}"""),
            Call(4, "evidence", """{"row":"no-such"}"""),
            """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"status","arguments":[1]}}""",
            """{"jsonrpc":"2.0","id":6,"method":"tools/call"}""",
            """{"jsonrpc":"2.0","id":7,"method":"no/such"}""",
            """{"jsonrpc":"2.0","id":8,"method":"resources/read","params":{"uri":"file:///etc/passwd"}}""",
            """{"jsonrpc":"2.0","id":15,"method":"tools/call","params":{"name":"\ud800"}}""", // no text
            """{"jsonrpc":"2.0","id":16,"method":"tools/call","params":{"name":"evidence","arguments":{"row":"\ud800"}}}""",
            Call(9, "hotspots", "{}"),
            Call(10, "lint", "{}"),
            Call(11, "close_no_win", """{"change":"no-such"}"""),
            Initialize,
            Initialize,
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            Call(12, "next", "{}"),
            """{"jsonrpc":"2.0","id":13,"method":"resources/list"}""",
            """{"jsonrpc":"2.0","id":14,"method":"resources/read","params":{"uri":"hone://ledger"}}""",
        ];
        (List<JsonElement> answers, int _) = await Exchange(lines, 19);
        Dictionary<string, JsonElement> byId = answers.Where(answer => answer.GetProperty("id").ValueKind == JsonValueKind.Number).GroupBy(answer => answer.GetProperty("id").ToString()).ToDictionary(group => group.Key, group => group.First());
        Assert.Equal("hone.status/1", Result("1").GetProperty("structuredContent").GetProperty("schema").GetString());
        Assert.All(new[] { "2", "5", "6", "7", "8", "15" }, id => Assert.True(byId[id].TryGetProperty("error", out _), byId[id].ToString()));
        Assert.Equal("tool-arguments", Rule("3"));
        Assert.Equal("unknown-row", Rule("4"));
        Assert.Equal("not-profiled", Rule("9"));
        Assert.Equal("no-open-change", Rule("10"));
        Assert.Equal("unknown-change", Rule("11"));
        Assert.StartsWith("hone run", Result("12").GetProperty("structuredContent").GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.Equal("hone://ledger", Assert.Single(Result("13").GetProperty("resources").EnumerateArray()).GetProperty("uri").GetString());
        Assert.Contains("hone.ledger-page/1", Assert.Single(Result("14").GetProperty("contents").EnumerateArray()).GetProperty("text").GetString(), StringComparison.Ordinal);

        JsonElement Result(string id) => byId[id].GetProperty("result");
        string? Rule(string id)
        {
            Assert.True(Result(id).GetProperty("isError").GetBoolean());
            JsonElement[] content = [.. Result(id).GetProperty("content").EnumerateArray()];
            Assert.Contains("\nnext: ", content[0].GetProperty("text").GetString(), StringComparison.Ordinal);
            return JsonDocument.Parse(content[1].GetProperty("text").GetString()!).RootElement.GetProperty("rule").GetString();
        }
    }

    private static string Call(int id, string tool, string arguments) => new JsonObject
    {
        ["jsonrpc"] = "2.0",
        ["id"] = id,
        ["method"] = "tools/call",
        ["params"] = new JsonObject { ["name"] = tool, ["arguments"] = JsonNode.Parse(arguments) },
    }.ToJsonString();

    // The input stays open until the answers are there, as a client would have it.
    private async Task<(List<JsonElement> Answers, int Readings)> Exchange(string[] lines, int expected)
    {
        Pipe input = new(new(pauseWriterThreshold: 0));
        Pipe output = new(new(pauseWriterThreshold: 0));
        ServedProject project = ServedProject.Find(_folder, TestContext.Current.CancellationToken);
        using McpFront front = new(project);
        await using McpServer server = front.Serve(new LineTransport(input.Reader.AsStream(), output.Writer.AsStream(), front.Leave));
        Task running = server.RunAsync(TestContext.Current.CancellationToken);
        await input.Writer.WriteAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"), TestContext.Current.CancellationToken);
        using StreamReader reader = new(output.Reader.AsStream());
        List<JsonElement> answers = [];
        while (answers.Count < expected)
        {
            string line = await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken) ?? throw new EndOfStreamException();
            answers.Add(JsonDocument.Parse(line).RootElement);
        }

        await input.Writer.CompleteAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return (answers, project.Readings);
    }
}
