using System.Text.Json;

namespace Hone.EndToEnd.Mcp;

/// <summary>hone mcp as agents use it: through the protocol's own client and inspector, against a project that is built, measured and changed for real.</summary>
public sealed class McpTests(McpFixture fixture) : IClassFixture<McpFixture>
{
    private static readonly string[] _tools = ["status", "next", "brief", "hotspots", "matrix", "evidence", "lint", "prove", "verify", "close_no_win"];

    [Fact]
    public void The_official_client_lists_and_calls_every_tool_and_gets_what_the_commands_print()
    {
        string good = Source("good.c", ChangeProject.Program.Replace("round < 48", "round < 12", StringComparison.Ordinal));
        string broken = Source("broken.c", ChangeProject.Program.Replace("return 0;", "return 0", StringComparison.Ordinal));
        Dictionary<string, JsonElement> printed = new()
        {
            ["status"] = Printed("status"),
            ["next"] = Printed("next"),
            ["matrix"] = Printed("matrix"),
            ["evidence"] = Printed("matrix", "show", fixture.Row),
            ["brief"] = Printed("brief", fixture.Row),
        };
        JsonElement seen = ChangeProject.Json(fixture.Node("stdio.mjs", Tool.Program, fixture.Row, fixture.Worktree, good, broken), 0);

        Assert.Equal("hone", seen.GetProperty("server").GetProperty("name").GetString());
        Assert.Equal(_tools, seen.GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
        JsonElement answers = seen.GetProperty("answers");
        Assert.All(printed, each => Assert.True(JsonElement.DeepEquals(each.Value, Document(answers, each.Key)), $"{each.Key}: {Document(answers, each.Key)}"));
        Assert.Equal(1, answers.GetProperty("status").GetProperty("_meta").GetProperty("hone/exit").GetInt32());
        JsonElement profile = Assert.Single(Assert.Single(Document(answers, "hotspots").GetProperty("workloads").EnumerateArray()).GetProperty("profiles").EnumerateArray());
        Assert.Contains("mix", profile.GetProperty("hotspots").EnumerateArray().Select(hotspot => hotspot.GetProperty("function").GetString()));
        Assert.True(Document(answers, "lint").GetProperty("holds").GetBoolean());

        // A change that does not build: an answer of the gate to verify, a hindrance to prove.
        Assert.Equal("build-failed", Document(answers, "verify").GetProperty("verdict").GetProperty("rule").GetString());
        Assert.Contains("[build-failed]\nnext: ", Text(answers, "prove"), StringComparison.Ordinal);
        Assert.Contains("[no-win-not-shown]\nnext: ", Text(answers, "close_no_win"), StringComparison.Ordinal);
        Assert.Contains("[tool-arguments]\nnext: the tool takes none", seen.GetProperty("wrong").GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(-32602, seen.GetProperty("unknown").GetInt32());

        // The cancelled verification told its steps, and left nothing behind.
        Assert.Contains("enough", seen.GetProperty("cancelled").GetString(), StringComparison.Ordinal);
        Assert.Equal("hone.status/1", seen.GetProperty("besides").GetString());
        double[] progress = [.. seen.GetProperty("progress").EnumerateArray().Select(each => each.GetProperty("progress").GetDouble())];
        Assert.True(progress.Length >= 2 && progress.Zip(progress.Skip(1)).All(pair => pair.First < pair.Second), string.Join(' ', progress));
        Assert.InRange(seen.GetProperty("childrenDuring").GetInt32(), 1, 1000);
        Assert.Equal((0, 0), (seen.GetProperty("childrenBefore").GetInt32(), seen.GetProperty("childrenAfter").GetInt32()));
        Assert.Empty(seen.GetProperty("errors").EnumerateArray());
        Assert.Equal(0, fixture.Hone("ledger", "verify").ExitCode);
        Assert.False(Directory.Exists($"/proc/{seen.GetProperty("pid").GetInt32()}"), "the server ended with its client");

        Dictionary<string, string> contents = seen.GetProperty("contents").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetProperty("text").GetString()!);
        Assert.StartsWith("<?xml", contents["hone://flamegraph/day/cpu"], StringComparison.Ordinal);
        Assert.Contains("\"hone.ledger-page/1\"", contents["hone://ledger"], StringComparison.Ordinal);
        Assert.Equal([2, 3], seen.GetProperty("range").GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("seq").GetInt32()));
    }

    [Fact]
    public void The_official_inspector_lists_and_calls_every_tool()
    {
        string broken = Path.Combine(fixture.Worktree, "work.c");
        File.WriteAllText(broken, ChangeProject.Program.Replace("return 0;", "return 0", StringComparison.Ordinal));
        Assert.Equal(_tools, Inspect("--method", "tools/list", "--strict", "--protocol-era", "modern").GetProperty("tools").EnumerateArray().Select(tool => tool.GetProperty("name").GetString()));
        Assert.Contains("hone://ledger", Inspect("--method", "resources/list").GetProperty("resources").EnumerateArray().Select(each => each.GetProperty("uri").GetString()));
        foreach (string tool in _tools)
        {
            JsonElement answer = Inspect(["--method", "tools/call", "--tool-name", tool, .. tool switch { "evidence" => ["--tool-arg", "row=" + fixture.Row], "brief" => ["--tool-arg", "bead=" + fixture.Row], _ => Array.Empty<string>() }]);
            Assert.NotEmpty(answer.GetProperty("content").EnumerateArray());
        }
    }

    [Fact]
    public void Over_http_only_who_shows_the_token_is_served_and_nothing_brings_the_server_down()
    {
        using Tool.Running server = fixture.Begin("mcp", "--http");
        try
        {
            Serve(server);
        }
        catch
        {
            server.Kill();
            throw;
        }
    }

    private void Serve(Tool.Running server)
    {
        string folder = Path.Combine(fixture.State, "hone/mcp");
        Assert.True(SpinWait.SpinUntil(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.json").Length == 1, TimeSpan.FromSeconds(20)));
        string file = Directory.GetFiles(folder, "*.json")[0];
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        JsonElement seen = ChangeProject.Json(fixture.Node("http.mjs", file), 0);
        Dictionary<string, string> statuses = seen.GetProperty("statuses").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.ToString());
        Assert.Equal(("401", "401", "400"), (statuses["noToken"], statuses["wrongToken"], statuses["notJson"]));

        // The first is refused by .NET's listener, which knows its own names.
        Assert.Contains(statuses["otherHost"], new[] { "400", "403", "404" });
        Assert.Equal(("403", "400", "404", "404"), (statuses["otherOrigin"], statuses["noSession"], statuses["unknownSession"], statuses["endedSession"]));
        Assert.Equal(("415", "405", "404", "400"), (statuses["plainText"], statuses["get"], statuses["otherPath"], statuses["laterVersion"]));

        // Who goes on sending may see the connection end before the answer.
        Assert.All(new[] { statuses["tooLong"], statuses["tooLongUnsaid"] }, status => Assert.Contains(status, new[] { "413", "broken" }));
        Assert.Equal((2, _tools.Length, 1), (seen.GetProperty("sessions").GetInt32(), seen.GetProperty("tools").GetInt32(), seen.GetProperty("many").GetInt32()));
        Assert.True(seen.GetProperty("wrong").GetBoolean());
        Assert.Equal("hone.next/1", seen.GetProperty("stillThere").GetString());

        _ = Tool.Run("/", "kill", "-TERM", server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Tool.Answer ended = server.Wait(TimeSpan.FromSeconds(20));
        Assert.Equal(143, ended.ExitCode);
        Assert.Equal("", ended.Output);
        Assert.False(File.Exists(file), "the token is gone with the server");
    }

    private string Source(string name, string text)
    {
        string path = Path.Combine(fixture.State, name);
        File.WriteAllText(path, text);
        return path;
    }

    private JsonElement Printed(params string[] command)
    {
        Tool.Answer answer = fixture.Hone([.. command, "--json"]);
        Assert.True(answer.ExitCode is 0 or 1, answer.ToString());
        return JsonDocument.Parse(answer.Output).RootElement;
    }

    private static JsonElement Document(JsonElement answers, string tool)
    {
        JsonElement answer = answers.GetProperty(tool);
        Assert.True(answer.TryGetProperty("structuredContent", out JsonElement document), answer.ToString());
        Assert.True(JsonElement.DeepEquals(document, JsonDocument.Parse(answer.GetProperty("content")[0].GetProperty("text").GetString()!).RootElement));
        return document;
    }

    private static string Text(JsonElement answers, string tool)
    {
        Assert.True(answers.GetProperty(tool).GetProperty("isError").GetBoolean());
        return answers.GetProperty(tool).GetProperty("content")[0].GetProperty("text").GetString()!;
    }

    // Its exit code is 5 where the tool answers with an error.
    private JsonElement Inspect(params string[] arguments)
    {
        Dictionary<string, string?> variables = new(fixture.Variables) { ["MCP_CATALOG_PATH"] = Path.Combine(fixture.Packages, "catalog.json"), ["MCP_CLIENT_CONFIG_PATH"] = Path.Combine(fixture.Packages, "client.json") };
        string inspector = Path.Combine(fixture.Packages, "node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js");
        Tool.Answer answer = Tool.Run(fixture.Project, variables, "node", [inspector, "--cli", Tool.Program, "mcp", "-e", "XDG_STATE_HOME=" + fixture.State, .. arguments]);
        JsonElement seen = ChangeProject.Json(answer, answer.ExitCode is 5 ? 5 : 0);
        Assert.Equal(answer.ExitCode == 5, seen.TryGetProperty("isError", out JsonElement isError) && isError.GetBoolean());
        return seen;
    }
}
