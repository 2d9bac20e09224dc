using System.Diagnostics;
using Hone.Linux.Machines;
using Hone.Linux.Processes;
using Hone.Measurement;

namespace Hone.Tests.Machines;

/// <summary>Alone, because it is about the work of others, which the other tests would be.</summary>
[Collection(nameof(HostActivityTests))]
[CollectionDefinition(nameof(HostActivityTests), DisableParallelization = true)]
public sealed class HostActivityTests
{
    [Fact]
    public void A_reading_allocates_nothing()
    {
        using HostActivity activity = new();
        _ = activity.Read();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            _ = activity.Read();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_reading_costs_a_small_part_of_starting_a_program()
    {
        using HostActivity activity = new();
        long reading = Best(20, () => activity.Read());
        long start = Best(20, () => ProcessRunner.Run(new() { Argv = ["true"], WorkingDirectory = "/" }, TestContext.Current.CancellationToken));
        Assert.True(reading * 10 < start, $"{reading} of {start} clock ticks");
    }

    [Fact]
    public void Only_work_of_others_counts_as_others_work()
    {
        using HostActivity activity = new();

        // The machine may be busy by itself, so the spans take turns and neighbours are compared.
        List<double> alone = [];
        List<double> more = [];
        List<double> got = [];
        for (int i = 0; i < 11; i++)
        {
            HostReading before = activity.Read();
            Thread.Sleep(150);
            alone.Add(HostLoad.Between(before, activity.Read(), 0).Others ?? 0);
            double ours = 0;
            foreach (bool isOurs in new[] { true, false })
            {
                before = activity.Read();
                RunOutcome outcome = ProcessRunner.Run(Burn(150), TestContext.Current.CancellationToken);
                double cpu = (outcome.User + outcome.System).Nanoseconds;
                HostLoad load = HostLoad.Between(before, activity.Read(), isOurs ? (long)cpu : 0);
                Assert.SkipWhen(load.Others is null, "this machine's /proc/stat does not count");
                got.Add(cpu / load.Span.Nanoseconds);
                if (isOurs)
                {
                    ours = load.Others!.Value;
                }
                else
                {
                    more.Add(load.Others!.Value - ours);
                }
            }
        }

        Assert.SkipWhen(Middle(alone) > Environment.ProcessorCount - 0.5, "the machine is full already: a burner only takes from others");
        Assert.True(Middle(more) > Middle(got) / 2, $"alone {Middle(alone):0.00}, more as others' {Middle(more):0.00}, the burner got {Middle(got):0.00}");
    }

    [Fact]
    public void The_rule_sees_burners_on_every_core()
    {
        using HostActivity activity = new();
        int seen = 0;
        for (int i = 0; i < 5; i++)
        {
            RunningProcess[] burners = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => ProcessRunner.Start(Burn(400)))];
            Thread.Sleep(100);
            HostReading before = activity.Read();
            Thread.Sleep(150);
            seen += BusyRule.Judge(HostLoad.Between(before, activity.Read(), 0), 0, default).IsBusy ? 1 : 0;
            foreach (RunningProcess burner in burners)
            {
                _ = burner.Wait(TestContext.Current.CancellationToken);
                burner.Dispose();
            }
        }

        Assert.InRange(seen, 4, 5);
    }

    private static double Middle(List<double> values) => Hone.Statistics.Median.Of([.. values]);

    // A shell that counts: no runtime to start, so that nearly all of its time is the burn.
    private static SpawnRequest Burn(int milliseconds) => new()
    {
        Argv = ["sh", "-c", "while :; do :; done"],
        WorkingDirectory = "/",
        Timeout = Hone.Units.Duration.FromMilliseconds(milliseconds),
    };

    private static long Best(int times, Action action)
    {
        long best = long.MaxValue;
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetTimestamp() - started);
        }

        return best;
    }
}
