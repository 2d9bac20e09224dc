using System.Net;
using System.Net.Sockets;
using System.Text;
using Hone.Linux.Load;
using Hone.Measurement.Latency;
using Hone.Measurement.Latency.Requests;
using Hone.Units;

namespace Hone.Tests.Load;

public sealed class HostileServerTests
{
    private const int All = 20;

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    public void What_never_ends_is_a_timeout_that_stays_in_the_latencies(string said)
    {
        using TinyServer server = Saying(said, hold: true);
        LoadResult result = server.Load(40, 0.5);
        Assert.Equal((All, All), ((int)result.Errors.Timeout, (int)result.Errors.Total));
        Assert.Equal(All, result.Latencies.All.Count);
        Assert.InRange(result.Latencies.All.Min, 690_000_000, long.MaxValue);
        Assert.Equal(0, result.ServiceTimes.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n")]
    public void What_ends_too_early_is_broken(string said)
    {
        using TinyServer server = Saying(said, hold: false);
        Assert.Equal(All, server.Load(40, 0.5).Errors.Broken);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/2 200\r\n\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    public void What_is_no_answer_is_malformed(string said)
    {
        using TinyServer server = Saying(said, hold: true);
        LoadResult result = server.Load(40, 0.5);
        Assert.Equal((All, 0), ((int)result.Errors.Malformed, (int)result.Latencies.All.Count));
    }

    [Fact]
    public void A_header_without_end_is_cut_off_and_takes_no_memory()
    {
        byte[] line = Encoding.ASCII.GetBytes("X-Filler: " + new string('x', 60_000));
        using TinyServer server = new(async (self, stream) =>
        {
            _ = await self.RequestAsync(stream);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n"), self.Stopped);
            while (true)
            {
                await stream.WriteAsync(line, self.Stopped);
            }
        });
        Assert.Equal(10, server.Load(20, 0.5, plan => plan with { Timeout = Duration.FromSeconds(10) }).Errors.Malformed);
    }

    [Fact]
    public void A_reset_is_broken_and_the_next_request_gets_a_new_connection()
    {
        using TinyServer server = new(async (self, stream) =>
        {
            _ = await self.RequestAsync(stream);
            stream.Socket.LingerState = new(true, 0);
        });
        LoadResult result = server.Load(40, 0.5);
        Assert.Equal(All, result.Errors.Broken);
        Assert.Equal(All, server.Connections);
    }

    [Fact]
    public void Nobody_there_is_a_connect_error_each()
    {
        int port;
        using (TcpListener listener = new(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        LoadTarget target = LoadTarget.Resolve([RequestFile.Get($"http://127.0.0.1:{port}/", null, [])]);
        LoadResult result = LoadGenerator.Run(target, new() { Rate = 40, Duration = Duration.FromSeconds(0.5), Warmup = Duration.Zero }, null, CancellationToken.None);
        Assert.Equal((All, 0), ((int)result.Errors.Connect, (int)result.Answered));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nuntil the end")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nX: y\r\n\r\n")]
    [InlineData("HTTP/1.1 200\r\nCONTENT-LENGTH:3\r\n\r\nabcand more that nobody asked for")]
    public void Every_way_to_end_an_answer_is_understood(string said)
    {
        using TinyServer server = Saying(said, hold: false);
        Assert.Equal(All, server.Load(40, 0.5).Answered);
    }

    [Fact]
    public void Bad_statuses_are_errors_without_latency()
    {
        using TinyServer server = TinyServer.Answering(Encoding.ASCII.GetBytes("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"));
        LoadResult result = server.Load(40, 0.5);
        Assert.Equal((All, All, 0), ((int)result.Errors.Status, (int)result.Statuses[503], (int)result.Latencies.All.Count));
    }

    [Fact]
    public void A_kept_connection_that_the_server_closes_costs_no_request()
    {
        // After each second answer the connection ends without a word, as at the end of a keep-alive time.
        using TinyServer server = new(async (self, stream) =>
        {
            for (int i = 0; i < 2 && await self.RequestAsync(stream); i++)
            {
                await stream.WriteAsync(TinyServer.Ok, self.Stopped);
            }
        });
        LoadResult result = server.Load(200, 0.5);
        Assert.Equal((100, 0), ((int)result.Answered, (int)result.Errors.Total));
    }

    private static TinyServer Saying(string said, bool hold) => new(async (server, stream) =>
    {
        while (await server.RequestAsync(stream))
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(said), server.Stopped);
            if (!hold)
            {
                return;
            }

            await Task.Delay(Timeout.Infinite, server.Stopped);
        }
    });
}
