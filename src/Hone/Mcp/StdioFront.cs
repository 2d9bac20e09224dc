using Hone.Cli.Mcp.Messages;
using Hone.Linux.Processes;
using ModelContextProtocol.Server;

namespace Hone.Cli.Mcp;

/// <summary>Serves the one client that started this process, over standard input and output.</summary>
internal static class StdioFront
{
    /// <summary>Serves until the client closes standard input; calls that are being answered are answered still, what measures is ended.</summary>
    public static void Run(ServedProject project, CancellationToken cancellation)
    {
        using ProtocolStreams streams = ProtocolStreams.Take();
        using McpFront front = new(project);
        LineTransport transport = new(streams.Input, streams.Output, front.Leave);
        Run(front, transport, cancellation).GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
    }

    private static async Task Run(McpFront front, LineTransport transport, CancellationToken cancellation)
    {
        McpServer server = front.Serve(transport);
        await using (server.ConfigureAwait(false))
        {
            await server.RunAsync(cancellation).ConfigureAwait(false);
        }
    }
}
