using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Tests.Measurement.Comparing;

public sealed class ComparisonRuleTests
{
    private static readonly ComparisonDesign _design = new();

    public static TheoryData<string> Noises => [.. NastyNoise.Kinds];

    [Theory]
    [MemberData(nameof(Noises))]
    public void Equal_commands_are_called_different_no_more_often_than_promised(string noise)
    {
        // 0.8 % at most; 3000 streams, and a chance of one in 100,000 that this fails for nothing.
        int alarms = 0;
        SeededRandom random = new(1);
        const int streams = 3000;
        for (int i = 0; i < streams; i++)
        {
            alarms += Run(NastyNoise.Pairs(noise, 160, random), _design).Verdict is ComparisonVerdict.Faster or ComparisonVerdict.Slower ? 1 : 0;
        }

        Assert.True(Binomial.UpperTail(alarms, streams, SelfTestTally.Promised(_design)) > 1e-5, $"{alarms} of {streams}");
    }

    [Fact]
    public void Stopping_as_soon_as_something_is_shown_to_be_the_same_does_not_raise_it()
    {
        int alarms = 0;
        SeededRandom random = new(2);
        const int streams = 2000;
        for (int i = 0; i < streams; i++)
        {
            alarms += Run(NastyNoise.Pairs("heavy tails", 160, random), _design with { UntilSame = true }).Verdict is ComparisonVerdict.Faster or ComparisonVerdict.Slower ? 1 : 0;
        }

        Assert.True(Binomial.UpperTail(alarms, streams, SelfTestTally.Promised(_design)) > 1e-5, $"{alarms} of {streams}");
    }

    [Fact]
    public void A_naive_rule_that_peeks_fails_the_same_test()
    {
        // The test above can fail: looking at a 1 % test every ten pairs raises far more alarms.
        int alarms = 0;
        SeededRandom random = new(1);
        const int streams = 500;
        for (int i = 0; i < streams; i++)
        {
            double[] pairs = NastyNoise.Pairs("normal", 160, random);
            alarms += Enumerable.Range(1, 16).Any(k => SignedRank.PValue(pairs.AsSpan(0, 10 * k)) < 0.01) ? 1 : 0;
        }

        Assert.True(Binomial.UpperTail(alarms, streams, SelfTestTally.Promised(_design)) < 1e-5, $"{alarms} of {streams}");
    }

    [Theory]
    [InlineData(0.005)]
    [InlineData(0.01)]
    [InlineData(0.02)]
    [InlineData(0.05)]
    [InlineData(0.1)]
    public void Intervals_cover_94_to_97_percent_wherever_the_comparison_stopped(double effect)
    {
        SeededRandom random = new(3);
        const int streams = 4000;
        int held = 0;
        int stopped = 0;
        for (int i = 0; i < streams; i++)
        {
            Comparison comparison = Run([.. Enumerable.Range(0, 200).Select(_ => Math.Log(1 + effect) + (0.02 * NastyNoise.StudentT(random)))], _design);
            held += comparison.Interval!.Value.Contains(1 + effect) ? 1 : 0;
            stopped += comparison.DecidedAfter is null ? 0 : 1;
        }

        // ± three standard errors of so many streams.
        Assert.InRange((double)held / streams, 0.94 - 0.011, 0.97 + 0.01);
        Assert.True(effect < 0.01 || stopped > streams / 10, $"only {stopped} stopped early");
    }

    [Fact]
    public void What_is_read_from_the_record_is_what_was_decided_while_it_ran()
    {
        SeededRandom random = new(4);
        int early = 0;
        for (int i = 0; i < 200; i++)
        {
            ComparisonDesign design = _design with { UntilSame = i % 2 == 0 };
            double effect = 0.003 * (i % 7);
            double[] all = [.. NastyNoise.Pairs("bursts", 120, random).Select(pair => pair + effect)];
            int? ran = Enumerable.Range(1, all.Length).Cast<int?>().FirstOrDefault(n => ComparisonRule.LookDecides(all.AsSpan(0, n!.Value), design));
            Comparison read = Judge(all[..(ran ?? all.Length)], ran is null ? StopReason.Budget : StopReason.Decided, design);
            Assert.Equal(ran, read.DecidedAfter);
            Assert.True(ran is null || read.Verdict != ComparisonVerdict.Undecided);

            // Pairs that came after the decision (another command was still open, say) do not change it.
            Comparison longer = Judge(all, StopReason.Budget, design);
            Assert.Equal(ran is null ? longer.Verdict : read.Verdict, longer.Verdict);
            early += ran is null ? 0 : 1;
        }

        Assert.InRange(early, 20, 180);
    }

    [Fact]
    public void Swapping_the_commands_mirrors_the_answer()
    {
        SeededRandom random = new(5);
        for (int i = 0; i < 100; i++)
        {
            double effect = 0.004 * (i % 6);
            double[] pairs = [.. NastyNoise.Pairs("heavy tails", 80, random).Select(pair => pair + effect)];
            Comparison one = Run(pairs, _design);
            Comparison other = Run([.. pairs.Select(pair => -pair)], _design);
            Assert.Equal(
                one.Verdict switch
                {
                    ComparisonVerdict.Faster => ComparisonVerdict.Slower,
                    ComparisonVerdict.Slower => ComparisonVerdict.Faster,
                    _ => one.Verdict,
                },
                other.Verdict);
            Assert.Equal(one.DecidedAfter, other.DecidedAfter);
            Assert.Equal(1, one.Ratio * other.Ratio, 1e-12);
            Assert.Equal(1, one.Interval!.Value.Low * other.Interval!.Value.High, 1e-12);
        }
    }

    [Theory]
    [InlineData(1000, 1001)]
    [InlineData(7, 8)]
    [InlineData(2_637_824, 2_641_920)]
    public void Figures_that_only_take_two_values_tie_whichever_command_has_the_larger(double low, double high)
    {
        Assert.Equal(0, ComparisonRule.LogRatio(low, high) + ComparisonRule.LogRatio(high, low));
        Assert.Equal(
            1,
            ComparisonRule.Judge(Metric.PeakRss, [new([.. Enumerable.Repeat(low, 20), .. Enumerable.Repeat(high, 20)], [.. Enumerable.Repeat(high, 20), .. Enumerable.Repeat(low, 20)], StopReason.Budget)], _design)[0].PValue);
    }

    [Fact]
    public void More_is_better_for_throughput()
    {
        double[] up = [.. NastyNoise.Pairs("normal", 60, new(6)).Select(pair => pair + 0.05)];
        Metric throughput = Metric.Wall with { Name = "items", LowerIsBetter = false };
        Assert.Equal(ComparisonVerdict.Slower, Run(up, _design).Verdict);
        Assert.Equal(ComparisonVerdict.Faster, ComparisonRule.Judge(throughput, [Pairs(up, StopReason.Budget)], _design)[0].Verdict);
    }

    [Fact]
    public void With_several_equal_commands_a_false_alarm_about_any_is_as_rare_as_with_one()
    {
        ComparisonDesign design = _design with { Comparisons = 5 };
        SeededRandom random = new(7);
        const int streams = 1500;
        int alarms = 0;
        for (int i = 0; i < streams; i++)
        {
            // One reference run stands in all five pairs, so that they lean the same way.
            double[] reference = NastyNoise.Pairs("heavy tails", 80, random);
            CommandPairs[] all = [.. Enumerable.Range(0, 5).Select(_ => Stop([.. NastyNoise.Pairs("heavy tails", 80, random).Zip(reference, (own, shared) => own + shared)], design))];
            alarms += ComparisonRule.Judge(Metric.Wall, all, design).Any(one => one.Verdict is ComparisonVerdict.Faster or ComparisonVerdict.Slower) ? 1 : 0;
        }

        Assert.True(Binomial.UpperTail(alarms, streams, SelfTestTally.Promised(design)) > 1e-5, $"{alarms} of {streams}");
    }

    [Fact]
    public void Commands_that_are_told_apart_make_the_end_no_stricter_for_the_others_than_Benjamini_and_Hochberg_do()
    {
        // p = 2 · 2⁻⁹ = 0.0039 for each: within 0.005 for three together by Benjamini and Hochberg, not by Bonferroni.
        double[] nine = [.. Enumerable.Range(1, 9).Select(i => 0.01 + (i * 1e-4))];
        ComparisonDesign design = _design with { Comparisons = 3 };
        Assert.All(
            ComparisonRule.Judge(Metric.Wall, [Pairs(nine, StopReason.Budget), Pairs(nine, StopReason.Budget), Pairs(nine, StopReason.Budget)], design),
            one => Assert.Equal(ComparisonVerdict.Slower, one.Verdict));

        // Two that do not differ leave the third with three times its p-value.
        double[] none = [.. Enumerable.Range(1, 9).Select(i => (i % 2 == 0 ? 1 : -1) * i * 1e-4)];
        Assert.NotEqual(
            ComparisonVerdict.Slower,
            ComparisonRule.Judge(Metric.Wall, [Pairs(nine, StopReason.Budget), Pairs(none, StopReason.Budget), Pairs(none, StopReason.Budget)], design)[0].Verdict);
    }

    [Fact]
    public void A_comparison_that_was_interrupted_decides_by_its_looks_alone()
    {
        double[] clear = [.. NastyNoise.Pairs("normal", 13, new(8)).Select(pair => pair + 0.2)];
        Assert.Equal(ComparisonVerdict.Slower, Judge(clear, StopReason.Budget, _design).Verdict);
        Assert.Equal(ComparisonVerdict.Undecided, Judge(clear, StopReason.Interrupted, _design).Verdict);
        double[] looked = [.. NastyNoise.Pairs("normal", 15, new(8)).Select(pair => pair + 0.2)];
        Assert.Equal(ComparisonVerdict.Slower, Judge(looked, StopReason.Interrupted, _design).Verdict);
    }

    [Fact]
    public void Commands_at_the_bound_of_sameness_are_seldom_called_the_same()
    {
        SeededRandom random = new(9);
        const int streams = 2000;
        int same = 0;
        for (int i = 0; i < streams; i++)
        {
            same += Run([.. Enumerable.Range(0, 160).Select(_ => Math.Log(1.02) + (0.05 * random.NextNormal()))], _design with { UntilSame = true }).Verdict == ComparisonVerdict.Same ? 1 : 0;
        }

        // Early looks and the end have 5 % each.
        Assert.True(Binomial.UpperTail(same, streams, 0.1) > 1e-5, $"{same} of {streams}");
    }

    [Fact]
    public void Nothing_is_decided_by_too_few_pairs_or_by_values_without_a_ratio()
    {
        Comparison few = Judge([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], StopReason.Budget, _design);
        Assert.Equal(ComparisonVerdict.Undecided, few.Verdict);
        Assert.NotNull(few.Note);
        Comparison zero = ComparisonRule.Judge(Metric.Wall, [new([1, 0, 1], [1, 1, 1], StopReason.Budget)], _design)[0];
        Assert.Equal(ComparisonVerdict.Undecided, zero.Verdict);
        Assert.NotNull(zero.Note);
        Assert.Equal(ComparisonVerdict.Undecided, Judge([], StopReason.Budget, _design).Verdict);
    }

    private static Comparison Run(double[] all, ComparisonDesign design) => ComparisonRule.Judge(Metric.Wall, [Stop(all, design)], design)[0];

    private static CommandPairs Stop(double[] all, ComparisonDesign design)
    {
        foreach (int look in ComparisonDesign.LookAfter.TakeWhile(look => look <= all.Length))
        {
            if (ComparisonRule.LookDecides(all.AsSpan(0, look), design))
            {
                return Pairs(all[..look], StopReason.Decided);
            }
        }

        return Pairs(all, StopReason.Budget);
    }

    private static Comparison Judge(double[] logRatios, StopReason stop, ComparisonDesign design) =>
        ComparisonRule.Judge(Metric.Wall, [Pairs(logRatios, stop)], design)[0];

    private static CommandPairs Pairs(double[] logRatios, StopReason stop) =>
        new([.. logRatios.Select(ratio => Math.Exp(Math.Max(0, -ratio)))], [.. logRatios.Select(ratio => Math.Exp(Math.Max(0, ratio)))], stop);
}
