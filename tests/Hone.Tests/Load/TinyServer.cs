using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hone.Linux.Load;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Requests;
using Hone.Units;

namespace Hone.Tests.Load;

/// <summary>A server of the test itself: one handler of a connection, run for each.</summary>
internal sealed class TinyServer : IDisposable
{
    public static readonly byte[] Ok = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private volatile TaskCompletionSource? _stall;
    private int _connections;

    public TinyServer(Func<TinyServer, NetworkStream, Task> handle)
    {
        _listener.Start(1024);
        _ = AcceptAsync(handle);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/";

    public int Connections => _connections;

    public CancellationToken Stopped => _stop.Token;

    /// <summary>A server that answers every request, unless it stalls.</summary>
    public static TinyServer Answering(byte[]? answer = null) => new(async (server, stream) =>
    {
        while (await server.RequestAsync(stream))
        {
            if (server._stall is TaskCompletionSource stall)
            {
                await stall.Task;
            }

            await stream.WriteAsync(answer ?? Ok, server.Stopped);
        }
    });

    /// <summary>Stops answering for a time; the clock readings of its true begin and end.</summary>
    public (long From, long To) Stall(TimeSpan length)
    {
        TaskCompletionSource stall = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _stall = stall;
        long from = Stopwatch.GetTimestamp();
        Thread.Sleep(length);
        _stall = null;
        long to = Stopwatch.GetTimestamp();
        stall.SetResult();
        return (from, to);
    }

    /// <summary>Reads one request without a body; false at the end of the connection.</summary>
    public async Task<bool> RequestAsync(NetworkStream stream)
    {
        byte[] one = new byte[4096];
        int length = 0;
        while (!one.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            int got = await stream.ReadAsync(one.AsMemory(length), Stopped);
            if (got == 0)
            {
                return false;
            }

            length += got;
        }

        return true;
    }

    public LoadTarget Target(string path = "", string method = "GET") =>
        LoadTarget.Resolve([RequestFile.Get(Url + path, null, []) with { Method = method }]);

    public LoadResult Load(double rate, double seconds, Func<LoadPlan, LoadPlan>? with = null)
    {
        LoadPlan plan = new() { Rate = rate, Duration = Duration.FromSeconds(seconds), Warmup = Duration.Zero, Timeout = Duration.FromSeconds(0.7), Connections = 64 };
        return LoadGenerator.Run(Target(), with?.Invoke(plan) ?? plan, null, CancellationToken.None);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync(Func<TinyServer, NetworkStream, Task> handle)
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(Stopped);
                _ = Task.Run(async () =>
                {
                    using (client)
                    {
                        Interlocked.Increment(ref _connections);
                        client.NoDelay = true;
                        try
                        {
                            await handle(this, client.GetStream());
                        }
                        catch (Exception error) when (error is IOException or OperationCanceledException or SocketException)
                        {
                            // The other side, or the test, has had enough.
                        }
                    }
                });
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }
}
