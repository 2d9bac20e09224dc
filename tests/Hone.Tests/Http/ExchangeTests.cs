using System.Net.Sockets;
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
}
