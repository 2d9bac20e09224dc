using Hone.Changes;
using Hone.Changes.Runs;
using Hone.Changes.Verdicts;
using Hone.Measurement;

namespace Hone.Tests.Changes.Verdicts;

/// <summary>Each rule of the verdict with a change that it is meant for, beside an honest one.</summary>
public sealed class VerdictRuleTests
{
    private static ChangeRun Honest => Verifications.Honest;

    [Fact]
    public void A_gain_that_is_shown_but_smaller_than_such_noise_can_be_relied_on_to_show_is_inconclusive_and_no_fault_of_the_change()
    {
        Verdict.Inconclusive inconclusive = Assert.IsType<Verdict.Inconclusive>(Verifications.Judge(Honest with { Timed = [Verifications.Timed(Verifications.Own, 0.977, noise: 0.05)] }));
        Assert.Equal("gain-not-shown", inconclusive.Rule);
        Assert.Contains("can be relied on to show", inconclusive.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void An_honest_change_is_accepted_with_its_gain()
    {
        Verdict.Accepted accepted = Assert.IsType<Verdict.Accepted>(Verifications.Judge(Honest));
        Assert.InRange(accepted.Gain.Gain, 0.19, 0.21);
        Assert.True(accepted.Gain.Range!.Value.Contains(0.2), accepted.Gain.Range.ToString());
        Assert.Equal(0.02, accepted.Gain.Least, 6);
    }

    [Theory]
    [InlineData("sealed-path")]
    [InlineData("empty-patch")]
    [InlineData("too-large")]
    [InlineData("build-failed")]
    [InlineData("tests-fail")]
    [InlineData("new-tests-fail-on-base")]
    [InlineData("nothing-compared")]
    [InlineData("output-differs")]
    [InlineData("invariant-broken")]
    [InlineData("seeded-input-differs")]
    [InlineData("timed-output-differs")]
    [InlineData("work-after-exit")]
    [InlineData("claim-without-witness")]
    [InlineData("slower")]
    [InlineData("no-gain")]
    [InlineData("below-minimum")]
    [InlineData("too-good")]
    [InlineData("not-confirmed")]
    [InlineData("other-workload-slower")]
    [InlineData("more-memory")]
    [InlineData("more-cpu")]
    [InlineData("slow-runs")]
    [InlineData("not-of-the-lever")]
    public void A_trick_is_rejected_by_the_rule_that_is_meant_for_it(string rule)
    {
        (ChangeRun run, int attempt) = Trick(rule);
        Verdict.Rejected rejected = Assert.IsType<Verdict.Rejected>(Verifications.Judge(run, attempt));
        Assert.Equal(rule, rejected.Rule);
        Assert.NotEmpty(rejected.Measured);
        Assert.NotEmpty(rejected.Limit);
        Assert.NotEmpty(rejected.Next);
        Assert.Equal(rule == "too-good", rejected.Quarantined);
    }

    [Theory]
    [InlineData("incomplete")]
    [InlineData("baseline-build")]
    [InlineData("baseline-tests")]
    [InlineData("environment")]
    [InlineData("unconfirmed")]
    [InlineData("gain-not-shown")]
    public void What_is_not_the_candidates_fault_or_not_decided_is_inconclusive(string rule)
    {
        (ChangeRun run, int attempt) = rule switch
        {
            "incomplete" => (Honest with { Timed = [] }, 1),
            "baseline-build" => (Honest with { Build = new("make", false, false, "cc: no such file") }, 1),
            "baseline-tests" => (Honest with { Tests = new("make check", false, false, null) }, 1),
            "environment" => (Honest with { Cases = [Verifications.Case(baseline: [new("stdout", "differs")], candidate: [new("stdout", "differs")])] }, 1),
            "unconfirmed" => (Honest, 2),
            _ => (Honest with { Timed = [Verifications.Timed(Verifications.Own, 0.97, noise: 0.3)] }, 1),
        };
        Verdict.Inconclusive verdict = Assert.IsType<Verdict.Inconclusive>(Verifications.Judge(run, attempt));
        Assert.Equal(rule, verdict.Rule);
        Assert.NotEmpty(verdict.Decides);
    }

    [Fact]
    public void A_timed_baseline_that_differs_says_nothing_of_the_candidate()
    {
        TimedWorkload timed = Honest.Timed[0];
        ChangeRun run = Honest with { Timed = [timed with { Outputs = timed.Outputs with { Baseline = 1, Candidate = 1, What = "stdout differs" } }] };
        Assert.Equal("environment", Verifications.Judge(run).DecidedBy);
    }

    [Fact]
    public void Processes_that_the_baseline_leaves_too_are_no_fault()
    {
        TimedWorkload timed = Honest.Timed[0];
        ChangeRun run = Honest with { Timed = [timed with { Outputs = timed.Outputs with { BaselineLeft = 40, CandidateLeft = 40 } }, Honest.Timed[1]] };
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(run));
    }

    [Fact]
    public void A_later_attempt_is_accepted_when_fresh_runs_confirm_it()
    {
        ChangeRun run = Honest with { Confirmation = Verifications.Timed(Verifications.Own, 0.82, seed: 7) };
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(run, 2));
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(run, 4));
    }

    [Fact]
    public void What_would_do_for_the_first_attempt_does_not_for_the_tenth()
    {
        ChangeRun run = Honest with { Timed = [Verifications.Timed(Verifications.Own, 0.93, pairs: 12, noise: 0.02)], Confirmation = Verifications.Timed(Verifications.Own, 0.93, pairs: 12, noise: 0.02, seed: 3) };
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(run, 1));
        Assert.Equal("gain-not-shown", Verifications.Judge(run, 10).DecidedBy);
    }

    [Fact]
    public void The_errors_of_all_attempts_together_stay_below_those_of_one_comparison()
    {
        double all = Enumerable.Range(1, 60).Sum(VerdictLimits.Alpha);
        Assert.True(all <= 0.008 + 1e-6, all.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_share_that_is_no_bound_holds_nothing_against_a_gain()
    {
        Change change = Verifications.Change with { Bound = Verifications.Change.Bound with { Holds = false } };
        ChangeRun run = Honest with { Timed = [Verifications.Timed(Verifications.Own, 0.3)] };
        Assert.Equal("too-good", Verifications.Judge(run).DecidedBy);
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(run, 1, change));
    }

    [Fact]
    public void What_a_function_returns_may_save_its_callers_work_as_well_and_no_more_than_that()
    {
        // 40 % of CPU time itself, of callers with 90 %: two thirds are saved.
        Change change = Verifications.Change with { Bound = Verifications.Change.Bound with { CpuShare = 0.45, CallersShare = 0.9 } };
        static RunSample Reads(RunSample run, long bytes) => run with { BytesRead = bytes, BytesWritten = 100 };
        TimedWorkload Timed(double ratio, long bytes)
        {
            TimedWorkload timed = Verifications.Timed(Verifications.Own, ratio);
            return timed with { Pairs = timed.Pairs with { Rounds = [.. timed.Pairs.Rounds.Select(round => round with { Runs = [Reads(round.Runs[0]!, 1000), Reads(round.Runs[1]!, bytes)] })] } };
        }

        Assert.IsType<Verdict.Accepted>(Verifications.Judge(Honest with { Timed = [Timed(0.33, 1000)] }, 1, change));
        Assert.Equal("too-good", Verifications.Judge(Honest with { Timed = [Timed(0.33, 500)] }, 1, change).DecidedBy);
        Assert.Equal("too-good", Verifications.Judge(Honest with { Timed = [Timed(0.02, 1000)] }, 1, change).DecidedBy);
        Assert.Equal("too-good", Verifications.Judge(Honest with { Timed = [Timed(0.33, 1000)] }, 1, change with { Bound = change.Bound with { CallersShare = 0.5 } }).DecidedBy);
    }

    [Fact]
    public void A_bound_from_a_busy_machine_is_too_low_and_the_timed_runs_tell()
    {
        // 40 % of CPU time, which was a third of wall then and is nearly all of it now.
        Change busy = Verifications.Change with { Bound = new(0.13, 0.15, true, "40 % of CPU time, which is 33 % of wall") { CpuShare = 0.43 } };
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(Honest, 1, busy));
        Assert.Equal("too-good", Verifications.Judge(Honest with { Timed = [Verifications.Timed(Verifications.Own, 0.4)] }, 1, busy).DecidedBy);
    }

    [Fact]
    public void Waiting_for_a_processor_shrinks_with_the_work_and_is_no_trick()
    {
        // 60 % of CPU time, and each run waits as long as it computes: a fifth of the wall time is all that the bound would allow.
        Change change = Verifications.Change with { Bound = new(0.2, 0.22, true, "60 % of CPU time") { CpuShare = 0.62 } };
        static RunSample Waits(RunSample run) => run with { UserNanoseconds = run.UserNanoseconds / 3, SystemNanoseconds = 0, InvoluntarySwitches = 90, VoluntarySwitches = 3 };
        TimedWorkload timed = Verifications.Timed(Verifications.Own, 0.45);
        timed = timed with { Pairs = timed.Pairs with { Rounds = [.. timed.Pairs.Rounds.Select(round => round with { Runs = [.. round.Runs.Select(run => Waits(run!))] })] } };
        Assert.Equal("busy-machine", Verifications.Judge(Honest with { Timed = [timed] }, 1, change).DecidedBy);
        TimedWorkload quiet = timed with { Pairs = timed.Pairs with { Rounds = [.. timed.Pairs.Rounds.Select(round => round with { Runs = [.. round.Runs.Select(run => run! with { InvoluntarySwitches = 0 })] })] } };
        Assert.Equal("too-good", Verifications.Judge(Honest with { Timed = [quiet] }, 1, change).DecidedBy);
    }

    [Fact]
    public void A_gain_of_CPU_time_has_its_bound_and_is_not_paid_with_wall_time()
    {
        Change change = Verifications.Change with { Metric = "cpu", Bound = Verifications.Change.Bound with { CpuShare = 0.45 } };
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(Honest with { Timed = [Cpu(0.8, 1)] }, 1, change));
        Assert.Equal("too-good", Verifications.Judge(Honest with { Timed = [Cpu(0.3, 1)] }, 1, change).DecidedBy);
        Assert.Equal("wall-time-paid", Verifications.Judge(Honest with { Timed = [Cpu(0.8, 1.06)] }, 1, change).DecidedBy);
    }

    [Fact]
    public void What_a_program_says_of_itself_is_believed_where_a_clock_agrees()
    {
        Change change = Verifications.Change with { Metric = "rate" };
        TimedWorkload Told(double wall)
        {
            TimedWorkload timed = Verifications.Timed(Verifications.Own, wall);
            int run = 0;
            return timed with
            {
                Pairs = timed.Pairs with
                {
                    Metric = "rate",
                    HigherIsBetter = true,
                    Rounds = [.. timed.Pairs.Rounds.Select(round => round with { Runs = [.. round.Runs.Select((sample, arm) => sample! with { Values = new Dictionary<string, double> { ["rate"] = (arm == 0 ? 100 : 130) + (run++ % 7) } })] })],
                },
            };
        }

        Assert.Equal("self-reported", Verifications.Judge(Honest with { Timed = [Told(1)] }, 1, change).DecidedBy);
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(Honest with { Timed = [Told(0.8)] }, 1, change));
    }

    [Fact]
    public void A_price_that_is_shown_decides_whatever_came_of_the_gain()
    {
        TimedWorkload timed = Verifications.Timed(Verifications.Own, 0.9, noise: 0.1, candidate: (run, i) => i % 4 == 0 ? run with { WallNanoseconds = run.WallNanoseconds * 5 } : run);
        Assert.Equal("slow-runs", Verifications.Judge(Honest with { Timed = [timed] }).DecidedBy);
    }

    [Fact]
    public void Who_saw_the_users_variables_or_built_unenclosed_was_not_in_a_sandbox()
    {
        Assert.True(Honest.Sandbox!.IsSandboxed);
        Assert.False((Honest.Sandbox with { Variables = false }).IsSandboxed);
        Assert.False((Honest.Sandbox with { Making = false }).IsSandboxed);
    }

    // CPU time apart from wall time.
    private static TimedWorkload Cpu(double cpu, double wall)
    {
        TimedWorkload timed = Verifications.Timed(Verifications.Own, wall);
        return timed with
        {
            Pairs = timed.Pairs with
            {
                Metric = "cpu",
                Rounds = [.. timed.Pairs.Rounds.Select((round, i) => round with { Runs = [.. round.Runs.Select((run, arm) => run! with { UserNanoseconds = (long)(60e6 * (arm == 0 ? 1 : cpu)) + (i % 5 * 100_000L) })] })],
            },
        };
    }

    [Fact]
    public void A_buffer_is_a_tenth_of_a_small_program_and_no_price()
    {
        TimedWorkload timed = Verifications.Timed(Verifications.Own, 0.8, candidate: (run, _) => run with { PeakRssBytes = run.PeakRssBytes + 900_000 });
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(Honest with { Timed = [timed] }));
    }

    [Fact]
    public void A_warning_of_another_gate_rejects_nothing()
    {
        ChangeRun run = Honest with { Findings = [new("lint", "size", "src/mix.c:1", "120 lines", "100", "split it", false)] };
        Assert.IsType<Verdict.Accepted>(Verifications.Judge(run));
    }

    [Fact]
    public void The_verdict_does_not_depend_on_what_the_runs_say_of_their_own_design()
    {
        TimedWorkload timed = Verifications.Timed(Verifications.Own, 0.985, pairs: 12, noise: 0.05);
        TimedWorkload lenient = timed with { Pairs = timed.Pairs with { Design = timed.Pairs.Design with { FinalAlpha = 0.49 } } };
        Assert.Equal(Verifications.Judge(Honest with { Timed = [timed] }).DecidedBy, Verifications.Judge(Honest with { Timed = [lenient] }).DecidedBy);
        Assert.NotNull(Verifications.Judge(Honest with { Timed = [lenient] }).DecidedBy);
    }

    [Fact]
    public void A_run_comes_back_from_its_bytes_with_the_same_verdict()
    {
        ChangeRun run = Honest with
        {
            Findings = [new("lint", "size", "src/mix.c:1", "120 lines", "100", "split it", false)],
            Cases = [Verifications.Case(candidate: [new("stdout", "differs (6 bytes each)")])],
            Confirmation = Verifications.Timed(Verifications.Own, 0.82),
        };
        ChangeRun again = ChangeRun.Read(run.Write())!;
        Assert.Equal(Verifications.Judge(run), Verifications.Judge(again));
        Assert.Equal(run.Write(), again.Write());
        Assert.Null(ChangeRun.Read("{\"schema\":\"hone.change-run/1\"}"u8));
        Assert.Null(ChangeRun.Read("no"u8));
        Assert.Null(ChangeRun.Read(System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(run.Write()).Replace("\"paths\":[{", "\"paths\":[null,{", StringComparison.Ordinal))));
    }

    private static (ChangeRun Run, int Attempt) Trick(string rule)
    {
        TimedWorkload own = Honest.Timed[0];
        ChangeRun WithTimed(params TimedWorkload[] timed) => Honest with { Timed = timed };
        return rule switch
        {
            "sealed-path" => (Honest with { Paths = [.. Honest.Paths, new("hone.toml", null, PathClass.Sealed, "the manifest")] }, 1),
            "empty-patch" => (Honest with { Paths = [new("README.md", null, PathClass.Other, "no source")] }, 1),
            "too-large" => (Honest with { Findings = [new("lint", rule, "src/mix.c:1", "900 lines", "500", "split it", true)] }, 1),
            "build-failed" => (Honest with { Build = new("make", true, false, "mix.c:3: error") }, 1),
            "tests-fail" => (Honest with { Tests = new("make check", true, false, "1 failed") }, 1),
            "new-tests-fail-on-base" => (Honest with { NewTests = new("make check", false, false, "1 failed") }, 1),
            "nothing-compared" => (Honest with { Cases = [Verifications.Case(compared: 0)] }, 1),
            "output-differs" => (Honest with { Cases = [Verifications.Case(candidate: [new("stdout", "differs")])] }, 1),
            "invariant-broken" => (Honest with { Cases = [Verifications.Case(broken: [new("sorted", "3 comes after 4")])] }, 1),
            "seeded-input-differs" => (Honest with { Seeded = new("day", 9, 17, 0, 16, "stdout differs") }, 1),
            "timed-output-differs" => (WithTimed(own with { Outputs = own.Outputs with { Candidate = 1, What = "stdout differs" } }), 1),
            "work-after-exit" => (WithTimed(own with { Outputs = own.Outputs with { CandidateLeft = 40 } }), 1),
            "claim-without-witness" => (Honest with { Findings = [new("proof", rule, "ordering", "no witness passed", "one", "run hone change prove", true)] }, 1),
            "slower" => (WithTimed(Verifications.Timed(Verifications.Own, 1.1)), 1),
            "no-gain" => (WithTimed(Verifications.Timed(Verifications.Own, 1)), 1),
            "below-minimum" => (WithTimed(Verifications.Timed(Verifications.Own, 0.981, noise: 0.01)), 1),
            "too-good" => (WithTimed(Verifications.Timed(Verifications.Own, 0.2)), 1),
            "not-confirmed" => (Honest with { Confirmation = Verifications.Timed(Verifications.Own, 1, seed: 5) }, 3),
            "other-workload-slower" => (WithTimed(own, Verifications.Timed("night", 1.04)), 1),
            "more-memory" => (WithTimed(Verifications.Timed(Verifications.Own, 0.8, candidate: (run, _) => run with { PeakRssBytes = 4 * run.PeakRssBytes })), 1),
            "more-cpu" => (WithTimed(Verifications.Timed(Verifications.Own, 0.8, candidate: (run, _) => run with { UserNanoseconds = 2 * run.UserNanoseconds })), 1),
            "slow-runs" => (WithTimed(Verifications.Timed(Verifications.Own, 0.75, pairs: 80, candidate: (run, i) => i % 8 == 0 ? run with { WallNanoseconds = 2 * run.WallNanoseconds } : run)), 1),
            _ => (Honest with { Findings = [new("ablation", rule, "group 2: rename", "98 % of the gain without it", "90 %", "take it out", true)] }, 1),
        };
    }
}
