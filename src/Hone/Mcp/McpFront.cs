using Hone.Cli.Mcp.Resources;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Hone.Cli.Mcp;

/// <summary>What the SDK's server is made of: handlers written out, since finding tools by reflection does not survive compiling ahead of time.</summary>
internal sealed class McpFront : IDisposable
{
    private const string Instructions =
        """
        Hone runs performance work as a phase: baseline, profile, oracle, matrix, one lever at a time, guardrails. Nothing is proposed without
        profile evidence, nothing lands without checked equivalence and a measured gain.
        Ask `next` for the one next step; it answers with a command for a shell. `hotspots`, `matrix` and `evidence` say where a change would
        pay and what it may save. A change is begun with `hone change start ROW`, made in its worktree, then held against `lint`, `prove` and
        `verify`. A verification that shows no gain worth having is closed with `close_no_win`: no win, with evidence, is a full success.
        Do not touch goldens, inputs, hone.toml, tests or benchmarks: such a change is refused. Sealing, accepting and landing are not offered here.
        """;

    private readonly CallLanes _lanes = new();
    private readonly ToolDesk _desk;
    private readonly ResourceDesk _resources;

    public McpFront(ServedProject project)
    {
        _desk = new(project, _lanes);
        _resources = new(project, _lanes);
    }

    /// <summary>Ends the calls that work for minutes.</summary>
    public void Leave() => _desk.Leave();

    /// <summary>A server for one client, on a transport that is there already.</summary>
    public McpServer Serve(ITransport transport) => McpServer.Create(transport, Options());

    /// <inheritdoc/>
    public void Dispose()
    {
        _desk.Dispose();
        _lanes.Dispose();
    }

    private McpServerOptions Options() => new()
    {
        ServerInfo = new() { Name = "hone", Title = "Hone", Version = typeof(McpFront).Assembly.GetName().Version?.ToString(3) ?? "0" },
        ServerInstructions = Instructions,
        Capabilities = new() { Tools = new(), Resources = new() },
        ScopeRequests = false,
        Handlers = new()
        {
            ListToolsHandler = ToolDesk.List,
            CallToolHandler = _desk.Call,
            ListResourcesHandler = _resources.List,
            ListResourceTemplatesHandler = ResourceDesk.Templates,
            ReadResourceHandler = _resources.Read,
        },
    };
}
