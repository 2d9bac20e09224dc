using System.Net;
using System.Net.Sockets;

namespace Hone.Tests.Http;

/// <summary>A server on a port of this machine that nobody else has.</summary>
internal static class Loopback
{
    public static HttpListener Listen(out int port)
    {
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        HttpListener listener = new();
        listener.Prefixes.Add(FormattableString.Invariant($"http://127.0.0.1:{port}/"));
        listener.Start();
        return listener;
    }
}
