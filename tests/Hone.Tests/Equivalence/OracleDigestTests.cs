using Hone.Equivalence;
using Hone.Workloads;

namespace Hone.Tests.Equivalence;

public sealed class OracleDigestTests
{
    private const string Stated =
        """
        [project]
        name = "p"
        [[workload]]
        name = "w"
        command = ["a"]
        [[oracle.case]]
        name = "c"
        workload = "w"
        command = ["a", "--bad"]
        expect-exit = 2
        [[oracle.normalise]]
        channel = "stdout"
        kind = "uuid"
        [[oracle.invariant]]
        name = "i"
        holds = "exit == 0"
        """;

    [Fact]
    public void What_says_nothing_of_the_oracle_does_not_count()
    {
        string digest = Digest(Stated);
        Assert.Equal(64, digest.Length);
        Assert.Equal(digest, Digest("# a comment\n" + Stated.Replace("command = [\"a\"]", "command = [\"a\"]\nruns = 50", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("exit == 0", "exit == 0 or exit == 2")]
    [InlineData("\"--bad\"", "\"--worse\"")]
    [InlineData("expect-exit = 2", "expect-exit = 3")]
    [InlineData("kind = \"uuid\"", "kind = \"pid\"")]
    [InlineData("channel = \"stdout\"", "channel = \"stderr\"")]
    [InlineData("name = \"c\"", "name = \"d\"")]
    [InlineData("kind = \"uuid\"", "kind = \"uuid\"\ncase = \"c\"")]
    [InlineData("command = [\"a\", \"--bad\"]", "command = [\"a\", \"--bad\"]\noutputs = [\"o\"]")]
    public void Every_part_of_it_counts(string now, string then)
    {
        Assert.Contains(now, Stated, StringComparison.Ordinal);
        Assert.NotEqual(Digest(Stated), Digest(Stated.Replace(now, then, StringComparison.Ordinal)));
    }

    private static string Digest(string manifest) => OracleDigest.Of(Manifest.Parse(manifest, "hone.toml"));
}
