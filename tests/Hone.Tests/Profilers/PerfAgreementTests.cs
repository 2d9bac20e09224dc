using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Symbols;
using Hone.Tests.Profiling.Symbols;

namespace Hone.Tests.Profilers;

/// <summary>The same recording, read by perf report and by Hone.</summary>
[Collection("perf")]
[SupportedOSPlatform("linux")]
public sealed partial class PerfAgreementTests
{
    [Fact]
    public void Self_shares_agree_with_perf_report_on_a_program_with_symbols()
    {
        using Compiler compiler = new();

        // Without inlining, perf (which expands none here) and Hone speak of the same functions.
        Check(compiler, [compiler.Compile("gcc", "split.c", "-O2", "-g", "-fno-inline", "-Dalways_inline=noinline"), "300"], 4);
    }

    [Fact]
    public void Self_shares_agree_with_perf_report_on_jq()
    {
        using Compiler compiler = new();
        string input = Path.Combine(compiler.Folder, "input.json");
        File.WriteAllText(input, "[" + string.Join(',', Enumerable.Range(0, 60000).Select(i => $$"""{"id":{{i}},"name":"n{{i % 97}}","tags":["a","b{{i % 7}}"],"score":{{i * 31 % 1000}}.5}""")) + "]");
        Check(compiler, ["jq", "group_by(.name) | map({name: .[0].name, total: (map(.score) | add)}) | sort_by(.total)", input], 8);
    }

    [Fact]
    public void Self_shares_agree_with_perf_report_on_sqlite()
    {
        using Compiler compiler = new();
        string script = """
            CREATE TABLE a(id INTEGER PRIMARY KEY, k INT, t TEXT);
            CREATE TABLE b(id INTEGER PRIMARY KEY, k INT, v REAL);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO a SELECT i, i * 7919 % 5000, 'text' || i FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO b SELECT i, i * 104729 % 5000, i / 3.0 FROM n;
            CREATE INDEX bk ON b(k);
            SELECT sum(length(a.t) * b.v) FROM a JOIN b ON a.k = b.k;
            """;
        Check(compiler, ["sqlite3", ":memory:", script], 8);
    }

    /// <summary>Records once; every function that perf report gives 3 % or more has the same self share here, to within one point.</summary>
    private static void Check(Compiler compiler, string[] command, int top)
    {
        string data = Path.Combine(compiler.Folder, "perf.data");
        Compiler.Run("perf", ["record", "-q", "-N", "-e", "cpu-clock", "-F", "1999", "--call-graph", "dwarf,8192", "-o", data, "--", .. command]);
        PerfData reader = new("/usr/bin/perf", new ImageStore());
        reader.Add(data, TestContext.Current.CancellationToken);
        Profile profile = reader.Build("", [], TestContext.Current.CancellationToken);
        Dictionary<string, double> ours = Self(profile);

        // Names taken from perf would agree with perf whatever our own tables say.
        Assert.DoesNotContain(reader.NamedByPerf, name => name.Contains("(/", StringComparison.Ordinal));

        List<string> table = [];
        int compared = 0;
        foreach (string line in Compiler.Run("perf", "report", "-i", data, "--no-children", "-g", "none", "--stdio", "--no-inline", "-s", "sym,dso").Split('\n'))
        {
            Match row = Row().Match(line);
            if (!row.Success || row.Groups["where"].Value == "k" || row.Groups["sym"].Value.StartsWith("0x", StringComparison.Ordinal))
            {
                continue;
            }

            double share = double.Parse(row.Groups["share"].Value, CultureInfo.InvariantCulture);
            string name = SymbolName.Clean(row.Groups["sym"].Value);
            double here = ours.GetValueOrDefault(name);
            table.Add(string.Create(CultureInfo.InvariantCulture, $"{share,6:0.00} {here,6:0.00} {name}"));
            if (share >= 3 && compared < top)
            {
                compared++;
                Assert.True(Math.Abs(share - here) <= 1, $"{name}: perf report {share} %, here {here:0.00} %\n{string.Join('\n', table)}\n{string.Join('\n', ours.OrderByDescending(p => p.Value).Take(20))}");
            }
        }

        Assert.True(compared > 0, "perf report named no function of 3 % or more");
        TestContext.Current.TestOutputHelper?.WriteLine($"{profile.Total(1)} samples\nperf   here\n" + string.Join('\n', table.Take(12)) + "\n" + string.Join('\n', profile.Notes));
    }

    private static Dictionary<string, double> Self(Profile profile)
    {
        Dictionary<string, double> shares = [];
        foreach (StackValues stack in profile.Stacks)
        {
            // perf report names the leaf by its symbol, whatever was inlined there.
            string name = profile.Frames[profile.Nodes[stack.Node].Frame].Function;
            shares[name] = shares.GetValueOrDefault(name) + 100.0 * stack.Values[0] / profile.Total();
        }

        return shares;
    }

    [GeneratedRegex(@"^\s*(?<share>[\d.]+)%\s+\[(?<where>[.k])\]\s+(?<sym>\S+)")]
    private static partial Regex Row();
}
