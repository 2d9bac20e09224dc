using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Tests.Measurement.Comparing;

public sealed class PeerRulesTests
{
    [Fact]
    public void Each_rule_reports_a_plain_difference_in_its_direction_and_none_between_equals()
    {
        double[] slow = [.. Enumerable.Range(0, 20).Select(i => 110.0 + (i % 5))];
        double[] fast = [.. Enumerable.Range(0, 20).Select(i => 100.0 + (i % 5))];
        foreach (PeerRule rule in PeerRules.All)
        {
            Assert.True(rule.Judge(fast, slow) == PeerCall.Slower, rule.Name);
            Assert.True(rule.Judge(slow, fast) == PeerCall.Faster, rule.Name);
            Assert.True(rule.Judge(fast, fast) == PeerCall.None, rule.Name);
        }
    }

    [Fact]
    public void Hyperfine_prints_a_ratio_with_the_propagated_deviation()
    {
        // Means 100 and 103, deviations √2 each: 1.03 ± 0.0203 excludes 1, at 102 the range 1.02 ± 0.0201 does not.
        double[] first = [99, 101, 99, 101];
        Assert.Equal(PeerCall.Slower, PeerRules.HyperfinePrinted(first, [102, 104, 102, 104]));
        Assert.Equal(PeerCall.None, PeerRules.HyperfinePrinted(first, [100.5, 102.5, 100.5, 102.5]));
    }

    [Fact]
    public void Poop_wants_the_whole_interval_beyond_one_percent()
    {
        // n = 4 and 4, pooled deviation 1.1547, t(6) = 2.447: half an interval is 2.447 · 1.1547 · √½ = 1.998 %.
        double[] first = [99, 101, 99, 101];
        Assert.Equal(PeerCall.Slower, PeerRules.Poop(first, [102.01, 104.01, 102.01, 104.01]));
        Assert.Equal(PeerCall.None, PeerRules.Poop(first, [101.98, 103.98, 101.98, 103.98]));
    }

    [Fact]
    public void Criterion_ignores_what_is_certain_but_below_one_percent()
    {
        double[] first = [.. Enumerable.Range(0, 40).Select(i => 1000.0 + (i % 3))];
        double[] second = [.. first.Select(value => value * 1.005)];
        Assert.Equal(PeerCall.None, PeerRules.Criterion(first, second));
        Assert.Equal(PeerCall.Slower, PeerRules.Benchstat(first, second));
        Assert.Equal(PeerCall.Slower, PeerRules.Criterion(first, [.. first.Select(value => value * 1.02)]));
    }

    [Fact]
    public void On_independent_normal_runs_the_rules_keep_their_nominal_rates()
    {
        // It is the drift of machines that breaks them, not the formulas: five in a hundred at most here.
        SeededRandom random = new(1);
        const int trials = 300;
        int[] alarms = new int[PeerRules.All.Count];
        for (int i = 0; i < trials; i++)
        {
            double[] first = [.. Enumerable.Range(0, 20).Select(_ => 100 + (3 * random.NextNormal()))];
            double[] second = [.. Enumerable.Range(0, 20).Select(_ => 100 + (3 * random.NextNormal()))];
            for (int k = 0; k < alarms.Length; k++)
            {
                alarms[k] += PeerRules.All[k].Judge(first, second) == PeerCall.None ? 0 : 1;
            }
        }

        Assert.All(alarms, count => Assert.True(Binomial.UpperTail(count, trials, 0.05) > 1e-4, string.Join(' ', alarms)));
    }

    [Fact]
    public void Runs_that_never_vary_break_no_rule()
    {
        foreach (PeerRule rule in PeerRules.All)
        {
            Assert.True(rule.Judge([5, 5, 5], [5, 5, 5]) == PeerCall.None, rule.Name);
        }
    }
}
