using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Opportunities.Levers;

public sealed class RuleThresholdsTests
{
    private const string Project = "[project]\nname = \"x\"\n\n[[workload]]\nname = \"w\"\ncommand = [\"true\"]\n\n";

    [Fact]
    public void Defaults_lie_within_their_ranges_and_names_are_different()
    {
        Assert.All(RuleThresholds.All, threshold => Assert.InRange(threshold.Default, threshold.Least, threshold.Greatest));
        Assert.Equal(RuleThresholds.All.Count, RuleThresholds.All.Select(threshold => threshold.Name).Distinct().Count());
        Assert.All(RuleThresholds.All, threshold => Assert.Equal(threshold.Default, RuleThresholds.Standard[threshold]));
    }

    [Fact]
    public void The_manifest_states_what_it_wants_and_the_rest_stays()
    {
        RuleThresholds stated = Manifest.Parse(Project + "[levers]\ncodec-share = \"25 %\"\nitem-calls = 30\nscan-exponent = 1.5\nsmall-io-bytes = 512\n", "hone.toml").Levers;
        Assert.Equal(0.25, stated[RuleThresholds.CodecShare]);
        Assert.Equal(30, stated[RuleThresholds.ItemCalls]);
        Assert.Equal(1.5, stated[RuleThresholds.ScanExponent]);
        Assert.Equal(512, stated[RuleThresholds.SmallBytes]);
        Assert.True(stated.IsStated(RuleThresholds.CodecShare));
        Assert.False(stated.IsStated(RuleThresholds.CopyShare));
        Assert.Equal(RuleThresholds.CopyShare.Default, stated[RuleThresholds.CopyShare]);
    }

    [Fact]
    public void An_unknown_limit_is_an_error_with_its_place_and_the_one_that_was_meant()
    {
        Problem problem = Assert.Throws<ProblemException>(() => Manifest.Parse(Project + "[levers]\ncodec-shares = 0.2\n", "hone.toml")).Problem;
        Assert.Contains("codec-share", problem.What + problem.Next, StringComparison.Ordinal);
        Assert.Contains("9:1", problem.Place + problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_out_of_its_range_is_an_error() =>
        Assert.Contains("lock-site", Assert.Throws<ProblemException>(() => Manifest.Parse(Project + "[levers]\nlock-site = 1.5\n", "hone.toml")).Problem.What, StringComparison.Ordinal);
}
