using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed class MetricReaderTests
{
    private const string Start = "[project]\nname = 'x'\n[[workload]]\nname = 'w'\ncommand = ['a']\n";

    [Fact]
    public void The_metrics_of_a_workload_are_read()
    {
        Project project = Manifest.Parse(
            Start
            + "[[workload.metric]]\nname = 'qps'\nregex = 'Throughput: ([0-9.]+)'\nunit = 'req/s'\nbetter = 'higher'\ntake = 'sum'\n"
            + "[[workload.metric]]\nname = 'mean'\njson = '$.results[0].mean'\nfrom = 'out/./summary.json'\n"
            + "[[workload]]\nname = 'v'\ncommand = ['b']\n[[workload.metric]]\nname = 'qps'\nregex = '(.)'\nfrom = 'stderr'\n",
            "hone.toml");
        Assert.Equal(
            [
                new() { Name = "qps", Pattern = "Throughput: ([0-9.]+)", Unit = "req/s", HigherIsBetter = true, Take = MetricTake.Sum },
                new() { Name = "mean", JsonPath = "$.results[0].mean", From = "out/summary.json" },
            ],
            project.Workloads[0].Metrics);
        Assert.Equal([new() { Name = "qps", Pattern = "(.)", From = "stderr" }], project.Workloads[1].Metrics);
    }

    [Theory]
    [InlineData("name = 'q'", "missing-key", "6:1")]
    [InlineData("regex = '(a)'", "missing-key", "6:1")]
    [InlineData("name = 'q'\nregex = '(a)'\njson = '$'", "two-keys", "9:8")]
    [InlineData("name = 'q'\nregex = '(a'", "bad-regex", "8:9")]
    [InlineData("name = 'q'\nregex = 'a'", "bad-regex", "8:9")]
    [InlineData("name = 'q'\njson = 'a'", "bad-json-path", "8:8")]
    [InlineData("name = 'q'\nregex = '(a)'\nfrom = '../x'", "bad-path", "9:8")]
    [InlineData("name = 'q'\nregex = '(a)'\nbetter = 'more'", "bad-name", "9:10")]
    [InlineData("name = 'q'\nregex = ''", "empty-text", "8:9")]
    [InlineData("name = 'q'\nregex = '(a)'\n[[workload.metric]]\nname = 'q'\nregex = '(a)'", "duplicate-metric", "10:8")]
    [InlineData("name = 'q'\nregx = '(a)'", "unknown-key", "8:1")]
    public void What_is_wrong_with_a_metric_is_told_with_its_place(string table, string rule, string place)
    {
        Problem problem = Assert.Single(Manifest.Read(Start + "[[workload.metric]]\n" + table + "\n", "hone.toml").Problems);
        Assert.Equal(("manifest-" + rule, "hone.toml:" + place), (problem.Rule, problem.Place));
    }

    [Theory]
    [InlineData("metric = 'qps'")]
    [InlineData("metric = ['qps']")]
    [InlineData("metric = { name = 'q', regex = '(a)' }")]
    public void A_metric_that_is_no_array_of_tables_is_told(string line)
    {
        Problem problem = Assert.Single(Manifest.Read(Start + line + "\n", "hone.toml").Problems);
        Assert.Equal("manifest-wrong-type", problem.Rule);
        Assert.StartsWith("metric takes an array of tables", problem.What, StringComparison.Ordinal);
    }
}
