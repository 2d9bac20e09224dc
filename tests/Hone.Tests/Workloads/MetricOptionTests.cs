using CsCheck;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed class MetricOptionTests
{
    [Fact]
    public void A_typed_metric_is_read_with_its_words_from_the_right()
    {
        Assert.Equal(new() { Name = "qps", Pattern = "Throughput: ([0-9.]+) req/s", HigherIsBetter = true }, MetricOption.Parse("qps=regex:Throughput: ([0-9.]+) req/s,higher"));
        Assert.Equal(
            new() { Name = "p99", Pattern = "p99, ([0-9,.]+), ms", From = "stderr", Take = MetricTake.Sum, Unit = "ms" },
            MetricOption.Parse("p99=regex:p99, ([0-9,.]+), ms,stderr,sum,unit=ms"));
        Assert.Equal(new() { Name = "mean", JsonPath = "$.results[0].mean" }, MetricOption.Parse("mean=json:$.results[0].mean,lower"));
    }

    [Theory]
    [InlineData("qps", "does not begin with a name of letters, digits, - and _, and a =")]
    [InlineData("9=regex:(a)", "does not begin with a name of letters, digits, - and _, and a =")]
    [InlineData("qps=Throughput", "has neither regex: nor json: after the =")]
    [InlineData("qps=regex:Throughput", "has 0 groups, and exactly one must hold the number; write (?:…) for the others")]
    [InlineData("qps=json:rate", "is no path such as $.summary.rate or $.results[0].mean")]
    public void What_states_no_metric_is_refused(string text, string reason)
    {
        Problem problem = Assert.Throws<ProblemException>(() => MetricOption.Parse(text)).Problem;
        Assert.Equal("bad-metric", problem.Rule);
        Assert.EndsWith(reason, problem.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$")]
    [InlineData("$.a.b[0].c")]
    [InlineData("$['a b'][\"c.d\"][-1]")]
    public void A_path_is_read(string path) => Assert.NotNull(MetricPath.Parse(path, out _));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("$.")]
    [InlineData("$..a")]
    [InlineData("$.*")]
    [InlineData("$[*]")]
    [InlineData("$['a'")]
    [InlineData("$['a\\'b']")]
    [InlineData("$[1:2]")]
    [InlineData("$[99999999999]")]
    [InlineData("$a")]
    public void What_is_no_path_to_one_value_is_refused(string path) => Assert.Null(MetricPath.Parse(path, out _));

    [Fact]
    public void No_text_crashes_the_path() => Gen.String[Gen.Char["$.[]'\"ab01-*"], 0, 20].Sample(text => MetricPath.Parse(text, out string reason) is null == reason.Length > 0);
}
