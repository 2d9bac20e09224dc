using System.Text.Json;
using System.Xml.Linq;
using Hone.Guardrails;
using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Reporting.Guarding;
using Hone.Tests.Guardrails;
using Hone.Tests.Profiling.Differences;

namespace Hone.Tests.Reporting.Guarding;

/// <summary>A check for people and for CI: text, the comment, JUnit, SARIF.</summary>
public sealed class GuardReportTests
{
    [Fact]
    public void A_regression_with_its_functions() => Golden.Check(Narrow(GuardText.Of(Regressed())));

    [Fact]
    public void Nothing_is_lost() => Golden.Check(Narrow(GuardText.Of(Of(Checks.Workload("day", Checks.Pairs(2, 40, 0.01))))));

    [Fact]
    public void A_noisy_machine() => Golden.Check(Narrow(GuardText.Of(Of(Checks.Workload("day", Checks.Pairs(5, 30, 0.4))))));

    [Fact]
    public void The_comment_of_a_regression() => Golden.Check(GuardMarkdown.Of(Regressed()));

    [Fact]
    public void The_comment_when_nothing_is_lost()
    {
        string comment = GuardMarkdown.Of(Of(Checks.Workload("day", Checks.Pairs(2, 40, 0.01))));
        Assert.StartsWith(GuardMarkdown.Mark + "\n", comment, StringComparison.Ordinal);
        Golden.Check(comment);
    }

    [Fact]
    public void JUnit_of_a_regression_fails_what_regressed_and_skips_what_is_undecided()
    {
        string text = GuardJUnit.Of(Regressed());
        XElement suite = XDocument.Parse(text).Root!.Element("testsuite")!;
        Assert.Equal(("6", "1", "0"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value));
        Assert.Single(suite.Elements("testcase"), test => test.Element("failure") is not null);
        XElement noisy = XDocument.Parse(GuardJUnit.Of(Of(Checks.Workload("day", Checks.Pairs(5, 30, 0.4))))).Root!.Element("testsuite")!;
        Assert.Equal("0", noisy.Attribute("failures")!.Value);
        Assert.Equal(int.Parse(noisy.Attribute("skipped")!.Value, System.Globalization.CultureInfo.InvariantCulture), noisy.Elements("testcase").Count(test => test.Element("skipped") is not null));
        Golden.Check(text);
    }

    [Fact]
    public void SARIF_lies_at_the_function_that_costs_most_more_and_without_one_at_the_manifest()
    {
        string text = GuardSarif.Of(Regressed(), "apps/day/", "hone.toml");
        JsonElement place = Place(text);
        Assert.Equal("apps/day/src/seal.c", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(12, place.GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal("hone.toml", Place(GuardSarif.Of(Regressed() with { Costs = [] }, "", "hone.toml")).GetProperty("artifactLocation").GetProperty("uri").GetString());
        Golden.Check(text);
    }

    [Fact]
    public void A_function_outside_the_repository_is_no_place_for_SARIF()
    {
        GuardReport report = Regressed();
        FunctionDifference Moved(FunctionDifference function) => function with { Frame = function.Frame with { Source = new("/usr/src/libc/memcpy.c", 4) } };
        ProfileDifference difference = report.Costs[0].Difference with { Functions = [.. report.Costs[0].Difference.Functions.Select(Moved)] };
        Assert.Equal("hone.toml", Place(GuardSarif.Of(report with { Costs = [new("day", difference)] }, "", "hone.toml")).GetProperty("artifactLocation").GetProperty("uri").GetString());
    }

    [Fact]
    public void Names_from_outside_reach_neither_terminal_nor_markup()
    {
        GuardReport report = Of(Checks.Workload("evil\u001b[2J<img src=x>|", Checks.Pairs(1, 60, 0.01, cpu: 1.1)));
        Assert.DoesNotContain('\u001b', GuardText.Of(report));
        string comment = GuardMarkdown.Of(report);
        Assert.DoesNotContain('\u001b', comment);
        Assert.DoesNotContain("<img", comment.Replace("`", "", StringComparison.Ordinal).Split("A loss that is meant")[0], StringComparison.Ordinal);
        _ = XDocument.Parse(GuardJUnit.Of(report));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(GuardSarif.Of(report, "", "hone.toml")).RootElement.ValueKind);
    }

    [Fact]
    public void A_name_makes_no_link_and_no_placeholder_in_SARIF_and_has_an_end()
    {
        GuardReport report = Regressed();
        string name = "run::{lambda(int[])#1}[pay](https://evil.example)\\\u001b[2J\u202e" + new string('x', 1 << 20);
        FunctionDifference Named(FunctionDifference function) => function with { Frame = function.Frame with { Function = name } };
        ProfileDifference difference = report.Costs[0].Difference with { Functions = [.. report.Costs[0].Difference.Functions.Select(Named)] };
        string sarif = GuardSarif.Of(report with { Costs = [new("day", difference)] }, "", "hone.toml");
        string message = JsonDocument.Parse(sarif).RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("message").GetProperty("text").GetString()!;
        Assert.Contains(@"run::{{lambda(int\[\])#1}}\[pay\](https://evil.example)\\·\[2J·xxx", message, StringComparison.Ordinal);
        Assert.True(message.Length < 600, message);
    }

    [Fact]
    public void The_gates_own_test()
    {
        GuardTrial[] trials =
        [
            .. Enumerable.Range(0, 10).Select(i => new GuardTrial(0, 2_000_000_000, Checks.Of(Checks.Workload("loop", Checks.Pairs((ulong)i, 40, 0.01))))),
            .. Enumerable.Range(0, 10).Select(i => new GuardTrial(0.05, 1_000_000_000, Checks.Of(Checks.Workload("loop", Checks.Pairs(50 + (ulong)i, 20, 0.01, wall: 1.05, cpu: 1.05))))),
        ];
        IReadOnlyList<GuardTally> rows = GuardTally.Of(trials);
        Assert.True(GuardTally.Holds(rows, GuardRule.Design(3)));
        Golden.Check(Narrow(GuardSelfTestText.Of(rows, GuardRule.Design(3), "a loop of xorshift steps", Hone.Units.Duration.FromMilliseconds(30))));
        GuardTally[] alarms = [new(0, null, 20, 3, 17, 40, 1e9)];
        Assert.False(GuardTally.Holds(alarms, GuardRule.Design(3)));
        Assert.Contains("not to be trusted", GuardSelfTestText.Of(alarms, GuardRule.Design(3), "a loop", Hone.Units.Duration.FromMilliseconds(30)).Replace('\n', ' '), StringComparison.Ordinal);
    }

    private static JsonElement Place(string sarif) => JsonDocument.Parse(sarif).RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation");

    private static GuardReport Of(params GuardedWorkload[] workloads)
    {
        GuardRun run = Checks.Of(workloads);
        return new("shop", run, GuardRule.Judge(run), []);
    }

    private static GuardReport Regressed()
    {
        Sampled program = new(1);
        ProfileDifference difference = ProfileDifferences.Of(program.Runs(3, Sampled.Program), program.Runs(3, Sampled.With(("checksum", 1.3))));
        Frame Placed(Frame frame) => frame.Function == "checksum" ? frame with { Source = new("src/seal.c", 12) } : frame;
        difference = difference with { Functions = [.. difference.Functions.Select(function => function with { Frame = Placed(function.Frame) })] };
        GuardReport report = Of(
            Checks.Workload("day", Checks.Pairs(1, 40, 0.01, cpu: 1.1, design: GuardRule.Design(6))), Checks.Workload("night", Checks.Pairs(2, 40, 0.01, design: GuardRule.Design(6)), limit => limit.Metric == "cpu" ? limit with { Accepted = 0.03 } : limit));
        return report with { Run = report.Run with { Notes = ["web is a server, which this version does not guard"] }, Costs = [new("day", difference)] };
    }

    private static string Narrow(string text)
    {
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        return text;
    }
}
