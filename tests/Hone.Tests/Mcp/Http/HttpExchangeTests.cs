using System.Net.Sockets;
using Hone.Cli.Mcp.Http;
using Hone.Problems;

namespace Hone.Tests.Mcp.Http;

public sealed class HttpExchangeTests
{
    [Fact]
    public void A_client_that_has_gone_is_not_worth_a_word()
    {
        Assert.Null(HttpExchange.Told(new IOException("broken pipe")));
        Assert.Null(HttpExchange.Told(new SocketException()));
        Assert.Null(HttpExchange.Told(new ObjectDisposedException("response")));
        Assert.Null(HttpExchange.Told(new OperationCanceledException()));
    }

    [Fact]
    public void A_client_that_reads_nothing_a_problem_and_a_bug_are_told_with_what_to_do()
    {
        Assert.Contains("[client-stuck]\nnext: ", HttpExchange.Told(new TimeoutException()), StringComparison.Ordinal);
        Assert.Contains("the disk is full [disk-full]\nnext: make room", HttpExchange.Told(new ProblemException(new(ExitCode.ToolMissing, "disk-full", "the disk is full", "make room"))), StringComparison.Ordinal);
        string bug = HttpExchange.Told(new InvalidOperationException("never"))!;
        Assert.Contains("never [bug]\nnext: ", bug, StringComparison.Ordinal);
        Assert.Contains(nameof(InvalidOperationException), bug, StringComparison.Ordinal);
    }
}
