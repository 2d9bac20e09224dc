using System.Net;
using System.Net.Sockets;
using Hone.Cli.Mcp.Messages;
using Hone.Problems;

namespace Hone.Cli.Mcp.Http;

/// <summary>Serves several clients of this user over HTTP, on the loopback interface alone.</summary>
internal static class HttpFront
{
    private const int MostExchanges = 64;
    private const int PortTries = 20;

    private static readonly TimeSpan _closing = TimeSpan.FromSeconds(2);

    /// <summary>Serves until it is interrupted.</summary>
    /// <param name="project">The project.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="ready">Is told the address and the token, once requests are taken.</param>
    /// <param name="cancellation">Interrupts.</param>
    public static void Run(ServedProject project, int port, Action<Uri, AccessToken> ready, CancellationToken cancellation)
    {
        HttpListener listener = Listen(ref port);
        try
        {
            using AccessToken token = new();
            Uri address = new(FormattableString.Invariant($"http://127.0.0.1:{port}{RequestGate.ServedPath}"));
            token.Write(project.Folder, address);
            ready(address, token);
            using McpFront front = new(project);
            Serve(listener, new RequestGate(port, token, LineTransport.LongestLine), front, cancellation).GetAwaiter().GetResult();
        }
        finally
        {
            // It waits for clients that read nothing; the end of the process does not.
            _ = Task.Run(listener.Close, CancellationToken.None).Wait(_closing, CancellationToken.None);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private static async Task Serve(HttpListener listener, RequestGate gate, McpFront front, CancellationToken cancellation)
    {
        HttpSessions sessions = new(front, cancellation);
        HttpExchange exchange = new(gate, sessions);
        int underWay = 0;
        await using (sessions.ConfigureAwait(false))
        {
            while (!cancellation.IsCancellationRequested)
            {
                HttpListenerContext context;
                try
                {
                    context = await listener.GetContextAsync().WaitAsync(cancellation).ConfigureAwait(false);
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException || (error is OperationCanceledException or InvalidOperationException && cancellation.IsCancellationRequested))
                {
                    break;
                }

                if (Interlocked.Increment(ref underWay) > MostExchanges)
                {
                    Interlocked.Decrement(ref underWay);
                    HttpExchange.TurnAway(context);
                    continue;
                }

                _ = Task.Run(
                    async () =>
                    {
                        await exchange.Answer(context).ConfigureAwait(false);
                        Interlocked.Decrement(ref underWay);
                    },
                    CancellationToken.None);
            }
        }
    }

    private static HttpListener Listen(ref int port)
    {
        bool isAny = port == 0;
        for (int tries = 1; ; tries++)
        {
            int tried = isAny ? Free() : port;
            HttpListener listener = new();
            try
            {
                listener.Prefixes.Add(FormattableString.Invariant($"http://127.0.0.1:{tried}/"));
                listener.Start();
                port = tried;
                return listener;
            }
            catch (Exception error) when (error is HttpListenerException or SocketException)
            {
                listener.Close();
                if (!isAny || tries >= PortTries)
                {
                    throw new ProblemException(new(ExitCode.ToolMissing, "port-taken", $"port {tried} cannot be listened on: {error.Message}", "give another one with --port, or none for one that is free"), error);
                }
            }
        }
    }

    // Between this and Listen somebody else may take it; then another one is tried.
    private static int Free()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
