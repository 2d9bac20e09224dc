using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hone.Measurement.Latency.Requests;

namespace Hone.Linux.Load;

/// <summary>Asks a server once whether it is ready.</summary>
internal static class ReadinessProbe
{
    private const int TimeoutMs = 1000;
    private const int FirstError = 400;

    /// <summary>Whether the server takes connections and, for HTTP, answers well.</summary>
    public static bool Ask(Readiness readiness) => readiness switch
    {
        Readiness.Http http => Get(http.Request),
        Readiness.Tcp tcp => Exchange(tcp.Address, _ => true),
        _ => false,
    };

    private static bool Get(RequestTemplate request) => Exchange(request.Address, socket =>
    {
        RequestBytes bytes = new(request);
        socket.Send(bytes.For(0));
        ResponseReader reader = new();
        reader.Begin(bytes.IsHead);
        byte[] received = new byte[4096];
        long started = Stopwatch.GetTimestamp();
        while (reader.State == ResponseState.Open && Stopwatch.GetElapsedTime(started).TotalMilliseconds < TimeoutMs)
        {
            int got = socket.Receive(received);
            if (got == 0)
            {
                _ = reader.EndsWithConnection();
                break;
            }

            _ = reader.Read(received.AsSpan(0, got));
        }

        return reader.State == ResponseState.Complete && reader.Status < FirstError;
    });

    private static bool Exchange(RequestAddress address, Func<Socket, bool> talk)
    {
        try
        {
            IPEndPoint to = LoadTarget.Resolve(address);
            using Socket socket = new(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = TimeoutMs, ReceiveTimeout = TimeoutMs };
            return socket.ConnectAsync(to).Wait(TimeoutMs) && talk(socket);
        }
        catch (Exception error) when (error is SocketException or AggregateException)
        {
            return false;
        }
    }
}
