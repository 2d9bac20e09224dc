using System.Text;
using Hone.Measurement;
using Hone.Measurement.Comparing;

namespace Hone.Tests.Measurement.Comparing;

public sealed class JournalTests
{
    private static readonly JournalHeader _header = new()
    {
        Groups = [["a", "b"]],
        Settings = "budget 4",
        Host = "0123456789ab",
        Seed = 7,
        Metric = "wall",
        Design = new(),
    };

    [Fact]
    public void A_header_comes_back_and_knows_its_own_comparison()
    {
        JournalHeader read = JournalHeader.Read(_header.Write().AsSpan()[..^1])!;
        Assert.Null(_header.DiffersFrom(read));
        Assert.Equal("of other commands", _header.DiffersFrom(read with { Groups = [["a", "c"]] }));
        Assert.Equal("of another host", _header.DiffersFrom(read with { Host = "" }));
        Assert.Equal("of another seed", _header.DiffersFrom(read with { Seed = 8 }));
        Assert.Equal("of other options", _header.DiffersFrom(read with { Settings = "budget 5" }));
        Assert.StartsWith("decided in another way", _header.DiffersFrom(read with { Design = new() { SameWithin = 0.05 } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_round_comes_back()
    {
        RunSample run = new() { WallNanoseconds = 5, UserNanoseconds = 3, SystemNanoseconds = 1, PeakRssBytes = 4096 };
        JournalLine line = new() { Group = 0, Round = new() { Order = [1, 0], Runs = [run, null], Exits = [1, null] }, SpentNanoseconds = 9 };
        JournalLine read = JournalLine.Read(line.Write().AsSpan()[..^1], _header)!;
        Assert.Equal(run, read.Round!.Runs[0]);
        Assert.Null(read.Round.Runs[1]);
        Assert.Equal([1, null], read.Round.Exits);
        Assert.Equal(9, read.SpentNanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"group\":1,\"spentNanoseconds\":0,\"stop\":\"budget\"}")]
    [InlineData("{\"group\":0,\"spentNanoseconds\":0}")]
    [InlineData("{\"group\":0,\"spentNanoseconds\":0,\"round\":{\"order\":[0],\"runs\":[null]}}")]
    [InlineData("{\"group\":0,\"spentNanoseconds\":-1,\"stop\":\"budget\"}")]
    public void A_line_that_does_not_belong_there_is_refused(string line) =>
        Assert.Null(JournalLine.Read(Encoding.UTF8.GetBytes(line), _header));
}
