using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Hone.EndToEnd.Serving;

/// <summary>A small project with beads, and hone serve for it.</summary>
public sealed class ServeFixture : IDisposable
{
    /// <summary>A build and a baseline that take seconds, however busy the machine that looks at them twice a second.</summary>
    internal const string Manifest = """
        [project]
        name = "observed-project"
        [build]
        shell = "sleep 2"
        [[workload]]
        name = "day"
        command = ["sleep", "0.3"]
        runs = 24
        warmups = 1
        """;

    private readonly Tool.Running _server;

    public ServeFixture()
    {
        Project = new(Manifest);
        Tool.Answer seeded = Hone("beads", "seed");
        Assert.True(seeded.ExitCode == 0, seeded.ToString());
        _server = Begin("serve");
        (Address, Token) = Access(State);
    }

    internal ProjectFolder Project { get; }

    public string State { get; } = Directory.CreateTempSubdirectory("hone-state-").FullName;

    /// <summary>The address with the token in its fragment.</summary>
    public Uri Address { get; }

    public string Token { get; }

    private Dictionary<string, string?> Variables => new() { ["XDG_STATE_HOME"] = State };

    /// <summary>What the server of a state directory wrote for its clients.</summary>
    public static (Uri Address, string Token) Access(string state)
    {
        string folder = Path.Combine(state, "hone/mcp");
        Assert.True(SpinWait.SpinUntil(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.json").Length == 1, TimeSpan.FromSeconds(30)), "the server did not begin");
        string file = Directory.GetFiles(folder, "*.json")[0];
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        JsonElement access = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
        return (new(access.GetProperty("url").GetString()!), access.GetProperty("token").GetString()!);
    }

    /// <summary>A client of its own.</summary>
    public static HttpClient Client(Uri address, string? token)
    {
        HttpClient client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = new(address.GetLeftPart(UriPartial.Authority)), Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A bead that can be taken, as the server has it.</summary>
    public static async Task<string> Ready(HttpClient client) => JsonDocument.Parse(await client.GetStringAsync("/state")).RootElement.GetProperty("board").GetProperty("beads").EnumerateArray()
        .First(bead => bead.GetProperty("column").GetString() == "ready").GetProperty("name").GetString()!;

    internal Tool.Answer Hone(params string[] arguments) => Tool.Run(Project.Path, Variables, Tool.Program, arguments);

    internal Tool.Running Begin(params string[] arguments) => Tool.Start(Project.Path, Variables, Tool.Program, arguments);

    public void Dispose()
    {
        _ = Tool.Run("/", "kill", "-TERM", _server.Id.ToString(CultureInfo.InvariantCulture));
        Tool.Answer ended = _server.Wait(TimeSpan.FromSeconds(20));
        _server.Dispose();
        Project.Dispose();
        bool isGone = Directory.GetFiles(Path.Combine(State, "hone/mcp")).Length == 0;
        Directory.Delete(State, recursive: true);
        Assert.Equal((143, true), (ended.ExitCode, isGone));
        Assert.DoesNotContain("[bug]", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, ended.Output, StringComparison.Ordinal);
    }
}
