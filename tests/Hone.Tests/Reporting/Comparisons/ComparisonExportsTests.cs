using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Reporting.Comparisons;

namespace Hone.Tests.Reporting.Comparisons;

public sealed class ComparisonExportsTests
{
    private static readonly ComparisonReport _report = ComparisonReport.From(
        [
            Reports.Samples(20, ("old", "grep 'a|b' \"c,d\" file", 1), ("new", "=cmd()", 0.9)) with
            {
                Parameters = [new Dictionary<string, string> { ["n"] = "1" }, new Dictionary<string, string> { ["n"] = "-2" }],
            },
        ],
        Metric.Wall);

    [Fact]
    public void Comma_separated_values_have_what_hyperfine_has_and_the_verdict() => Golden.Check(ComparisonExports.Csv(_report));

    [Fact]
    public void Markdown_has_a_table_and_a_sentence() => Golden.Check(ComparisonExports.Markdown(_report));
}
