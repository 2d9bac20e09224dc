using System.Globalization;
using System.Runtime.Versioning;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Waiting;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Tests.Profilers.Waiting;

[Collection("perf")]
[SupportedOSPlatform("linux")]
public sealed class NativeWaitTests
{
    [Fact]
    public void Wall_cpu_blocked_and_preempted_are_four_numbers_each_as_the_program_measured_it()
    {
        using ProfilerScratch scratch = new();
        Recording recording = CollectWhole(new NativeOffCpuCollector(), scratch, 300);
        Figures figures = new(scratch.File("figures"));
        Profile profile = recording.Profile;
        RunTimes times = profile.Times!;
        Figures.AssertClose(figures.First("wall"), times.Main.Wall.Nanoseconds, "wall");
        Figures.AssertClose(figures.First("cpu"), times.Main.OnCpu.Nanoseconds, "on CPU");
        Figures.AssertClose(figures.First("blocked"), times.Main.Blocked.Nanoseconds, "blocked");
        Figures.AssertClose(figures.First("preempted"), times.Main.Preempted.Nanoseconds, "preempted");
        Assert.Equal(times.Main.Wall, times.Main.OnCpu + times.Main.Blocked + times.Main.Preempted);
        Assert.Equal(5, times.Threads);

        // Where it waited, from the run with stacks.
        Figures.AssertClose(figures.Last("slept"), Weight(profile, "sleep_a_while"), "slept");
        Figures.AssertClose(figures.Last("locked"), Weight(profile, "take_lock"), "locked");
        Figures.AssertClose(figures.Last("read"), Weight(profile, "read_pipe"), "read");
        Assert.Equal(["clock_nanosleep", "futex", "read"], Leaves(profile, "sleep_a_while", "take_lock", "read_pipe"));

        // The worker that never got work, and the ends of the others, stand apart.
        Assert.Equal(0, Weight(profile, "idle"));
        Assert.True(Weight(profile, "idle", metric: 2) > 1_000_000_000);
        Assert.Contains(profile.Notes, static note => note.Contains("of idle threads", StringComparison.Ordinal));
        Assert.Contains(profile.Notes, static note => note.StartsWith("where the time of a run went: main thread", StringComparison.Ordinal));
        HotspotReport report = Hotspots.Find(profile, new HotspotOptions { Top = 20 });
        Assert.Equal(HotspotCategory.Lock, report.Hotspots.Single(static hotspot => hotspot.Frame.Function == "take_lock").Category);
        Assert.Equal(HotspotCategory.Io, report.Hotspots.Single(static hotspot => hotspot.Frame.Function == "read_pipe").Category);
        Assert.Equal(HotspotCategory.Wait, report.Hotspots.Single(static hotspot => hotspot.Frame.Function == "sleep_a_while").Category);
    }

    [Fact]
    public void The_lock_profile_names_who_wanted_the_lock_and_nothing_else()
    {
        using ProfilerScratch scratch = new();
        Recording recording = CollectWhole(new NativeLockCollector(), scratch, 200);
        Profile profile = recording.Profile;
        Assert.True(profile.Stacks.Count == 1, Shares.Text(profile));
        Figures.AssertClose(new Figures(scratch.File("figures")).Last("locked"), profile.Total(), "locked");
        StackValues stack = profile.Stacks[0];
        List<string> path = ProfilerScratch.Path(profile, stack.Node);
        Assert.Equal("take_lock", path[^2]);
        Assert.Contains("mutex_lock", path[^1], StringComparison.Ordinal);
        Assert.Equal(1, stack.Values[1]);
    }

    [Fact]
    public void A_shell_that_waits_for_its_children_adds_nothing_to_what_they_waited()
    {
        using ProfilerScratch scratch = new();
        Recording recording = Collect(new NativeOffCpuCollector(), scratch, ["/bin/sh", "-c", "sleep 0.3; sleep 0.3; exit 3"]);
        Assert.Equal(3, recording.Outcome.ExitCode);
        Assert.InRange(recording.Profile.Total(), 590_000_000, 900_000_000);
        Assert.InRange(recording.Profile.Total(2), 590_000_000, 1_500_000_000);
        Assert.True(Weight(recording.Profile, "clock_nanosleep") > 0.95 * recording.Profile.Total(), Shares.Text(recording.Profile));
    }

    [Fact]
    public void A_program_that_switches_all_the_time_is_sampled_and_the_profile_says_so()
    {
        using ProfilerScratch scratch = new();
        Recording recording = Collect(new NativeOffCpuCollector(), scratch, [scratch.Compile("native-waits/ping.c"), "40000"]);
        Profile profile = recording.Profile;
        Assert.Equal(0, recording.Outcome.ExitCode);
        Assert.True(profile.MetricIndex("samples") >= 0);
        Assert.Contains(profile.Notes, static note => note.Contains("threads switch so often", StringComparison.Ordinal));
        Assert.InRange(Weight(profile, "hand_on") + Weight(profile, "[wait without a stack]"), profile.Total() / 2, profile.Total());
    }

    /// <summary>Profiles the waits of the fixture; again, twice at most, where the profile says of itself that perf did not see all of them.</summary>
    private static Recording CollectWhole(ICollector collector, ProfilerScratch scratch, int milliseconds)
    {
        string program = scratch.Compile("native-waits/waits.c", "-pthread");
        string figures = scratch.File("figures");
        for (int again = 2; ; again--)
        {
            File.Delete(figures);
            Recording recording = Collect(collector, scratch, [program, milliseconds.ToString(CultureInfo.InvariantCulture), figures]);
            bool isWhole = !recording.Profile.Notes.Any(static note => note.StartsWith("perf lost", StringComparison.Ordinal)
                || note.StartsWith("threads switch so often", StringComparison.Ordinal) || note.Contains("has no stack", StringComparison.Ordinal));
            if (isWhole || again == 0)
            {
                return recording;
            }
        }
    }

    private static Recording Collect(ICollector collector, ProfilerScratch scratch, string[] command) =>
        collector.Collect(new CollectRequest { Run = scratch.Request(command), Runtime = TargetRuntime.Native, Scratch = scratch.Folder }, TestContext.Current.CancellationToken);

    internal static long Weight(Profile profile, string function, int metric = 0) =>
        profile.Stacks.Where(stack => Shares.Functions(profile, stack).Contains(function)).Sum(stack => stack.Values[metric]);

    private static IEnumerable<string> Leaves(Profile profile, params string[] functions) => functions.Select(function => profile.Stacks
        .Where(stack => Shares.Functions(profile, stack).Contains(function)).MaxBy(static stack => stack.Values[0])!).Select(stack => Shares.Functions(profile, stack).First());
}
