using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Tests.Profiling.Waiting;

public sealed class WaitTableTests
{
    private static readonly WaitingThread _main = new(IsMain: true, Duration.FromSeconds(10));
    private static readonly WaitingThread _worker = new(IsMain: false, Duration.FromSeconds(10));

    [Fact]
    public void Idle_threads_and_waits_for_others_to_end_stand_apart_and_all_else_is_the_weight()
    {
        WaitTable table = new();
        table.Add(0, _main, WaitReasonsTests.Native("main app|read [kernel]"), WaitKind.Blocked, 1_000, 2);
        table.Add(0, _main, WaitReasonsTests.Native("main app|spin app"), WaitKind.Preempted, 50, 3);
        table.Add(0, _main, WaitReasonsTests.Native("main app|wait4 [kernel]"), WaitKind.Blocked, 7_000_000_000, 1);
        table.Add(1, _worker, WaitReasonsTests.Native("work app|pthread_cond_wait libc.so.6|futex [kernel]"), WaitKind.UntilTheEnd, 300, 1);
        table.Add(2, _worker, WaitReasonsTests.Native("work app|epoll_wait [kernel]"), WaitKind.Blocked, 9_100_000_000, 5);
        table.Add(3, _worker, WaitReasonsTests.Native("work app|pthread_mutex_lock libc.so.6|futex [kernel]"), WaitKind.Blocked, 9_900_000_000, 4);
        Profile profile = table.OffCpu().Build("", "", []);
        Assert.Equal(["blocked", "preempted", "apart", "waits"], profile.Metrics.Select(static metric => metric.Name));
        Assert.Equal((9_900_001_000L, 50L, 16_100_000_300L, 6L), (profile.Total(), profile.Total(1), profile.Total(2), profile.Total(3)));
        Assert.Equal(9_100_000_300L, table.Apart[ApartBecause.Idle]);
        Assert.Equal(7_000_000_000L, table.Apart[ApartBecause.ForOthersToEnd]);
        Assert.Equal(9_900_001_000L, table.Blocked);
    }

    [Fact]
    public void The_place_where_a_thread_was_never_woken_is_idle_for_all_its_waits_there_and_for_no_other_thread()
    {
        WaitTable table = new();
        List<Frame> place = WaitReasonsTests.Native("work app|pop app|pthread_cond_wait libc.so.6|futex [kernel]");
        table.Add(1, _worker, place, WaitKind.Blocked, 100, 9);
        table.Add(1, _worker, place, WaitKind.UntilTheEnd, 10, 1);
        table.Add(1, _worker, WaitReasonsTests.Native("work app|read [kernel]"), WaitKind.Blocked, 5, 1);
        table.Add(2, _worker, place, WaitKind.Blocked, 7, 1);
        table.OffCpu();
        Assert.Equal(12, table.Blocked);
    }

    [Fact]
    public void A_thread_with_nothing_but_the_runtime_on_its_stack_is_idle()
    {
        WaitTable table = new();
        List<Frame> pool =
        [
            new("[.NET runtime]", "libcoreclr.so", FrameOrigin.Runtime), new("System.Threading.PortableThreadPool.WorkerThread.WorkerThreadStart", "System.Private.CoreLib.dll", FrameOrigin.Managed),
            new("futex", "[kernel]", FrameOrigin.Kernel),
        ];
        table.Add(1, _worker, pool, WaitKind.Blocked, 100, 1);
        table.Add(0, _main, pool, WaitKind.Blocked, 3, 1);
        table.Add(1, _worker, [pool[0], new("App.Work", "app.dll", FrameOrigin.Managed), pool[2]], WaitKind.Blocked, 20, 1);
        table.OffCpu();
        Assert.Equal(23, table.Blocked);
    }

    [Fact]
    public void The_lock_profile_holds_waits_for_locks_and_tells_how_much_was_for_others()
    {
        WaitTable table = new();
        table.Add(0, _main, WaitReasonsTests.Native("main app|take app|pthread_mutex_lock libc.so.6|lll_lock_wait libc.so.6|futex [kernel]"), WaitKind.Blocked, 40, 4);
        table.Add(0, _main, WaitReasonsTests.Native("main app|pop app|pthread_cond_wait libc.so.6|futex [kernel]"), WaitKind.Blocked, 70, 1);
        table.Add(0, _main, WaitReasonsTests.Native("main app|read [kernel]"), WaitKind.Blocked, 100, 1);
        ProfileBuilder builder = new(ProfileKind.Lock, WaitTable.LockMetrics(sampled: false));
        Assert.Equal(70, table.Locks(builder));
        Profile profile = builder.Build("", "", []);
        StackValues stack = Assert.Single(profile.Stacks);
        Assert.Equal([40L, 4L], stack.Values);
        Assert.Equal("pthread_mutex_lock", profile.Frames[profile.Nodes[stack.Node].Frame].Function);
    }

    [Fact]
    public void Sampled_waits_stand_for_all_of_their_thread_and_a_thread_without_any_is_told_as_such()
    {
        WaitTable table = new();
        table.Add(0, _main, WaitReasonsTests.Native("main app|read [kernel]"), WaitKind.Blocked, 30, 3);
        table.Add(0, _main, WaitReasonsTests.Native("main app|write [kernel]"), WaitKind.Blocked, 10, 1);
        table.Add(0, _main, WaitReasonsTests.Native("main app|nanosleep [kernel]"), WaitKind.Blocked, 1000, 1, areLong: true);
        table.Complete([new(0, _main, Blocked: 3400, InLong: 3000, Preempted: 0, Waits: 42), new(1, _main, Blocked: 25, InLong: 0, Preempted: 0, Waits: 2)], sampled: true);
        Profile profile = table.OffCpu().Build("", "", []);
        Assert.Equal(3425, profile.Total());
        Assert.Equal([25L, 100L, 300L, 1000L, 2000L], profile.Stacks.SelectMany(stack => Split(stack.Values[0])).Order());

        // Two threads are without a stack at one node: one long wait of the first, and all of the second.
        static long[] Split(long value) => value == 2025 ? [2000, 25] : [value];
        Assert.Contains(profile.Frames, static frame => frame.Function == "[wait without a stack]");
        Assert.True(profile.MetricIndex("samples") == 3);
        Assert.Equal(2025.0 / 3425, table.WithoutStack.Value, 1e-12);
    }

    [Theory]
    [InlineData(1000, 1000, 0)]
    [InlineData(1000, 1050, 0)]
    [InlineData(1000, 100, 0.9)]
    [InlineData(1000, 1500, 0.25)]
    [InlineData(1000, 0, 1)]
    public void How_much_a_workload_waits_is_told_by_its_wall_and_cpu_time(int wall, int cpu, double expected) =>
        Assert.Equal(expected, WaitRule.Waiting(Duration.FromMilliseconds(wall), Duration.FromMilliseconds(cpu)).Value, 1e-9);

    [Fact]
    public void Profiles_of_waiting_are_taken_of_workloads_that_wait_a_fifth_of_their_time_and_not_of_tiny_ones()
    {
        Assert.Null(WaitRule.Reason(Duration.FromMilliseconds(1000), Duration.FromMilliseconds(850)));
        Assert.Null(WaitRule.Reason(Duration.FromMilliseconds(8), Duration.FromMilliseconds(1)));
        Assert.Equal(
            "taken because the workload waits: 40.0 % of its wall time is no CPU time (baseline: 1.00 s wall, 600 ms CPU; from 20.0 % on)",
            WaitRule.Reason(Duration.FromMilliseconds(1000), Duration.FromMilliseconds(600)));
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(190, false)]
    public void A_workload_that_only_others_kept_off_its_cpu_does_not_wait(int blocked, bool waits)
    {
        WaitTable table = new();
        table.Add(0, _main, WaitReasonsTests.Native("main app|read [kernel]"), WaitKind.Blocked, blocked, 1);
        ThreadTimes main = new(new(1000), new(300), new(blocked), new(700 - blocked));
        Profile profile = table.OffCpu().Build("", "", []) with { Times = new RunTimes { Main = main, All = main, Threads = 1, Waits = 1, Preemptions = 9 } };
        Assert.Equal(waits, WaitRule.Agrees(profile));
        Assert.Equal(profile.Times, HoneProfile.Read(HoneProfile.Write(profile))!.Times);
    }
}
