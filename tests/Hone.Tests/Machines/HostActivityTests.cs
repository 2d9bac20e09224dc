using System.Diagnostics;
using Hone.Linux.Machines;
using Hone.Linux.Processes;
using Hone.Measurement;

namespace Hone.Tests.Machines;

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

        // The machine may be busy by itself, so the spans with and without burners take turns and the middles are compared.
        List<double> alone = [];
        List<double> ours = [];
        List<double> others = [];
        for (int i = 0; i < 7; i++)
        {
            alone.Add(Others(activity, () => Thread.Sleep(150), isOurs: false));
            ours.Add(Others(activity, () => Burner(150), isOurs: true));
            others.Add(Others(activity, () => Burner(150), isOurs: false));
        }

        alone.Sort();
        ours.Sort();
        others.Sort();

        // A burner gets at least a third of a core even where two other programs want each.
        Assert.True(others[3] > ours[3] + 0.2, $"alone {alone[3]:0.00}, ours {ours[3]:0.00}, others {others[3]:0.00}");
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

    private static double Others(HostActivity activity, Func<RunOutcome> run, bool isOurs)
    {
        HostReading before = activity.Read();
        RunOutcome outcome = run();
        HostLoad load = HostLoad.Between(before, activity.Read(), isOurs ? (outcome.User + outcome.System).Nanoseconds : 0);
        Assert.SkipWhen(load.Others is null, "this machine's /proc/stat does not count");
        return load.Others!.Value;
    }

    private static double Others(HostActivity activity, Action wait, bool isOurs) => Others(
        activity,
        () =>
        {
            wait();
            return new RunOutcome { ExitCode = 0, Wall = default, User = default, System = default, PeakRss = default };
        },
        isOurs);

    private static RunOutcome Burner(int milliseconds) => ProcessRunner.Run(Burn(milliseconds), TestContext.Current.CancellationToken);

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
