using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hone.Cli.Http;

namespace Hone.Tests.Http;

public sealed class ReplyStreamTests
{
    [Fact]
    public async Task Who_reads_gets_the_events_and_comments_between_them()
    {
        MemoryStream body = new();
        await using (ReplyStream reply = new(body, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(20)))
        {
            await reply.FlushAsync(TestContext.Current.CancellationToken);
            await reply.WriteAsync("data: 1\n\n"u8.ToArray(), TestContext.Current.CancellationToken);
            await Task.Delay(200, TestContext.Current.CancellationToken);
            Assert.False(reply.IsStuck);
        }

        string text = Encoding.UTF8.GetString(body.ToArray());
        Assert.StartsWith(":\n\n", text, StringComparison.Ordinal);
        Assert.Contains("data: 1\n\n:\n\n", text, StringComparison.Ordinal);
    }

    // A real connection: the listener's own stream writes parts of it without giving its thread back.
    [Fact]
    public async Task A_client_that_stays_and_reads_nothing_is_left_after_a_while()
    {
        using HttpListener listener = Loopback.Listen(out int port);
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"), TestContext.Current.CancellationToken);
        HttpListenerContext context = await listener.GetContextAsync();
        context.Response.SendChunked = true;
        byte[] much = new byte[256 << 10];
        long began = Stopwatch.GetTimestamp();
        await using (ReplyStream reply = new(context.Response.OutputStream, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1)))
        {
            await reply.FlushAsync(TestContext.Current.CancellationToken);
            await Assert.ThrowsAsync<IOException>(async () =>
            {
                for (int written = 0; written < 400; written++)
                {
                    await reply.WriteAsync(much, TestContext.Current.CancellationToken);
                }
            });
            Assert.True(reply.IsStuck);
            Assert.True(reply.Gone.IsCancellationRequested);
            await Assert.ThrowsAsync<IOException>(async () => await reply.WriteAsync(new byte[1], TestContext.Current.CancellationToken));
        }

        // And the connection ends, although the body has not.
        await Exchange.Break(context, isStuck: true).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        byte[] read = new byte[1 << 20];
        try
        {
            while (await client.GetStream().ReadAsync(read, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken) > 0)
            {
                // What was on its way.
            }
        }
        catch (IOException)
        {
            // Reset.
        }

        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0.9, 30);
    }
}
