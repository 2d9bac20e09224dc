using CsCheck;
using Hone.Measurement;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Measurement;

public sealed class PrintedMetricTests
{
    private const string Output = "warm-up: 900.5 req/s\nThroughput: 1,204.5 req/s\nThroughput: 1300 req/s\ndone\n";

    [Theory]
    [InlineData("Throughput: ([0-9.,]+)", MetricTake.Last, 1300)]
    [InlineData("Throughput: ([0-9.,]+)", MetricTake.First, 1204.5)]
    [InlineData("Throughput: ([0-9.,]+)", MetricTake.Sum, 2504.5)]
    [InlineData("^warm-up: (.*) req/s$", MetricTake.Last, 900.5)]
    [InlineData("(?<=warm-up: )([0-9.]+)", MetricTake.Last, 900.5)]
    public void A_regular_expression_finds_the_number_in_its_group(string pattern, MetricTake take, double expected) =>
        Assert.Equal(expected, PrintedMetric.Read(new() { Name = "qps", Pattern = pattern, Take = take }, Output));

    [Theory]
    [InlineData("$.a.b[0].c", 7)]
    [InlineData("$['a']['b'][-1].c", 8.5)]
    [InlineData("$[\"text\"]", -1200)]
    public void A_path_finds_the_number_in_JSON(string path, double expected)
    {
        const string Json = """{"a":{"b":[{"c":7},{"c":8.5}]},"text":"-1,200"}""";
        WorkloadMetric metric = new() { Name = "c", JsonPath = path };
        Assert.Equal(expected, PrintedMetric.Read(metric, Json));
        Assert.Equal(expected, PrintedMetric.Read(metric, "starting\n" + Json + "\n\n"));
    }

    [Theory]
    [InlineData("Latency: ([0-9]+)", "the metric qps was not found by 'Latency: ([0-9]+)'; stdout ends with 'done'")]
    [InlineData("Through(put)", "the metric qps matched 'put', which is no number; stdout ends with 'done'")]
    public void What_is_not_found_is_told_with_the_last_line(string pattern, string expected)
    {
        Problem problem = Assert.Throws<ProblemException>(() => PrintedMetric.Read(new() { Name = "qps", Pattern = pattern }, Output)).Problem;
        Assert.Equal(("metric-missing", expected), (problem.Rule, problem.What));
    }

    [Theory]
    [InlineData("$.b", "has no value at $.b")]
    [InlineData("$.a[0]", "has no value at $.a[0]")]
    [InlineData("$.a", "is no number at $.a but '{}'")]
    [InlineData("$.n", "is no number at $.n but '1e999'")]
    public void A_path_that_leads_to_no_number_is_told(string path, string expected) =>
        Assert.Contains(expected, Assert.Throws<ProblemException>(() => PrintedMetric.Read(new() { Name = "x", JsonPath = path }, """{"a":{},"n":1e999}""")).Problem.What, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"b":2}""")]
    public void Half_a_character_is_no_crash(string json) =>
        Assert.Equal("metric-missing", Assert.Throws<ProblemException>(() => PrintedMetric.Read(new() { Name = "x", JsonPath = "$.a" }, json)).Problem.Rule);

    [Fact]
    public void An_expression_that_backtracks_for_ever_ends() =>
        Assert.Contains(
            "without an end",
            Assert.Throws<ProblemException>(() => PrintedMetric.Read(new() { Name = "x", Pattern = @"(?<!b)((?:a|aa)+)$" }, new string('a', 60) + "!")).Problem.What,
            StringComparison.Ordinal);

    [Fact]
    public void Every_number_that_is_printed_is_read_back() =>
        Gen.Double.Where(double.IsFinite).Sample(value =>
            PrintedMetric.Read(new() { Name = "x", Pattern = "x=(.*)" }, FormattableString.Invariant($"x={value:R}\n")) == value);

    [Fact]
    public void Any_text_gives_a_number_or_a_problem() =>
        Gen.Select(Gen.String[Gen.Char["{}[]\":,.0123456789eE-+\nax "], 0, 40], Gen.Bool).Sample((text, json) =>
        {
            WorkloadMetric metric = json ? new() { Name = "x", JsonPath = "$.a" } : new() { Name = "x", Pattern = "a(.*)" };
            try
            {
                return double.IsFinite(PrintedMetric.Read(metric, text));
            }
            catch (ProblemException error)
            {
                return error.Problem.Rule == "metric-missing";
            }
        });
}
