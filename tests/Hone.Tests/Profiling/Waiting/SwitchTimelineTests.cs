using CsCheck;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Tests.Profiling.Waiting;

public sealed class SwitchTimelineTests
{
    [Fact]
    public void What_a_thread_did_is_told_by_when_it_left_its_cpu_and_came_back()
    {
        SwitchTimeline timeline = new();
        timeline.Exec(100, 7, 7);
        timeline.Out(130, 7, 7, preempted: true);
        timeline.In(140, 7, 7);
        timeline.Out(200, 7, 7, preempted: false);
        timeline.In(1200, 7, 7);
        timeline.Exit(1300, 7, 7);
        timeline.Close();
        RunTimes times = timeline.Times()!;
        Assert.Equal(new ThreadTimes(new(1200), new(190), new(1000), new(10)), times.Main);
        Assert.Equal(times.Main, times.All);
        Assert.Equal((1, 1L, 1L), (times.Threads, times.Waits, times.Preemptions));
        Assert.Equal("main thread 1.20 µs = 190 ns on a CPU + 1.00 µs blocked + 10 ns preempted", times.Sentence);
    }

    [Fact]
    public void A_new_thread_waits_for_a_cpu_until_it_first_runs()
    {
        SwitchTimeline timeline = new();
        timeline.Exec(0, 7, 7);
        timeline.Fork(100, 7, 8);
        timeline.In(150, 7, 8);
        timeline.Exit(250, 7, 8);
        timeline.Exit(300, 7, 7);
        timeline.Close();
        Assert.Equal(new ThreadTimes(new(450), new(400), Duration.Zero, new(50)), timeline.Times()!.All);
    }

    [Fact]
    public void A_sample_belongs_to_the_wait_that_begins_after_it_and_not_to_one_across_a_stay_on_the_cpu()
    {
        SwitchTimeline timeline = new();
        timeline.Exec(10_000, 7, 7);
        timeline.Out(20_000, 7, 7, preempted: false);
        timeline.In(30_000, 7, 7);
        timeline.Out(40_000, 7, 7, preempted: false);
        timeline.In(50_000, 7, 7);
        timeline.Exit(60_000, 7, 7);
        timeline.Close();
        ThreadLife life = timeline.Find(7, 19_990)!;
        Assert.Equal(20_000UL, life.At(19_990)!.Value.From);
        Assert.Equal(40_000UL, life.At(39_000)!.Value.From);
        Assert.Null(life.At(25_000));
        Assert.Null(life.At(55_000));
    }

    [Fact]
    public void A_thread_that_the_end_of_its_process_met_waiting_was_never_woken_and_one_that_was_joined_was()
    {
        SwitchTimeline timeline = new();
        timeline.Exec(0, 7, 7);
        timeline.Fork(10, 7, 8);
        timeline.In(20, 7, 8);
        timeline.Out(30, 7, 8, preempted: false);
        timeline.Fork(40, 7, 9);
        timeline.In(50, 7, 9);
        timeline.Out(60, 7, 9, preempted: false);
        timeline.Out(100, 7, 7, preempted: false);
        timeline.In(1000, 7, 9);
        timeline.Exit(1010, 7, 9);
        timeline.In(1020, 7, 7);
        timeline.In(1100, 7, 8);
        timeline.Exit(1110, 7, 8);
        timeline.Exit(1120, 7, 7);
        timeline.Close();
        Assert.Equal(WaitKind.UntilTheEnd, timeline.Find(8, 50)!.Waits[^1].Kind);
        Assert.Equal(WaitKind.Blocked, timeline.Find(9, 70)!.Waits[^1].Kind);
        Assert.Equal(WaitKind.Blocked, timeline.Find(7, 50)!.Waits[^1].Kind);
    }

    [Fact]
    public void Whatever_comes_in_whatever_order_every_thread_has_its_wall_time_split_without_a_rest()
    {
        Gen<(int What, int Thread, ulong Time)> moment = Gen.Select(Gen.Int[0, 5], Gen.Int[1, 4], Gen.ULong[0, 1000]);
        moment.Array[0, 60].Sample(moments =>
        {
            SwitchTimeline timeline = new();
            foreach ((int what, int thread, ulong time) in moments)
            {
                switch (what)
                {
                    case 0: timeline.Fork(time, 1, thread); break;
                    case 1: timeline.Exec(time, 1, thread); break;
                    case 2: timeline.In(time, 1, thread); break;
                    case 3: timeline.Out(time, 1, thread, preempted: true); break;
                    case 4: timeline.Out(time, 1, thread, preempted: false); break;
                    default: timeline.Exit(time, 1, thread); break;
                }
            }

            timeline.Close();
            foreach (ThreadLife life in timeline.Lives)
            {
                Assert.True(life.OnCpu >= 0 && life.End >= life.Start);
                Assert.Equal(life.Wall.Nanoseconds, life.OnCpu + life.Waits.Sum(wait => wait.Nanoseconds));
                Assert.True(life.Waits.Zip(life.Waits.Skip(1)).All(pair => pair.First.To <= pair.Second.From));
            }
        });
    }
}
