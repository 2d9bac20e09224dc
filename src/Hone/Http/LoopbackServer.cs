using System.Net;
using System.Net.Sockets;
using Hone.Problems;

namespace Hone.Cli.Http;

/// <summary>A listener on the loopback interface alone, and what takes requests from it until it is interrupted.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private const int PortTries = 20;

    private static readonly TimeSpan _closing = TimeSpan.FromSeconds(2);

    private readonly HttpListener _listener;

    private LoopbackServer(HttpListener listener, int port) => (_listener, Port) = (listener, port);

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>Listens.</summary>
    /// <param name="port">The port; 0 for one that is free.</param>
    public static LoopbackServer Listen(int port)
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
                return new(listener, tried);
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

    /// <summary>Takes requests, each on its own, until it is interrupted.</summary>
    /// <param name="handle">Answers one.</param>
    /// <param name="most">How many are answered at a time; others are turned away.</param>
    /// <param name="cancellation">Interrupts.</param>
    public async Task Serve(Func<HttpListenerContext, Task> handle, int most, CancellationToken cancellation)
    {
        int underWay = 0;
        while (!cancellation.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().WaitAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException || (error is OperationCanceledException or InvalidOperationException && cancellation.IsCancellationRequested))
            {
                break;
            }

            if (Interlocked.Increment(ref underWay) > most)
            {
                Interlocked.Decrement(ref underWay);
                Exchange.TurnAway(context);
                continue;
            }

            _ = Task.Run(
                async () =>
                {
                    await Exchange.Answer(context, handle).ConfigureAwait(false);
                    Interlocked.Decrement(ref underWay);
                },
                CancellationToken.None);
        }
    }

    /// <summary>Closes it; it waits for clients that read nothing, the end of the process does not.</summary>
    public void Dispose() => _ = Task.Run(_listener.Close, CancellationToken.None).Wait(_closing, CancellationToken.None);

    // Between this and Listen somebody else may take it; then another one is tried.
    private static int Free()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
