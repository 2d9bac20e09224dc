using Hone.Problems;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Tests.Workloads;

/// <summary>The tables below <c>[oracle]</c>.</summary>
public sealed class OracleSettingsTests
{
    private const string Head = "[project]\nname = 'x'\n[[workload]]\nname = 'w'\ncommand = ['a', 'b']\nstdin = 'in'\ninputs = ['i']\noutputs = ['o']\nexpect-exit = 3\ntimeout = '5s'\n";

    private static OracleSettings Read(string text) => Manifest.Parse(Head + text, "hone.toml").Oracle;

    [Fact]
    public void Without_the_table_everything_is_compared_as_it_is()
    {
        OracleSettings oracle = Read("");
        Assert.Equal((5, 20, 0, 0, 0), (oracle.Recordings, oracle.MostRecordings, oracle.Cases.Count, oracle.Normalisers.Count, oracle.Invariants.Count));
        Assert.Null(oracle.Fuzz);
    }

    [Fact]
    public void A_case_takes_what_it_leaves_out_from_its_workload()
    {
        OracleCase like = Assert.Single(Read("[[oracle.case]]\nname = 'c'\nworkload = 'w'\nstdin = 'other'\n").Cases);
        Assert.Equal(("a b", "other", 3, Duration.FromSeconds(5)), (like.Command.Text, like.StdinFile, like.ExpectedExit, like.Timeout));
        Assert.Equal(["i"], like.Inputs);
        Assert.Equal(["o"], like.Outputs);

        OracleCase own = Assert.Single(Read("[[oracle.case]]\nname = 'c'\nworkload = 'w'\ncommand = ['a', '--bad']\n").Cases);
        Assert.Equal(("a --bad", null, 0), (own.Command.Text, own.StdinFile, own.ExpectedExit));
        Assert.Empty(own.Inputs);
        Assert.Equal(["o"], own.Outputs);
    }

    [Fact]
    public void Everything_is_read()
    {
        OracleSettings oracle = Read("""
            [oracle]
            recordings = 7
            headers = ['ETag', 'content-type']
            [[oracle.invariant]]
            name = 'sorted'
            workload = 'w'
            holds = 'sorted(lines(stdout))'
            [[oracle.normalise]]
            channel = 'stdout'
            kind = 'multiset'
            invariant = 'sorted'
            [[oracle.normalise]]
            workload = 'w'
            channel = 'file:o'
            kind = 'json-tolerate'
            path = '$.a[*].b'
            relative = 1e-12
            ulp = 2
            [oracle.fuzz]
            input = './in'
            flags = [['--top', '5'], []]
            inputs = 10
            time-budget = '2s'
            [oracle.strength]
            mutants = 5
            timeout-factor = 3
            sources = ['src']
            """);
        Assert.Equal((7, 28), (oracle.Recordings, oracle.MostRecordings));
        Assert.Equal(["content-type", "etag"], oracle.Headers);
        Assert.Equal(("sorted(lines(stdout))", "hone.toml:17:9"), (oracle.Invariants[0].Holds, oracle.Invariants[0].Place));
        Assert.Equal([NormaliserKind.Multiset, NormaliserKind.JsonTolerate], oracle.Normalisers.Select(each => each.Kind));
        Assert.Equal("json-tolerate $.a[*].b relative 1E-12 ulp 2", oracle.Normalisers[1].ToString());
        Assert.Equal(("in", 10, 2), (oracle.Fuzz!.Input, oracle.Fuzz.Inputs, oracle.Fuzz.Flags.Count));
        Assert.Equal((5, 3.0), (oracle.Strength.Mutants, oracle.Strength.TimeoutFactor));
        Assert.True(oracle.Normalisers[1].IsAbout("w", "c", "file:o") && !oracle.Normalisers[1].IsAbout("v", "v", "file:o"));
    }

    [Theory]
    [InlineData("[[oracle.case]]\nname = 'w'\nworkload = 'w'\n", "manifest-duplicate-case", "a workload is called that")]
    [InlineData("[[oracle.case]]\nname = 'c'\nworkload = 'ww'\n", "manifest-unknown-workload", "no workload called \"ww\"")]
    [InlineData("[[oracle.case]]\nname = 'c'\n", "manifest-missing-key", "no workload")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdin'\nkind = 'uuid'\n", "manifest-bad-name", "exit, stdout")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'regex'\n", "manifest-bad-name", "timestamp, duration")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'uuid'\ncase = 'nope'\n", "manifest-unknown-case", "no case called")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'json-drop'\n", "manifest-missing-key", "has no path")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'json-drop'\npath = 'a.b'\n", "manifest-bad-json-path", "$.items[*].id")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'uuid'\nrelative = 0.1\n", "manifest-unused-key", "takes no relative")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'multiset'\n", "manifest-multiset-needs-invariant", "names no invariant")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'multiset'\ninvariant = 'x'\n", "manifest-multiset-needs-invariant", "none of that name")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'uuid'\n[[oracle.normalise]]\nworkload = 'w'\nchannel = 'stdout'\nkind = 'uuid'\n", "manifest-duplicate-normaliser", "uuid twice")]
    [InlineData("[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'json'\n[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'csv'\ncolumns = ['a']\n", "manifest-two-formats", "JSON and as CSV")]
    [InlineData("[[oracle.invariant]]\nname = 'a'\nholds = 'x'\n[[oracle.invariant]]\nname = 'a'\nholds = 'y'\n", "manifest-duplicate-invariant", "the first is at hone.toml:11:1")]
    [InlineData("[oracle.fuzz]\ninput = '/etc/passwd'\n", "manifest-bad-path", "is absolute")]
    [InlineData("[oracle.fuzz]\ninput = 'stdin'\nflags = ['a']\n", "manifest-wrong-type", "array of arrays")]
    [InlineData("[oracle]\nrecordings = 1\n", "manifest-out-of-range", "between 2 and 100")]
    [InlineData("[oracle]\nnormalize = []\n", "manifest-unknown-key", "did you mean normalise?")]
    public void What_is_wrong_is_told_with_its_rule(string text, string rule, string what)
    {
        Problem problem = Assert.Single(Manifest.Read(Head + text, "hone.toml").Problems);
        Assert.Equal(rule, problem.Rule);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, problem.Exit);
    }

    [Fact]
    public void A_multiset_stands_alone()
    {
        ManifestReading reading = Manifest.Read(Head + "[[oracle.invariant]]\nname = 'a'\nholds = 'x'\n[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'multiset'\ninvariant = 'a'\n[[oracle.normalise]]\nchannel = 'stdout'\nkind = 'uuid'\n", "hone.toml");
        Assert.Equal("manifest-multiset-alone", Assert.Single(reading.Problems).Rule);
    }
}
