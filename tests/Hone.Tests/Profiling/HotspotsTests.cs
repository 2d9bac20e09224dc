using System.Globalization;
using System.Text;
using CsCheck;
using Hone.Problems;
using Hone.Profiling;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Tests.Profiling;

public sealed class HotspotsTests
{
    private static readonly HotspotOptions All = new() { Top = 1000 };

    [Fact]
    public void Cumulative_weight_counts_recursion_once_a_stack_whatever_the_profile() =>
        Stacks.Random.Sample(profile =>
        {
            HotspotReport report = Hotspots.Find(profile, All);
            foreach (Hotspot hotspot in report.Hotspots.Concat(report.Apart))
            {
                (long cumulative, long self, long samples) = ByHand(profile, hotspot.Frame);
                Assert.Equal(cumulative, hotspot.Cumulative);
                Assert.Equal(self, hotspot.Self);
                Assert.Equal(samples, hotspot.Samples);
            }
        }, iter: 500);

    [Fact]
    public void Shares_lie_within_their_intervals_and_self_within_cumulative() =>
        Stacks.Random.Sample(profile =>
        {
            HotspotReport report = Hotspots.Find(profile, All);
            foreach (Hotspot hotspot in report.Hotspots.Concat(report.Apart))
            {
                Assert.InRange(hotspot.Share.Value, 0, 1);
                Assert.True(hotspot.Self <= hotspot.Cumulative);
                Assert.True(hotspot.ShareInterval!.Value.Contains(hotspot.Share.Value));
                Assert.Equal(hotspot.Frame.Function, hotspot.Path[^1]);
                Assert.Equal(FrameRules.IsCode(hotspot.Frame), hotspot.IsCode);
            }

            Assert.Equal(profile.Stacks.Count == 0 ? 0 : 1, report.Origins.Sum(origin => origin.Share.Value), 1e-9);
        }, iter: 500);

    [Fact]
    public void Every_own_function_is_a_row_or_named_by_one_or_in_the_entry_chain() =>
        Stacks.Random.Sample(profile =>
        {
            HotspotReport report = Hotspots.Find(profile, All);
            HashSet<Frame> named = [.. report.EntryChain];
            foreach (Hotspot hotspot in report.Hotspots.Concat(report.Apart))
            {
                named.Add(hotspot.Frame);
                named.UnionWith(hotspot.Via);
            }

            foreach (StackValues stack in profile.Stacks)
            {
                for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
                {
                    Frame frame = profile.Frames[profile.Nodes[node].Frame];
                    Assert.True(!FrameRules.LooksOwn(frame) || named.Contains(frame), frame.Function + " is told nowhere");
                }
            }
        }, iter: 500);

    [Fact]
    public void The_order_of_the_input_does_not_matter()
    {
        string[] lines = ["main;run;A;B 20", "main;run;A;C@libc.so.6 20", "main;run;D 20", "main;run;E 20", "x@kernel 20"];
        string table = Table(Hotspots.Find(Stacks.Of(lines), new HotspotOptions()));
        Array.Reverse(lines);
        Assert.Equal(table, Table(Hotspots.Find(Stacks.Of(lines), new HotspotOptions())));
    }

    [Fact]
    public void The_chain_from_the_entry_point_is_left_out_and_told()
    {
        HotspotReport report = Hotspots.Find(
            Stacks.Of("_start;__libc_start_main@libc.so.6;main;run;parse 60", "_start;__libc_start_main@libc.so.6;main;run;render 39", "_start;__libc_start_main@libc.so.6;main;run 1"),
            new HotspotOptions());
        Assert.Equal(["parse", "render"], Names(report.Hotspots));
        Assert.Equal(["_start", "__libc_start_main", "main", "run"], report.EntryChain.Select(frame => frame.Function));
    }

    [Fact]
    public void Threads_have_entry_chains_of_their_own()
    {
        HotspotReport report = Hotspots.Find(
            Stacks.Of("_start;main;parse 50", "clone3@libc.so.6;start_thread@libc.so.6;compress 30", "[.NET runtime]@runtime;System.Threading.Thread.StartCallback@net;App.Program.Main@dll;Work@dll 20"),
            new HotspotOptions());
        Assert.Equal(["parse", "compress", "Work"], Names(report.Hotspots));
        Assert.Contains("start_thread", report.EntryChain.Select(frame => frame.Function));
        Assert.Contains("App.Program.Main", report.EntryChain.Select(frame => frame.Function));
    }

    [Fact]
    public void The_last_own_function_above_the_work_is_never_part_of_the_chain()
    {
        HotspotReport report = Hotspots.Find(Stacks.Of("main;run;slow;memcpy@libc.so.6 99", "main;run;slow 1"), new HotspotOptions());
        Hotspot slow = Assert.Single(report.Hotspots);
        Assert.Equal("slow", slow.Frame.Function);
        Assert.Equal(["main", "run", "slow"], slow.Path);
        Assert.Equal("memcpy", Assert.Single(slow.SpentIn).Frame.Function);
        Assert.Equal(HotspotCategory.Copy, slow.Category);
    }

    [Fact]
    public void An_entry_function_that_does_the_work_itself_is_a_hotspot() =>
        Assert.Equal(["main"], Names(Hotspots.Find(Stacks.Of("_start;main 97", "_start;main;exit@libc.so.6 3"), new HotspotOptions()).Hotspots));

    [Fact]
    public void A_recursive_function_that_carries_everything_is_a_hotspot()
    {
        // Each level keeps 1 %, so no single node is heavy by itself; the function is.
        string[] lines = [.. Enumerable.Range(1, 100).Select(depth => "main;" + string.Join(';', Enumerable.Repeat("walk", depth)) + " 1")];
        Hotspot walk = Assert.Single(Hotspots.Find(Stacks.Of(lines), new HotspotOptions()).Hotspots);
        Assert.Equal("walk", walk.Frame.Function);
        Assert.Equal("100.0 %", walk.Share.ToString());
        Assert.Equal("100.0 %", walk.SelfShare.ToString());
    }

    [Fact]
    public void Of_a_chain_of_own_wrappers_the_deepest_is_the_row_and_the_others_are_told()
    {
        HotspotReport report = Hotspots.Find(
            Stacks.Of("main;load;read_all;decode;inner1 200", "main;load;read_all;decode;inner2 200", "main;load;read_all 2", "main;store 598"),
            new HotspotOptions());
        Assert.Equal(["store", "decode", "inner1", "inner2"], Names(report.Hotspots));
        Assert.Equal(["read_all", "load"], report.Hotspots[1].Via.Select(frame => frame.Function));
    }

    [Fact]
    public void A_wrapper_that_carries_all_is_told_although_it_is_in_the_entry_chain()
    {
        HotspotReport report = Hotspots.Find(Stacks.Of("main;dedupe;contains_slow 99", "main;dedupe 1"), new HotspotOptions());
        Assert.Equal(["contains_slow"], Names(report.Hotspots));
        Assert.Equal(["dedupe"], report.Hotspots[0].Via.Select(frame => frame.Function));
    }

    [Fact]
    public void A_function_with_several_callers_swallows_none_of_them()
    {
        HotspotReport report = Hotspots.Find(Stacks.Of("main;a;shared 40", "main;b;shared 40", "main;c 20"), new HotspotOptions());
        Assert.Equal(["shared", "a", "b", "c"], Names(report.Hotspots));
    }

    [Fact]
    public void Library_code_under_one_own_function_is_told_there_and_under_many_is_a_row()
    {
        HotspotReport report = Hotspots.Find(
            Stacks.Of("main;a;sort@libc.so.6;compare@libc.so.6 30", "main;a;sort@libc.so.6 5", "main;b;memcpy@libc.so.6 20", "main;c;memcpy@libc.so.6 20", "main;d 25"),
            new HotspotOptions());
        Assert.Equal(["memcpy", "a", "d", "b", "c"], Names(report.Hotspots));
        Assert.Equal(["sort"], report.Hotspots[1].SpentIn.Select(callee => callee.Frame.Function));
        Assert.False(report.Hotspots[0].Own);
        Assert.True(report.Hotspots[1].Own);
    }

    [Fact]
    public void What_nobody_can_edit_is_counted_and_ranked_apart()
    {
        HotspotReport report = Hotspots.Find(
            Stacks.Of("main;copy;do_write@kernel;copy_page@kernel 40", "main;hash 50", "GC@runtime;gc_mark@runtime 8", "?@unknown 2"),
            new HotspotOptions());
        Assert.Equal(["hash", "copy"], Names(report.Hotspots));
        Assert.Equal(["copy_page", "gc_mark", "?"], Names(report.Apart));
        Assert.All(report.Apart, row => Assert.False(row.IsCode));
        Assert.Equal(new OriginShare(FrameOrigin.Kernel, new Ratio(0.4)), report.Origins[1]);
        Assert.Equal(HotspotCategory.Gc, report.Apart[1].Category);
        Assert.Equal(HotspotCategory.Kernel, report.Hotspots[1].Category);
    }

    [Fact]
    public void An_interpreter_loop_that_only_carries_code_is_no_row()
    {
        HotspotReport report = Hotspots.Find(Stacks.Of("main@python3;eval@runtime;slow;eval@runtime;inner 90", "main@python3;eval@runtime 10"), new HotspotOptions());
        Assert.Empty(report.Apart);
    }

    [Fact]
    public void Own_is_what_the_caller_says_and_all_code_when_nothing_is()
    {
        HotspotOptions render = new() { IsOwn = frame => frame.Function == "render" };
        HotspotReport report = Hotspots.Find(Stacks.Of("main;render 60", "main;parse 40"), render);
        Assert.Equal([true, false], report.Hotspots.Select(hotspot => hotspot.Own));

        HotspotOptions nothing = new() { IsOwn = _ => false };
        Assert.Equal(["render", "parse"], Names(Hotspots.Find(Stacks.Of("main;render 60", "main;parse 40"), nothing).Hotspots));
    }

    [Fact]
    public void A_sampled_share_has_an_interval_and_an_exact_one_has_none()
    {
        Hotspot sampled = Hotspots.Find(Stacks.Of("main;a 30", "main;b 70"), new HotspotOptions()).Hotspots[1];
        Assert.False(sampled.Exact);
        Assert.Equal(Proportion.Wilson(30, 100), sampled.ShareInterval);

        ProfileBuilder builder = new(ProfileKind.Allocation, new Metric("bytes", Unit.Bytes), new Metric("allocations", Unit.Count));
        builder.AddStack([Stacks.Frame("main"), Stacks.Frame("make")], 4096, 7);
        Hotspot exact = Assert.Single(Hotspots.Find(builder.Build("heaptrack 1.4", "x", []), new HotspotOptions()).Hotspots);
        Assert.True(exact.Exact);
        Assert.Null(exact.ShareInterval);
        Assert.Equal(7, exact.Samples);
        Assert.Equal(HotspotCategory.Allocation, exact.Category);
    }

    [Fact]
    public void Stacks_of_ten_thousand_frames_do_not_overflow()
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, Stacks.Time, Stacks.Samples);
        for (int stack = 0; stack < 3; stack++)
        {
            builder.AddStack(Enumerable.Range(0, 10_000).Select(i => new Frame("deep" + (i % (100 + stack)), "app", FrameOrigin.Native)), 1000, 1);
        }

        HotspotReport report = Hotspots.Find(builder.Build("test 1", "test", []), new HotspotOptions());
        Assert.Equal(3000, report.Total);
        Assert.Equal("100.0 %", report.Hotspots[0].Share.ToString());
    }

    [Fact]
    public void Ten_times_the_stacks_take_about_ten_times_as_long()
    {
        Profile small = Stacks.Many(20_000);
        Profile large = Stacks.Many(200_000);
        Assert.Equal(200_000, large.Stacks.Count);
        double ratio = Best(large) / Best(small);
        Assert.True(ratio < 50, $"200,000 stacks took {ratio:0.0} times as long as 20,000; anything quadratic takes 100 times");

        static double Best(Profile profile) => Enumerable.Range(0, 5).Min(_ =>
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            Hotspots.Find(profile, new HotspotOptions());
            return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        });
    }

    [Fact]
    public void An_empty_profile_has_no_hotspots()
    {
        HotspotReport report = Hotspots.Find(Stacks.Of(), new HotspotOptions());
        Assert.Empty(report.Hotspots);
        Assert.Empty(report.Origins);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    public void Values_that_cannot_be_added_up_are_a_problem(long value)
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, Stacks.Time);
        builder.AddStack([Stacks.Frame("a")], value);
        builder.AddStack([Stacks.Frame("b")], 1);
        Assert.Equal("profile-inconsistent", Assert.Throws<ProblemException>(() => Hotspots.Find(builder.Build("x", "x", []), new HotspotOptions())).Problem.Rule);
    }

    [Fact]
    public void The_table_of_a_program_with_many_kinds_of_work() =>
        Golden.Check(Table(Hotspots.Find(
            Stacks.Of(
                "_start;main;run;load;parse_line;regex_match 240",
                "_start;main;run;load;parse_line;malloc@libc.so.6 60",
                "_start;main;run;load 3",
                "_start;main;run;dedupe;contains;memcmp@libc.so.6 310",
                "_start;main;run;dedupe;contains 70",
                "_start;main;run;store;write@libc.so.6;ksys_write@kernel;vfs_write@kernel 150",
                "_start;main;run;store;to_json;memcpy@libc.so.6 40",
                "_start;main;run;index;memcpy@libc.so.6 30",
                "_start;main;run;index;hash_find 60",
                "gc_thread@runtime;gc_mark@runtime 37"),
            new HotspotOptions())));

    private static IEnumerable<string> Names(IEnumerable<Hotspot> hotspots) => hotspots.Select(hotspot => hotspot.Frame.Function);

    private static (long Cumulative, long Self, long Samples) ByHand(Profile profile, Frame frame)
    {
        long cumulative = 0;
        long self = 0;
        long samples = 0;
        foreach (StackValues stack in profile.Stacks)
        {
            bool holds = false;
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                holds |= profile.Frames[profile.Nodes[node].Frame] == frame;
            }

            cumulative += holds ? stack.Values[0] : 0;
            samples += holds ? stack.Values[1] : 0;
            self += profile.Frames[profile.Nodes[stack.Node].Frame] == frame ? stack.Values[0] : 0;
        }

        return (cumulative, self, samples);
    }

    private static string Table(HotspotReport report)
    {
        StringBuilder table = new();
        foreach (Hotspot row in report.Hotspots.Concat(report.Apart))
        {
            Interval interval = row.ShareInterval!.Value;
            table.Append(CultureInfo.InvariantCulture, $"{(row.Own ? "own" : row.IsCode ? "lib" : "-"),-4}{row.Share,7} ({new Ratio(interval.Low)} .. {new Ratio(interval.High)}) self {row.SelfShare,7} {row.Samples,4} {row.Category,-12} {string.Join('>', row.Path)}");
            table.Append(row.Via.Count == 0 ? "" : " via " + string.Join(", ", row.Via.Select(frame => frame.Function)));
            table.Append(row.SpentIn.Count == 0 ? "" : " in " + string.Join(", ", row.SpentIn.Select(callee => $"{callee.Frame.Function} {callee.Share}")));
            table.Append('\n');
        }

        table.Append("origins ").AppendJoin(", ", report.Origins.Select(origin => $"{origin.Origin} {origin.Share}"));
        return table.Append("\nchain ").AppendJoin(" > ", report.EntryChain.Select(frame => frame.Function)).Append('\n').ToString();
    }
}
