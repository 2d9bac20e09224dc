using Hone.Opportunities.Levers;
using Hone.Opportunities.Levers.Source;
using Hone.Workloads;

namespace Hone.Tests.Opportunities.Levers;

public sealed class LeverRulesTests
{
    private static Recorded Calls(string stack, long time, long calls, long bytes) => new Recorded().Baseline(user: 0.5).Io(FormattableString.Invariant($"{stack} {time} {calls} {bytes}"));

    [Theory]
    [InlineData(1000, 40_000, true)]
    [InlineData(999, 40_000, false)]
    [InlineData(1000, 5_000_000, false)]
    [InlineData(1000, 0, false)]
    public void Small_writes_of_one_file_are_gathered_from_a_thousand_on_and_below_a_page(long calls, long bytes, bool found)
    {
        LeverFinding? finding = Calls("main;report;write@call;/p/out.txt@file", 1_000_000, calls, bytes).Find("scatter-gather");
        Assert.Equal(found, finding is not null);
        Assert.True(!found || (finding!.Frame.Function == "report" && finding.Reliability == LeverReliability.Raises));
    }

    [Fact]
    public void Full_blocks_with_a_short_one_at_the_end_are_not_small() =>
        Assert.Null(Calls("main;load;read@call;/p/in.txt@file", 1_000_000, 2000, (1999 * 4096) + 100).Find("scatter-gather"));

    [Fact]
    public void The_time_of_an_inlined_loop_counts_for_the_function_that_has_it() => Assert.Equal("sum",
        new Recorded().Cpu("main@js;best@js;sum@js 18", "main@js;best@js 82").Growth(cpu: 2).Source("best", inLoops: ["sum"]).Source("sum", SourceFeature.RangeSum)
            .Find("prefix-sums", RuleThresholds.Standard.With(RuleThresholds.Samples, 10))!.Frame.Function);

    [Fact]
    public void Small_writes_that_cost_no_time_are_no_finding() =>
        Assert.Null(new Recorded().Baseline(user: 0.99, system: 0.01).Io("main;report;write@call;/p/out.txt@file 1000 5000 5000").Find("scatter-gather"));

    [Fact]
    public void Without_a_baseline_small_writes_need_lines() =>
        Assert.Equal(LeverReliability.NeedsLines, new Recorded().Io("main;report;write@call;/p/out.txt@file 1000 5000 5000").Find("scatter-gather")!.Reliability);

    [Fact]
    public void The_same_files_opened_again_and_again_raise_and_each_opened_once_needs_lines()
    {
        LeverFinding again = Calls("main;price;openat@call;/p/data/rates.json@file", 1_000_000, 500, 0).Find("n-plus-one")!;
        Assert.Equal((LeverReliability.Raises, "price"), (again.Reliability, again.Frame.Function));

        string[] once = [.. Enumerable.Range(0, 300).Select(i => FormattableString.Invariant($"main;price;openat@call;/p/data/{i}.json@file 1000 1 0"))];
        LeverFinding each = new Recorded().Baseline().Io(once).Find("n-plus-one")!;
        Assert.Equal(LeverReliability.NeedsLines, each.Reliability);
        Assert.Contains(each.Readings, reading => reading.What.Contains("data/*.json", StringComparison.Ordinal) && reading.Measured == "300");
    }

    [Fact]
    public void Files_of_the_system_are_no_items() =>
        Assert.Null(new Recorded().Baseline().Io([.. Enumerable.Range(0, 300).Select(i => FormattableString.Invariant($"main;price;openat@call;/usr/lib/{i}.so@file 1000 1 0"))]).Find("n-plus-one"));

    [Fact]
    public void Questions_and_answers_in_turn_are_one_for_each_item_and_no_small_writes()
    {
        Recorded recorded = new Recorded().Baseline().Io("main;ask;sendto@call;socket@file 1000000 2000 40000", "main;ask;recvfrom@call;socket@file 9000000 2000 80000");
        Assert.Equal(LeverReliability.Raises, recorded.Find("n-plus-one")!.Reliability);
        Assert.Null(recorded.Find("scatter-gather"));
    }

    [Fact]
    public void A_count_over_sizes_is_told_with_its_exponent() => Assert.Contains(
        new Recorded().Baseline().Growth(cpu: 1, template: "openat data/#.json", calls: 1.02)
            .Io([.. Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"main;price;openat@call;/p/data/{i}.json@file 1000 1 0"))]).Find("n-plus-one")!.Readings,
        reading => reading is { Measured: "n^1.02", Holds: true });

    [Fact]
    public void Where_no_call_site_is_known_the_function_with_the_most_time_in_io_is_named() => Assert.Equal("save", new Recorded().Baseline()
        .Cpu("run@js;save@js;writeSync@node:fs 300", "run@js;compute@js 500").Io("write@call;/p/out.txt@file 1000000 20000 200000").Find("scatter-gather")!.Frame.Function);

    [Fact]
    public void Where_nothing_tells_who_makes_the_calls_there_is_no_finding() =>
        Assert.Null(new Recorded().Baseline().Cpu("run@js;compute@js 500").Io("write@call;/p/out.txt@file 1000000 20000 200000").Find("scatter-gather"));

    [Theory]
    [InlineData(100, 5, true)]
    [InlineData(100, 60, false)]
    public void Churn_is_what_is_allocated_much_and_survives_little(int megabytes, int peak, bool found)
    {
        LeverFinding? finding = new Recorded().Baseline().Cpu("main;fill 80", "main;fill;malloc@libc.so.6 20")
            .Heap(FormattableString.Invariant($"main;fill {megabytes << 20} 5000 {peak << 20}"), "main;keep 1000000 10 1000000").Find("buffer-reuse");
        Assert.Equal(found, finding is not null);
        Assert.True(!found || finding!.Reliability == LeverReliability.Raises);
    }

    [Fact]
    public void Churn_that_costs_nothing_is_no_finding() =>
        Assert.Null(new Recorded().Baseline().Cpu("main;fill 98", "main;fill;malloc@libc.so.6 2").Heap("main;fill 100000000 5000 1000").Find("buffer-reuse"));

    [Fact]
    public void Clearing_is_a_cost_of_memory_where_the_function_asks_for_it()
    {
        Assert.NotNull(new Recorded().Baseline().Cpu("main;fill;memset@libc.so.6 70", "main;fill 30").Heap("main;fill 100000000 5000 1000").Find("buffer-reuse"));
        Assert.Null(new Recorded().Baseline().Cpu("main;wipe;memset@libc.so.6 70", "main;fill 30").Heap("main;fill 100000000 5000 1000").Find("buffer-reuse"));
    }

    [Fact]
    public void Unchanging_arguments_count_for_what_gives_the_same_result()
    {
        Recorded recorded = new Recorded().Cpu("main;fold;__strlen_avx2@libc.so.6 80", "main;fold 20");
        Assert.Equal(LeverReliability.NeedsLines, recorded.Source("fold", unchanging: ["strlen"]).Find("work-elimination")!.Reliability);
        Recorded next = new Recorded().Cpu("main;run;next 80", "main;run 20").Source("run", unchanging: ["next"]);
        Assert.Equal(LeverReliability.Hint, next.Source("next").Find("work-elimination")!.Reliability);
        Assert.Equal(LeverReliability.NeedsLines, next.Source("next", SourceFeature.LooksPure).Find("work-elimination")!.Reliability);
    }

    [Fact]
    public void Where_only_the_resident_set_bounds_what_survives_that_is_said()
    {
        LeverFinding churn = new Recorded().Baseline(rss: 60 << 20).Cpu("A@dll;gc_mark@runtime 20", "A@dll 80").Sampled("A@dll;Fill@dll 1000000000 50000").Find("buffer-reuse")!;
        Assert.Contains(churn.Readings, reading => reading.Measured.StartsWith("at most 6.3 %", StringComparison.Ordinal));
        Assert.Null(new Recorded().Baseline(rss: 600 << 20).Cpu("A@dll;gc_mark@runtime 20", "A@dll 80").Sampled("A@dll;Fill@dll 1000000000 50000").Find("buffer-reuse"));
    }

    [Fact]
    public void What_is_in_use_says_nothing_of_churn() =>
        Assert.Null(new Recorded().Baseline().Cpu("f@py 100").InUse("f@py 100000000 50000").Find("buffer-reuse"));

    [Fact]
    public void Copies_that_compiled_code_asks_for_raise_and_those_of_libraries_do_not_count()
    {
        Assert.Equal(LeverReliability.Raises, new Recorded().Cpu("main;pass;__memmove_avx_unaligned_erms@libc.so.6 60", "main;pass 40").Find("zero-copy")!.Reliability);
        Assert.Null(new Recorded().Cpu("main;order;qsort@libc.so.6;memcpy@libc.so.6 60", "main;order 40").Find("zero-copy"));
        Assert.Null(new Recorded().Cpu("main;print;fwrite@libc.so.6;memcpy@libc.so.6 60", "main;print 40").Find("zero-copy"));
        Assert.Null(new Recorded().Cpu("main;grow;realloc@libc.so.6;memcpy@libc.so.6 60", "main;grow 40").Find("zero-copy"));
        Assert.Null(new Recorded().Cpu("main;pass;memcpy@libc.so.6 9", "main;pass 91").Find("zero-copy"));
    }

    [Fact]
    public void In_managed_code_a_copy_needs_lines() =>
        Assert.Equal(LeverReliability.NeedsLines, new Recorded().Cpu("P.Main@dll;P.Split@dll;System.String.Substring@net;System.Buffer.Memmove@net 60", "P.Main@dll 40").Find("zero-copy")!.Reliability);

    [Fact]
    public void Slices_in_a_script_are_only_seen_in_its_source()
    {
        Recorded recorded = new Recorded().Cpu("f@py 100");
        Assert.Null(recorded.Find("zero-copy"));
        Assert.Equal(LeverReliability.NeedsLines, recorded.Source("f", SourceFeature.SliceInLoop).Find("zero-copy")!.Reliability);
    }

    [Fact]
    public void Memory_that_grows_with_the_input_raises_when_a_whole_is_read_and_nothing_sorts_it()
    {
        Recorded Held() => new Recorded().Baseline(rss: 200 << 20, read: 80 << 20).Growth(cpu: 1, rss: 0.95, rssPerByte: 2.1).Cpu("f@py 100").InUse("f@py 150000000 100000");
        Assert.Equal(LeverReliability.Raises, Held().Source("f", SourceFeature.ReadsWhole).Find("streaming")!.Reliability);
        Assert.Equal(LeverReliability.Hint, Held().Find("streaming")!.Reliability);
        Assert.Equal(LeverReliability.Hint, Held().Source("f", SourceFeature.ReadsWhole | SourceFeature.Sorts).Find("streaming")!.Reliability);
        Assert.Null(new Recorded().Baseline(rss: 200 << 20, read: 80 << 20).Growth(cpu: 1, rss: 0.05, rssPerByte: 0.01).Cpu("f@py 100").InUse("f@py 150000000 100000").Source("f", SourceFeature.ReadsWhole).Find("streaming"));
    }

    [Fact]
    public void At_one_size_memory_that_holds_the_input_needs_lines()
    {
        Assert.Equal(LeverReliability.NeedsLines, new Recorded().Baseline(rss: 200 << 20, read: 80 << 20).Cpu("f@py 100").InUse("f@py 150000000 100000").Source("f", SourceFeature.ReadsWhole).Find("streaming")!.Reliability);
        Assert.Null(new Recorded().Baseline(rss: 200 << 20, read: 800 << 20).Cpu("f@py 100").InUse("f@py 150000000 100000").Source("f", SourceFeature.ReadsWhole).Find("streaming"));
    }

    [Fact]
    public void One_site_of_waiting_for_locks_raises_and_scattered_waits_do_not()
    {
        LeverFinding locks = new Recorded().Lock(1, "worker;add;pthread_mutex_lock@libc.so.6 400000000 900", "worker;log;pthread_mutex_lock@libc.so.6 100000000 100").Find("striped-locks")!;
        Assert.Equal(("add", LeverReliability.Raises), (locks.Frame.Function, locks.Reliability));
        Assert.Null(new Recorded().Lock(1, [.. Enumerable.Range(0, 4).Select(i => FormattableString.Invariant($"worker;f{i};pthread_mutex_lock@libc.so.6 100000000 100"))]).Find("striped-locks"));
        Assert.Null(new Recorded().Lock(10, "worker;add;pthread_mutex_lock@libc.so.6 400000000 900").Find("striped-locks"));
    }

    [Fact]
    public void Without_a_lock_profile_waits_in_futex_need_lines() =>
        Assert.Equal(LeverReliability.NeedsLines, new Recorded().OffCpu(1, "worker@py;add@py;futex@call 400000000 900").Find("striped-locks")!.Reliability);

    [Fact]
    public void Codecs_count_for_the_function_that_calls_them()
    {
        LeverFinding codec = new Recorded().Cpu("main@py;handle@py;loads@json/__init__.py;raw_decode@decoder.py 70", "main@py;handle@py 30").Find("serialization")!;
        Assert.Equal(("handle", LeverReliability.NeedsLines), (codec.Frame.Function, codec.Reliability));
        Assert.Null(new Recorded().Cpu("main@py;handle@py;loads@json/__init__.py 9", "main@py;handle@py 91").Find("serialization"));
        Assert.Equal("P.Save", new Recorded().Cpu("P.Save@dll;System.Text.Json.JsonSerializer.Serialize@net 60", "P.Main@dll 40").Find("serialization")!.Frame.Function);
    }

    [Fact]
    public void Patterns_compiled_below_a_function_are_made_once_instead()
    {
        LeverFinding pattern = new Recorded().Cpu("main@py;check@py;_compile@re/__init__.py;parse@_parser.py 50", "main@py 50").Find("precomputation")!;
        Assert.Equal("check", pattern.Frame.Function);
    }

    [Fact]
    public void A_table_that_is_filled_in_a_loop_s_callee_is_made_once_instead()
    {
        Recorded recorded = new Recorded().Cpu("main;checksum;make_table 60", "main;checksum 40").Source("make_table", SourceFeature.ConstantTable);
        Assert.Null(recorded.Find("precomputation"));
        Assert.Equal("make_table", recorded.Source("checksum", inLoops: ["make_table"]).Find("precomputation")!.Frame.Function);
    }

    [Fact]
    public void A_pure_function_called_in_a_loop_may_be_remembered_unless_it_is_already()
    {
        Recorded recorded = new Recorded().Cpu("main@py;run@py;slow@py 90", "main@py;run@py 10").Source("run", inLoops: ["slow"]);
        Assert.Null(recorded.Find("memoization"));
        Assert.Equal("slow", recorded.Source("slow", SourceFeature.LooksPure).Find("memoization")!.Frame.Function);
        Assert.Null(recorded.Source("slow", SourceFeature.LooksPure | SourceFeature.KeepsResults).Find("memoization"));
    }

    [Fact]
    public void Who_asks_in_a_loop_is_found_by_the_time_of_what_is_asked_and_not_by_all_that_is_called()
    {
        Assert.Equal("run", new Recorded().Cpu("main;run 100").Source("run", SourceFeature.AsksInLoop).Find("n-plus-one")!.Frame.Function);
        Assert.Equal("run", new Recorded().Cpu("main;run;query 90", "main;run 10").Source("run", SourceFeature.AsksInLoop).Find("n-plus-one")!.Frame.Function);
        Assert.Null(new Recorded().Cpu("main;run;parse 90", "main;run 10").Source("run", SourceFeature.AsksInLoop).Find("n-plus-one"));
    }

    [Fact]
    public void A_function_that_asks_a_file_for_its_answer_is_not_pure()
    {
        Recorded recorded = new Recorded().Baseline().Cpu("main@py;run@py;slow@py 90", "main@py;run@py 10").Source("run", inLoops: ["slow"]).Source("slow", SourceFeature.LooksPure);
        Assert.NotNull(recorded.Find("memoization"));
        Assert.Null(recorded.Io("main@py;run@py;slow@py;openat@call;/p/shop.db@file 1000000 50 0").Find("memoization"));
    }

    [Fact]
    public void Of_a_sort_whose_first_are_taken_only_its_own_time_counts()
    {
        Recorded recorded = new Recorded().Cpu("main@py;sums@py 80", "main@py 20").Source("main", SourceFeature.TakesFirst);
        Assert.Equal(0.2, recorded.Find("lazy-evaluation", RuleThresholds.Standard.With(RuleThresholds.Samples, 10))!.Share.Value, 3);
    }

    [Fact]
    public void Results_that_nobody_reads_or_only_sometimes_are_work_to_leave_out()
    {
        Recorded recorded = new Recorded().Cpu("main;run;digest 50", "main;run;describe 40", "main;run 10");
        Assert.Equal(LeverReliability.NeedsLines, recorded.Source("run", unread: ["digest"]).Find("work-elimination")!.Reliability);
        Assert.Equal("run", recorded.Source("run", conditional: ["describe"]).Find("lazy-evaluation")!.Frame.Function);
    }

    [Fact]
    public void Of_a_hot_function_with_nothing_special_only_a_hint_is_given() =>
        Assert.Equal(LeverReliability.Hint, new Recorded().Cpu("main;run 100").Source("run").Find("work-elimination")!.Reliability);

    [Fact]
    public void Work_at_the_start_that_does_not_grow_may_be_lazy()
    {
        LeverFinding lazy = new Recorded().Cpu("main;load_rules 50", "main;run 50").Growth(cpu: 0.5, still: "load_rules").Find("lazy-evaluation")!;
        Assert.Equal(("load_rules", LeverReliability.NeedsLines), (lazy.Frame.Function, lazy.Reliability));
    }

    [Fact]
    public void A_scan_grows_as_a_quadratic_or_it_is_only_a_hint()
    {
        Recorded Scan() => new Recorded().Cpu("main;find_user;strcmp@libc.so.6 60", "main;find_user 40");
        Assert.Equal(LeverReliability.NeedsLines, Scan().Growth(cpu: 1.95).Find("index-lookup")!.Reliability);
        Assert.Equal(LeverReliability.Hint, Scan().Find("index-lookup")!.Reliability);
        Assert.Null(Scan().Growth(cpu: 1.0).Find("index-lookup"));
        Assert.Equal(LeverReliability.NeedsLines, Scan().Source("find_user", SourceFeature.EqualityScan).Find("index-lookup")!.Reliability);
    }

    [Theory]
    [InlineData(SourceFeature.OrderScan, "binary-search")]
    [InlineData(SourceFeature.PairLoop, "two-pointer")]
    [InlineData(SourceFeature.RangeSum, "prefix-sums")]
    [InlineData(SourceFeature.EqualityScan, "index-lookup")]
    public void The_shape_of_a_loop_tells_levers_apart_that_cost_the_same(SourceFeature shape, string lever)
    {
        Recorded recorded = new Recorded().Cpu("main;run 100").Growth(cpu: 2.0);
        Assert.Equal(lever, recorded.Source("run", shape).Find()[0].Lever.Name);
        Assert.NotEqual(lever, new Recorded().Cpu("main;run 100").Growth(cpu: 2.0).Find()[0].Lever.Name);
    }

    [Fact]
    public void A_recursion_that_branches_repeats_itself_and_one_that_does_not_is_a_hint()
    {
        Recorded recorded = new Recorded().Cpu("main;ways;ways;ways 90", "main;ways 10");
        Assert.Equal("dynamic-programming", recorded.Source("ways", SourceFeature.BranchingRecursion | SourceFeature.LooksPure).Find()[0].Lever.Name);
        Assert.Contains("memoization", recorded.Find().Select(finding => finding.Lever.Name));
        Assert.Equal(LeverReliability.Hint, recorded.Source("ways").Find("dynamic-programming")!.Reliability);
        Assert.Null(new Recorded().Cpu("main;ways 100").Source("ways", SourceFeature.BranchingRecursion).Find("dynamic-programming"));
    }

    [Fact]
    public void A_queue_that_holds_memory_is_never_more_than_a_hint()
    {
        LeverFinding queue = new Recorded().Baseline(rss: 300 << 20).Cpu("P.Produce@dll 100").Sampled("P.Produce@dll;System.Collections.Concurrent.ConcurrentQueue.Enqueue@net 90000000 9000").Find("bounded-queue")!;
        Assert.Equal(("P.Produce", LeverReliability.Hint), (queue.Frame.Function, queue.Reliability));
    }

    [Fact]
    public void A_lambda_counts_for_the_function_around_it() =>
        Assert.Equal("lookup", new Recorded().Cpu("run@js;lookup@js;find@v8;(anonymous)@js 90", "run@js 10").Growth(cpu: 2).Find("index-lookup")!.Frame.Function);

    [Fact]
    public void Limits_are_those_in_force() => Assert.NotNull(
        new Recorded().Cpu("main;pass;memcpy@libc.so.6 9", "main;pass 91").Find("zero-copy", RuleThresholds.Standard.With(RuleThresholds.CopyShare, 0.05).With(RuleThresholds.Samples, 5)));
}
