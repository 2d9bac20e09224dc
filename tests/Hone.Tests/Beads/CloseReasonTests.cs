using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class CloseReasonTests
{
    [Theory]
    [InlineData("no errors were found", "error")]
    [InlineData("TimeOut unchanged", "timeout")]
    [InlineData("nothing failed", "failed")]
    [InlineData("unblocked the reader", "blocked")]
    [InlineData("won't fix", "won't fix")]
    public void A_success_must_not_read_as_a_failure(string reason, string word)
    {
        Assert.Equal("close-reason-reads-as-failure", CloseReason.Check(reason, success: true)?.Rule);
        Assert.Contains($"'{word}'", CloseReason.Check(reason, success: true)!.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p95 down 31.4 %, outputs identical, 30 runs", true)]
    [InlineData("no win, with evidence: bound 1.2 %", true)]
    [InlineData("rejected: p95 +0.3 % ± 0.8 %", false)]
    [InlineData("Abandoned, see ledger 12", false)]
    public void A_reason_that_says_what_it_means_is_fine(string reason, bool success) => Assert.Null(CloseReason.Check(reason, success));

    [Theory]
    [InlineData("it did not pay", "close-reason-reads-as-success")]
    [InlineData(" ", "close-reason-empty")]
    public void A_failure_must_be_recognisable(string reason, string rule) => Assert.Equal(rule, CloseReason.Check(reason, success: false)?.Rule);

    [Fact]
    public void No_suggestion_holds_a_failure_word()
    {
        string[] words = ["failed", "rejected", "wontfix", "won't fix", "canceled", "cancelled", "abandoned", "blocked", "error", "timeout", "aborted"];
        foreach (string word in words)
        {
            string instead = CloseReason.Check(word, success: true)!.Next.Split('\'')[1];
            Assert.Null(CloseReason.Check(instead, success: true));
        }
    }
}
