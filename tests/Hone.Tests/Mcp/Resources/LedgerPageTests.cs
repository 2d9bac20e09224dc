using System.Text.Json;
using Hone.Cli.Mcp.Resources;
using Hone.Ledger;

namespace Hone.Tests.Mcp.Resources;

public sealed class LedgerPageTests
{
    [Theory]
    [InlineData(1, 10, 1, 10)]
    [InlineData(0, 3, 1, 3)]
    [InlineData(995, 2000, 995, 1000)]
    [InlineData(1, 1000, 1, LedgerPageDocument.MostEntries)]
    [InlineData(1001, 1002, 0, 0)]
    [InlineData(7, 6, 0, 0)]
    [InlineData(0, long.MaxValue, 1, LedgerPageDocument.MostEntries)]
    public void A_page_holds_what_was_asked_for_and_no_more_than_fits(long from, long to, long first, long last)
    {
        LedgerPageDocument page = LedgerPageDocument.Of(Entries(1000, 10), from, to);
        Assert.Equal((1000, first, last), (page.Total, page.First, page.Last));
        Assert.Equal(last == 0 ? 0 : last - first + 1, page.Entries.Count);
    }

    [Fact]
    public void A_page_is_full_when_its_data_are_large_and_never_empty()
    {
        LedgerPageDocument page = LedgerPageDocument.Of(Entries(10, LedgerPageDocument.MostData / 3), 1, 10);
        Assert.Equal(2, page.Last);
        Assert.Equal(1, LedgerPageDocument.Of(Entries(10, LedgerPageDocument.MostData * 2), 1, 10).Last);
    }

    private static LedgerEntry[] Entries(int count, int size) =>
    [
        .. Enumerable.Range(1, count).Select(seq => new LedgerEntry
        {
            Seq = seq,
            Time = DateTimeOffset.UnixEpoch,
            Kind = "check",
            Actor = "tester",
            Commit = "none",
            Host = "h",
            Data = JsonDocument.Parse($$"""{"text":"{{new string('x', size)}}"}""").RootElement,
            Prev = LedgerEntry.Origin,
            Hash = LedgerEntry.Origin,
        }),
    ];
}
