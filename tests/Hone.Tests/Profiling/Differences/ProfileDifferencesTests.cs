using CsCheck;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Units;

namespace Hone.Tests.Profiling.Differences;

public sealed class ProfileDifferencesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Of_forty_pairs_of_equal_programs_at_most_two_functions_are_called_changed(int runs)
    {
        Sampled program = new(11);
        int called = 0;
        for (int i = 0; i < 40; i++)
        {
            // The second side's machine is slower now and then: that is nobody's doing.
            called += ProfileDifferences.Of(program.Runs(runs, Sampled.Program), program.Runs(runs, Sampled.Program, i % 4 == 0 ? 1.15 : 1)).Changed.Count();
        }

        Assert.InRange(called, 0, 2);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(4, 2)]
    public void A_function_made_a_fifth_dearer_is_named_first_and_its_callers_are_not_blamed(int runs, double samplesPerMillisecond)
    {
        Sampled program = new(12);
        string[] dearer = Sampled.With(("checksum", 1.2));
        int first = 0;
        int others = 0;
        for (int i = 0; i < 40; i++)
        {
            FunctionDifference[] changed = [.. ProfileDifferences.Of(program.Runs(runs, Sampled.Program, rate: samplesPerMillisecond), program.Runs(runs, dearer, rate: samplesPerMillisecond)).Changed];
            first += changed.FirstOrDefault() is { Frame.Function: "checksum", Verdict: FunctionVerdict.Grown } ? 1 : 0;
            others += changed.Count(row => row.Frame.Function != "checksum");
        }

        Assert.InRange(first, runs == 1 ? 27 : 38, 40);
        Assert.InRange(others, 0, 2);
    }

    [Fact]
    public void What_gains_a_share_only_because_another_lost_cost_did_not_change()
    {
        Sampled program = new(13);
        foreach (DifferenceMeasure measure in Enum.GetValues<DifferenceMeasure>())
        {
            ProfileDifference difference = ProfileDifferences.Of(program.Runs(3, Sampled.Program), program.Runs(3, Sampled.With(("checksum", 0), ("tokenize", 0.2))), new() { Measure = measure });
            Assert.Equal(["checksum", "tokenize"], difference.Changed.Select(row => row.Frame.Function).Order());
            Assert.Contains(difference.Changed, row => row.Verdict == FunctionVerdict.Disappeared);
        }
    }

    [Fact]
    public void Costs_that_moved_between_caller_and_callee_are_a_shift()
    {
        // seal takes checksum in: the same work, one function less.
        Sampled program = new(14);
        string[] inlined = [.. Sampled.With(("checksum", 0), ("seal", 14))];
        ProfileDifference difference = ProfileDifferences.Of(program.Runs(3, Sampled.Program), program.Runs(3, inlined));
        Assert.Empty(difference.Changed);
        Assert.Equal(["checksum", "seal"], difference.Functions.Where(row => row.Verdict == FunctionVerdict.Shifted).Select(row => row.Frame.Function).Order());
        Assert.All(difference.Functions.Where(row => row.Verdict == FunctionVerdict.Shifted), row => Assert.NotEmpty(row.ShiftedWith));
    }

    [Fact]
    public void Inlining_that_also_saved_something_is_no_mere_shift()
    {
        Sampled program = new(15);
        string[] inlined = [.. Sampled.With(("checksum", 0), ("seal", 6))];
        ProfileDifference difference = ProfileDifferences.Of(program.Runs(3, Sampled.Program), program.Runs(3, inlined));
        Assert.Contains(difference.Changed, row => row is { Frame.Function: "checksum", Verdict: FunctionVerdict.Disappeared });
    }

    [Fact]
    public void The_callers_of_a_dearer_function_say_whose_doing_it_is()
    {
        Sampled program = new(16);
        ProfileDifference difference = ProfileDifferences.Of(program.Runs(4, Sampled.Program), program.Runs(4, Sampled.With(("checksum", 1.5))));
        FunctionDifference seal = difference.Functions.Single(row => row.Frame.Function == "seal");
        Assert.Equal(FunctionVerdict.Same, seal.Verdict);
        Assert.Equal("checksum", Assert.Single(seal.Because).Frame.Function);
    }

    [Fact]
    public void A_library_function_is_named_with_the_caller_that_calls_it_more()
    {
        Sampled program = new(17);
        string[] more = [.. Sampled.Program.Select(line => line.StartsWith("main;batch;render;memcpy", StringComparison.Ordinal) ? "main;batch;render;memcpy@libc.so.6 240" : line)];
        FunctionDifference memcpy = Assert.Single(ProfileDifferences.Of(program.Runs(4, Sampled.Program), program.Runs(4, more)).Changed);
        Assert.Equal(("memcpy", "render"), (memcpy.Frame.Function, memcpy.Through?.Function));
    }

    [Fact]
    public void New_and_gone_functions_are_told_from_grown_and_shrunk_ones()
    {
        Sampled program = new(18);
        string[] after = [.. Sampled.With(("render", 0), ("lookup", 1.6), ("tokenize", 0.6)), "main;batch;audit 150"];
        ProfileDifference difference = ProfileDifferences.Of(program.Runs(4, Sampled.Program), program.Runs(4, after));
        Assert.Equal(
            ["audit Appeared", "lookup Grown", "render Disappeared", "tokenize Shrunk"],
            difference.Changed.Select(row => row.Frame.Function + " " + row.Verdict).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_program_whose_file_was_renamed_is_the_same_program()
    {
        Sampled program = new(19);
        Profile[] later = [.. program.Runs(2, Sampled.Program).Select(profile => profile with { Frames = [.. profile.Frames.Select(frame => frame.Module == "app" ? frame with { Module = "app-new" } : frame)] })];
        ProfileDifference difference = ProfileDifferences.Of(program.Runs(2, Sampled.Program), later);
        Assert.Empty(difference.Changed);
        Assert.Equal(9, difference.Functions.Count + difference.TooSmall);
    }

    [Fact]
    public void A_machine_that_is_slower_changes_no_function_and_a_build_that_is_faster_all_over_is_told()
    {
        Sampled program = new(20);
        ProfileDifference slower = ProfileDifferences.Of([program.Run(Sampled.Program)], [program.Run(Sampled.Program, machine: 1.3)]);
        Assert.Empty(slower.Changed);
        Assert.InRange(slower.Common.Factor, 1.2, 1.4);
        Assert.False(slower.Common.Real);
        ProfileDifference faster = ProfileDifferences.Of(program.Runs(5, Sampled.Program), program.Runs(5, Sampled.Program, machine: 0.7));
        Assert.Empty(faster.Changed);
        Assert.True(faster.Common.Real);
    }

    [Fact]
    public void A_function_that_swings_from_run_to_run_is_not_called_changed_for_it()
    {
        Sampled program = new(21);
        int called = 0;
        for (int i = 0; i < 20; i++)
        {
            called += ProfileDifferences.Of(program.Runs(4, Sampled.Program, spread: 0.15), program.Runs(4, Sampled.Program, spread: 0.15)).Changed.Count();
        }

        Assert.InRange(called, 0, 1);
    }

    [Fact]
    public void Allocations_that_were_all_counted_are_held_to_a_tolerance()
    {
        Profile Allocations(long parse, long store)
        {
            ProfileBuilder builder = new(ProfileKind.Allocation, new Metric("bytes", Unit.Bytes), new Metric("allocations", Unit.Count));
            builder.AddStack([Stacks.Frame("main"), Stacks.Frame("parse")], parse, parse / 16);
            builder.AddStack([Stacks.Frame("main"), Stacks.Frame("store")], store, store / 16);
            builder.AddStack([Stacks.Frame("main"), Stacks.Frame("load")], 400_000, 100);
            return builder.Build("test 1", "test", []) with { Runs = 1 };
        }

        Assert.Empty(ProfileDifferences.Of([Allocations(1_000_000, 500_000)], [Allocations(1_003_000, 500_100)]).Changed);
        FunctionDifference row = Assert.Single(ProfileDifferences.Of([Allocations(1_000_000, 500_000)], [Allocations(1_100_000, 500_100)]).Changed);
        Assert.Equal("parse", row.Frame.Function);
    }

    [Fact]
    public void Counts_of_samples_alone_are_compared_as_shares_and_it_is_said()
    {
        Profile Folded(params string[] lines)
        {
            Profile profile = Stacks.Of(lines);
            return profile with { Metrics = [new Metric("weight", Unit.Count)], Stacks = [.. profile.Stacks.Select(stack => new StackValues(stack.Node, [stack.Values[1]]))] };
        }

        ProfileDifference difference = ProfileDifferences.Of([Folded("main;a 4001", "main;b 3010", "main;c 2993")], [Folded("main;a 8003", "main;b 2991", "main;c 3012")]);
        Assert.Equal(DifferenceMeasure.Share, difference.Measure);
        Assert.Equal("a", Assert.Single(difference.Changed).Frame.Function);
        Assert.Contains(difference.Notes, note => note.Contains("shares are compared", StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_without_a_period_are_not_taken_for_millions_of_samples_but_instructions_are_exact()
    {
        // 2,000 stacks of one sample each or a few, in microseconds that have no common divisor.
        Profile Timed(ulong seed, string metric)
        {
            Hone.Statistics.SeededRandom random = new(seed);
            ProfileBuilder builder = new(ProfileKind.Cpu, new Metric(metric, Unit.Count));
            for (int i = 0; i < 2000; i++)
            {
                builder.AddStack([Stacks.Frame("main"), Stacks.Frame("f" + random.NextIndex(10)), Stacks.Frame("g" + i)], 100_000 + random.NextIndex(9999));
            }

            return builder.Build("test 1", "test", []) with { Runs = 1 };
        }

        ProfileDifference difference = ProfileDifferences.Of([Timed(1, "weight")], [Timed(2, "weight")]);
        Assert.Empty(difference.Changed);
        Assert.InRange(difference.Before.Samples, 1000, 4000);
        Assert.Equal(0, ProfileDifferences.Of([Timed(1, "instructions")], [Timed(2, "instructions")]).Before.Samples);
        Assert.Equal(DifferenceMeasure.Cost, ProfileDifferences.Of([Timed(1, "instructions") with { Runs = null }], [Timed(2, "instructions") with { Runs = null }]).Measure);
    }

    [Fact]
    public void Profiles_of_different_kinds_or_units_are_refused()
    {
        Profile cpu = Stacks.Of("main 10");
        Assert.Equal("profile-kinds-differ", Assert.Throws<ProblemException>(() => ProfileDifferences.Of([cpu], [cpu with { Kind = ProfileKind.Io }])).Problem.Rule);
        Assert.Equal("profile-metrics-differ", Assert.Throws<ProblemException>(() => ProfileDifferences.Of([cpu], [cpu with { Metrics = [Stacks.Samples, Stacks.Samples] }])).Problem.Rule);
        Assert.Equal("profile-missing", Assert.Throws<ProblemException>(() => ProfileDifferences.Of([cpu], [])).Problem.Rule);
    }

    [Fact]
    public void An_empty_side_is_said_and_not_judged()
    {
        ProfileDifference difference = ProfileDifferences.Of([Stacks.Of("main;a 10")], [Stacks.Of()]);
        Assert.Empty(difference.Functions);
        Assert.Contains(difference.Notes, note => note.Contains("empty", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_changes_between_a_profile_and_itself_and_swapped_sides_are_the_opposite() =>
        Gen.Select(Stacks.Random, Stacks.Random).Sample(
            (before, after) =>
            {
                Assert.Empty(ProfileDifferences.Of([before], [before]).Changed);
                ProfileDifference there = ProfileDifferences.Of([before], [after], new() { Measure = DifferenceMeasure.Cost });
                ProfileDifference back = ProfileDifferences.Of([after], [before], new() { Measure = DifferenceMeasure.Cost });
                foreach (FunctionDifference row in there.Functions)
                {
                    Assert.InRange(row.Self.PValue!.Value, 0, 1);
                    Assert.True(row.Self.ChangeInterval.Contains(row.Self.Change));
                    Assert.True(row.Cumulative.Before >= row.Self.Before);
                    FunctionDifference same = back.Functions.Single(other => other.Identity == row.Identity);
                    Assert.Equal((row.Self.Before, row.Self.After), (same.Self.After, same.Self.Before));
                }
            },
            iter: 60);
}
