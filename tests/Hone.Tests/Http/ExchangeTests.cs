using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hone.Cli.Http;
using Hone.Problems;

namespace Hone.Tests.Http;

public sealed class ExchangeTests
{
    [Fact]
    public void A_client_that_has_gone_is_not_worth_a_word()
    {
        Assert.Null(Exchange.Told(new IOException("broken pipe")));
        Assert.Null(Exchange.Told(new SocketException()));
        Assert.Null(Exchange.Told(new ObjectDisposedException("response")));
        Assert.Null(Exchange.Told(new OperationCanceledException()));
    }

    [Fact]
    public void A_client_that_reads_nothing_a_problem_and_a_bug_are_told_with_what_to_do()
    {
        Assert.Contains("[client-stuck]\nnext: ", Exchange.Told(new TimeoutException()), StringComparison.Ordinal);
        Assert.Contains("the disk is full [disk-full]\nnext: make room", Exchange.Told(new ProblemException(new(ExitCode.ToolMissing, "disk-full", "the disk is full", "make room"))), StringComparison.Ordinal);
        string bug = Exchange.Told(new InvalidOperationException("never"))!;
        Assert.Contains("never [bug]\nnext: ", bug, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), bug, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_reads_slowly_gets_a_long_answer_whole_and_one_that_reads_nothing_is_left()
    {
        byte[] body = new byte[24 << 20];
        TimeSpan patience = TimeSpan.FromSeconds(1.5);
        using HttpListener listener = Loopback.Listen(out int port);
        using TcpClient slow = await Ask(port);
        Task writing = Exchange.Write((await listener.GetContextAsync()).Response, body, patience);
        long began = Stopwatch.GetTimestamp();
        byte[] read = new byte[256 << 10];
        for (long taken = 0; taken < body.Length;)
        {
            int some = await slow.GetStream().ReadAsync(read, TestContext.Current.CancellationToken);
            Assert.NotEqual(0, some);
            taken += some;
            await Task.Delay(TimeSpan.FromSeconds(3) * some / body.Length, TestContext.Current.CancellationToken);
        }

        await writing;
        Assert.True(Stopwatch.GetElapsedTime(began) > patience, "the client was not slow");
        using TcpClient deaf = await Ask(port);
        HttpListenerContext context = await listener.GetContextAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => Exchange.Write(context.Response, body, patience));
        await Exchange.Break(context, isStuck: true).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static async Task<TcpClient> Ask(int port)
    {
        TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"), TestContext.Current.CancellationToken);
        return client;
    }
}
