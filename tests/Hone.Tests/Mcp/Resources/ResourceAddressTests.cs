using Hone.Cli.Mcp.Resources;

namespace Hone.Tests.Mcp.Resources;

public sealed class ResourceAddressTests
{
    [Fact]
    public void Addresses_are_read_as_they_are_written()
    {
        Assert.Equal(new ResourceAddress.Analysis(), ResourceAddress.Read("hone://analysis"));
        Assert.Equal(new ResourceAddress.LatestEntries(), ResourceAddress.Read("hone://ledger"));
        Assert.Equal(new ResourceAddress.Ledger(3, 20), ResourceAddress.Read("hone://ledger/3/20"));
        foreach (string workload in new[] { "day", "large/one", "été 100%", "../..", "a?b#c" })
        {
            Assert.Equal(new ResourceAddress.FlameGraph(workload, "cpu"), ResourceAddress.Read(ResourceAddress.FlameGraphUri(workload, "cpu")));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("hone://")]
    [InlineData("hone://Analysis")]
    [InlineData("hone://analysis/")]
    [InlineData("hone://ledger/-1/5")]
    [InlineData("hone://ledger/1")]
    [InlineData("hone://ledger/1/2/3")]
    [InlineData("hone://ledger/1/99999999999999999999")]
    [InlineData("hone://flamegraph/day")]
    [InlineData("hone://flamegraph/../../cpu")]
    [InlineData("file:///etc/passwd")]
    public void Anything_else_names_nothing(string uri) => Assert.Null(ResourceAddress.Read(uri));
}
