using Hone.Cli.Http;
using Hone.Cli.Mcp.Messages;

namespace Hone.Cli.Mcp.Http;

/// <summary>Serves several clients of this user over HTTP, on the loopback interface alone.</summary>
internal static class HttpFront
{
    private const int MostExchanges = 64;

    /// <summary>Serves until it is interrupted.</summary>
    /// <param name="project">The project.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="ready">Is told the address and the token, once requests are taken.</param>
    /// <param name="cancellation">Interrupts.</param>
    public static void Run(ServedProject project, int port, Action<Uri, AccessToken> ready, CancellationToken cancellation)
    {
        using (LoopbackServer server = LoopbackServer.Listen(port))
        {
            using AccessToken token = new();
            Uri address = new(FormattableString.Invariant($"http://127.0.0.1:{server.Port}{RequestGate.ServedPath}"));
            token.Write(project.Folder, address);
            ready(address, token);
            using McpFront front = new(project);
            Serve(server, new RequestGate(server.Port, token, LineTransport.LongestLine), front, cancellation).GetAwaiter().GetResult();
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private static async Task Serve(LoopbackServer server, RequestGate gate, McpFront front, CancellationToken cancellation)
    {
        HttpSessions sessions = new(front, cancellation);
        HttpExchange exchange = new(gate, sessions);
        await using (sessions.ConfigureAwait(false))
        {
            await server.Serve(exchange.Handle, MostExchanges, cancellation).ConfigureAwait(false);
        }
    }
}
