using CsCheck;
using Hone.Guardrails;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Tests.Guardrails;

/// <summary>Regressed, kept and undecided, each a finding of its own.</summary>
public sealed class GuardRuleTests
{
    [Fact]
    public void A_loss_beyond_its_limit_is_regressed_and_the_other_metrics_are_kept_with_what_is_excluded()
    {
        GuardRun run = Checks.Of(Checks.Workload("day", Checks.Pairs(1, 60, 0.01, cpu: 1.1)));
        GuardFigure cpu = Checks.Figure(run, "cpu");
        Assert.Equal(GuardFinding.Regressed, cpu.Finding);
        Assert.InRange(cpu.Ratio, 1.09, 1.11);
        Assert.True(cpu.Interval!.Value.Contains(1.1));
        Assert.NotNull(cpu.DecidedAfter);
        Assert.Null(cpu.Excluded);
        GuardFigure wall = Checks.Figure(run, "wall");
        Assert.Equal(GuardFinding.Kept, wall.Finding);
        Assert.InRange(wall.Excluded!.Value, 0, 0.03);
        Assert.Equal(GuardFinding.Kept, Checks.Figure(run, "peak-rss").Finding);
        Assert.Equal(GuardFinding.Regressed, GuardRule.Verdict(GuardRule.Judge(run)));
    }

    [Fact]
    public void What_is_faster_is_kept()
    {
        GuardFigure cpu = Checks.Figure(Checks.Of(Checks.Workload("day", Checks.Pairs(2, 40, 0.02, cpu: 0.7))), "cpu");
        Assert.Equal(GuardFinding.Kept, cpu.Finding);
        Assert.InRange(cpu.Excluded!.Value, -0.4, -0.2);
    }

    [Fact]
    public void A_loss_that_is_shown_but_lies_below_the_limit_is_no_regression()
    {
        GuardFigure cpu = Checks.Figure(Checks.Of(Checks.Workload("day", Checks.Pairs(3, 400, 0.004, cpu: 1.008))), "cpu");
        Assert.Equal(GuardFinding.Kept, cpu.Finding);
        Assert.True(cpu.Interval!.Value.Low > 1);
    }

    [Fact]
    public void Too_few_pairs_and_too_much_noise_are_undecided_and_say_why()
    {
        GuardFigure few = Checks.Figure(Checks.Of(Checks.Workload("day", Checks.Pairs(4, 5, 0.01, cpu: 1.2))), "cpu");
        Assert.Equal(GuardFinding.Undecided, few.Finding);
        Assert.Contains("5 pairs cannot decide", few.Note, StringComparison.Ordinal);
        GuardFigure noisy = Checks.Figure(Checks.Of(Checks.Workload("day", Checks.Pairs(5, 30, 0.4))), "wall");
        Assert.Equal(GuardFinding.Undecided, noisy.Finding);
        Assert.Contains("pairs", noisy.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_interrupted_before_it_was_decided_is_undecided()
    {
        GuardFigure cpu = Checks.Figure(Checks.Of(Checks.Workload("day", Checks.Pairs(6, 13, 0.01, cpu: 1.5, stop: StopReason.Interrupted))), "cpu");
        Assert.Equal(GuardFinding.Undecided, cpu.Finding);
        Assert.Contains("ended before", cpu.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_loss_moves_what_the_head_is_held_against()
    {
        PairedSamples pairs = Checks.Pairs(7, 80, 0.01, cpu: 1.06);
        Assert.Equal(GuardFinding.Regressed, Checks.Figure(Checks.Of(Checks.Workload("day", pairs)), "cpu").Finding);
        Assert.Equal(GuardFinding.Kept, Checks.Figure(Checks.Of(Checks.Workload("day", pairs, limit => limit with { Accepted = 0.06 })), "cpu").Finding);
        Assert.Equal(GuardFinding.Regressed, Checks.Figure(Checks.Of(Checks.Workload("day", pairs, limit => limit with { Accepted = 0.01 })), "cpu").Finding);
    }

    [Fact]
    public void Memory_of_a_small_program_may_grow_by_the_floor_and_not_by_more()
    {
        PairedSamples small = Checks.Pairs(8, 30, 0.01);
        PairedSamples Grown(long bytes) => small with { Rounds = [.. small.Rounds.Select(round => round with { Runs = [round.Runs[0]! with { PeakRssBytes = 2 << 20 }, round.Runs[1]! with { PeakRssBytes = (2 << 20) + bytes }] })] };
        Assert.Equal(GuardFinding.Kept, Checks.Figure(Checks.Of(Checks.Workload("day", Grown(900_000))), "peak-rss").Finding);
        Assert.Equal(GuardFinding.Regressed, Checks.Figure(Checks.Of(Checks.Workload("day", Grown(1_200_000))), "peak-rss").Finding);
    }

    [Fact]
    public void Memory_that_the_kernel_calls_0_is_kept_while_it_stays_below_the_floor()
    {
        PairedSamples pairs = Checks.Pairs(8, 30, 0.01);
        PairedSamples Of(long before, long after) => pairs with { Rounds = [.. pairs.Rounds.Select(round => round with { Runs = [round.Runs[0]! with { PeakRssBytes = before }, round.Runs[1]! with { PeakRssBytes = after }] })] };
        Assert.Equal(GuardFinding.Kept, Checks.Figure(Checks.Of(Checks.Workload("day", Of(0, 0))), "peak-rss").Finding);
        Assert.Equal(GuardFinding.Kept, Checks.Figure(Checks.Of(Checks.Workload("day", Of(0, 900_000))), "peak-rss").Finding);
        Assert.Equal(GuardFinding.Regressed, Checks.Figure(Checks.Of(Checks.Workload("day", Of(0, 5_000_000))), "peak-rss").Finding);
    }

    [Fact]
    public void A_value_of_0_has_no_ratio_and_no_further_run_is_spent_on_it()
    {
        PairedSamples pairs = Checks.Pairs(9, 60, 0.01);
        pairs = pairs with { Rounds = [.. pairs.Rounds.Select(round => round with { Runs = [round.Runs[0]! with { UserNanoseconds = 0 }, round.Runs[1]] })] };
        GuardedWorkload workload = Checks.Workload("day", pairs);
        Assert.True(GuardRule.IsDecided(workload));
        GuardFigure cpu = Checks.Figure(Checks.Of(workload), "cpu");
        Assert.Equal(GuardFinding.Undecided, cpu.Finding);
        Assert.Contains("has no ratio", cpu.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_decide_without_a_test_when_they_stand_apart()
    {
        GuardFinding Judge(long[] before, long[] after, string metric = GuardLimits.Instructions) => Checks.Figure(
            Checks.Of(new GuardedWorkload("day", Checks.Pairs(10, 1, 0.01), [GuardLimits.Standard("day", metric)]) { Counts = [new(metric, "by hand", before, after)] }), metric).Finding;
        Assert.Equal(GuardFinding.Kept, Judge([1_000_000, 1_000_000], [1_000_100, 1_000_100]));
        Assert.Equal(GuardFinding.Regressed, Judge([1_000_000, 1_000_000], [1_020_000, 1_020_000]));
        Assert.Equal(GuardFinding.Undecided, Judge([1_000_000, 1_100_000], [1_050_000, 1_060_000]));

        // A few calls and a few kilobytes more are no loss of a small program, whatever part of it they are.
        Assert.Equal(GuardFinding.Kept, Judge([40, 40], [50, 50], GuardLimits.Syscalls));
        Assert.Equal(GuardFinding.Regressed, Judge([4000, 4000], [4300, 4300], GuardLimits.Syscalls));
        Assert.Equal(GuardFinding.Kept, Judge([100_000, 100_000], [150_000, 150_000], GuardLimits.Allocated));
        Assert.Equal(GuardFinding.Regressed, Judge([0, 0], [150_000, 150_000], GuardLimits.Allocated));
    }

    [Fact]
    public void What_was_asked_for_and_not_counted_is_undecided_and_never_kept()
    {
        GuardRun run = Checks.Of(new GuardedWorkload("day", Checks.Pairs(10, 40, 0.01), [GuardLimits.Standard("day", "cpu"), GuardLimits.Standard("day", GuardLimits.Instructions), new("day", "of-a-later-hone", 0.02)]));
        Assert.Equal(GuardFinding.Kept, Checks.Figure(run, "cpu").Finding);
        GuardFigure instructions = Checks.Figure(run, GuardLimits.Instructions);
        Assert.Equal(GuardFinding.Undecided, instructions.Finding);
        Assert.Equal("it was asked for and not counted", instructions.Note);
        Assert.Equal(GuardFinding.Undecided, Checks.Figure(run, "of-a-later-hone").Finding);
        Assert.Equal(GuardFinding.Undecided, GuardRule.Verdict(GuardRule.Judge(run)));
    }

    [Fact]
    public void A_count_excludes_no_less_than_what_was_counted_and_of_nothing_there_is_no_part()
    {
        GuardFigure Judge(long[] before, long[] after) => Checks.Figure(
            Checks.Of(new GuardedWorkload("day", Checks.Pairs(10, 1, 0.01), [GuardLimits.Standard("day", GuardLimits.Syscalls)]) { Counts = [new(GuardLimits.Syscalls, "by hand", before, after)] }), GuardLimits.Syscalls);
        GuardFigure grown = Judge([40, 40], [50, 50]);
        Assert.Equal((GuardFinding.Kept, 0.25), (grown.Finding, grown.Excluded!.Value));
        Assert.Equal(0, Judge([40, 40], [30, 30]).Excluded);
        GuardFigure nothing = Judge([0, 0], [10, 10]);
        Assert.Equal(GuardFinding.Kept, nothing.Finding);
        Assert.Null(nothing.Excluded);
        Assert.Null(nothing.Interval);
        Assert.Equal(double.NaN, nothing.Ratio);
    }

    [Fact]
    public void The_end_of_the_budget_is_corrected_for_all_that_was_asked_for()
    {
        // A loss of a tenth in 12 of 13 pairs: a p-value that is enough for one test, and for one of two, and not for one of three.
        PairedSamples pairs = Checks.Pairs(10, 13, 0.2);
        double alpha = pairs.Design.FinalAlpha;
        pairs = pairs with { Rounds = [.. pairs.Rounds.Select((round, i) => round with { Runs = [Cpu(100_000_000), Cpu(i == 12 ? 90_456_000 : 110_000_000 + (i * 100_000))] })] };
        double p = SignedRank.GreaterPValue([.. pairs.Rounds.Select(round => Math.Log((double)round.Runs[1]!.UserNanoseconds / round.Runs[0]!.UserNanoseconds))], 0);
        Assert.InRange(p, alpha / 3, alpha / 2);
        GuardFinding Finding(params GuardLimit[] others) => Checks.Figure(Checks.Of(new GuardedWorkload("day", pairs, [GuardLimits.Standard("day", "cpu"), .. others])), "cpu").Finding;
        Assert.Equal(GuardFinding.Regressed, Finding());
        Assert.Equal(GuardFinding.Regressed, Finding(GuardLimits.Standard("day", "peak-rss")));

        // Memory is the same, and wall time is 0, of which there is no ratio: it was asked for all the same.
        Assert.Equal(GuardFinding.Undecided, Finding(GuardLimits.Standard("day", "peak-rss"), GuardLimits.Standard("day", "wall")));

        static RunSample Cpu(long nanoseconds) => new() { WallNanoseconds = 0, UserNanoseconds = nanoseconds, SystemNanoseconds = 0, PeakRssBytes = 20 << 20 };
    }

    [Fact]
    public void Slow_runs_that_became_slower_are_found_though_the_middle_stays()
    {
        GuardFigure Judge(ulong seed, double slow) => Checks.Figure(Checks.Of(new GuardedWorkload("day", Slow(Checks.Pairs(seed, 400, 0.01), slow), [GuardLimits.Standard("day", "wall"), GuardLimits.Standard("day", GuardLimits.Tail)])), GuardLimits.Tail);
        GuardFigure slower = Judge(7, 1.4);
        Assert.Equal(GuardFinding.Regressed, slower.Finding);
        Assert.InRange(slower.Ratio, 1.25, 1.5);
        Assert.InRange(slower.Head / slower.Base, 1.25, 1.5);
        Assert.True(slower.Interval!.Value.Low > 1);
        GuardFigure alike = Judge(8, 1);
        Assert.Equal(GuardFinding.Kept, alike.Finding);
        Assert.InRange(alike.Excluded!.Value, 0, 0.05);

        // Runs of a heavy tail, the same on both sides: never a loss.
        Assert.DoesNotContain(Enumerable.Range(0, 200), i => Judge(100 + (ulong)i, 1).Finding == GuardFinding.Regressed);

        static PairedSamples Slow(PairedSamples pairs, double slow) =>
            pairs with { Rounds = [.. pairs.Rounds.Select((round, i) => i % 10 != 3 ? round : round with { Runs = [round.Runs[0], round.Runs[1]! with { WallNanoseconds = (long)(round.Runs[1]!.WallNanoseconds * slow) }] })] };
    }

    [Fact]
    public void Of_many_checks_of_an_equal_program_hardly_any_is_regressed()
    {
        // Three figures a check, decided at any of the looks or at the end: at most 0.8 % are promised.
        const int checks = 400;
        int alarms = Enumerable.Range(0, checks).Count(i => GuardRule.Verdict(GuardRule.Judge(Checks.Of(Checks.Workload("day", Checks.Pairs(100 + (ulong)i, 56, 0.06))))) == GuardFinding.Regressed);
        Assert.InRange(alarms, 0, 9);
    }

    [Fact]
    public void A_check_of_five_per_cent_more_CPU_time_is_found_and_one_of_two_workloads_is_enough()
    {
        int found = Enumerable.Range(0, 60).Count(i => GuardRule.Verdict(GuardRule.Judge(Checks.Of(
            Checks.Workload("day", Checks.Pairs(1000 + (ulong)i, 56, 0.03, design: GuardRule.Design(6))), Checks.Workload("night", Checks.Pairs(2000 + (ulong)i, 56, 0.03, cpu: 1.05, design: GuardRule.Design(6)))))) == GuardFinding.Regressed);
        Assert.InRange(found, 57, 60);
    }

    [Fact]
    public void What_is_read_back_is_judged_the_same_and_what_is_no_run_is_none()
    {
        Gen.ULong.Select(Gen.Int[0, 40], Gen.Double[0.8, 1.3]).Sample(
            (seed, pairs, cpu) =>
            {
                GuardRun run = Checks.Of(Checks.Workload("day", Checks.Pairs(seed, pairs, 0.03, cpu: cpu)));
                GuardRun read = Assert.IsType<GuardRun>(GuardRun.Read(run.Write()));
                Assert.Equal(GuardRule.Judge(run), GuardRule.Judge(read));
            },
            iter: 60);
        Assert.All(
            new[] { "", "{}", "[]", "{\"schema\":\"hone.guard-run/1\",\"base\":\"b\",\"head\":\"h\",\"workloads\":[null]}", "{\"schema\":\"hone.guard-run/1\",\"base\":\"b\",\"head\":\"h\",\"workloads\":[{\"name\":\"x\",\"limits\":[],\"pairs\":null}]}" },
            text => Assert.Null(GuardRun.Read(System.Text.Encoding.UTF8.GetBytes(text))));
    }
}
