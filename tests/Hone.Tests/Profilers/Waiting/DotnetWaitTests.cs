using System.Runtime.Versioning;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Waiting;
using Hone.Profiling;
using Hone.Tests.Profilers.Dotnet;

namespace Hone.Tests.Profilers.Waiting;

[Collection("perf")]
[SupportedOSPlatform("linux")]
public sealed class DotnetWaitTests
{
    [Fact]
    public void Where_a_dotnet_program_waits_is_named_and_weighs_what_it_measured()
    {
        using ProfilerScratch scratch = new();
        Recording recording = Collected(static () => new DotnetOffCpuCollector(), scratch);
        Figures figures = new(scratch.File("figures"));
        Profile profile = recording.Profile;
        Assert.Equal(0, recording.Outcome.ExitCode);
        Figures.AssertClose(figures.Last("slept"), NativeWaitTests.Weight(profile, "Profiled.Queue.Nap"), "slept");
        Figures.AssertClose(figures.Last("read"), NativeWaitTests.Weight(profile, "Profiled.Queue.ReadPipe"), "read");
        Figures.AssertClose(figures.Last("monitor"), NativeWaitTests.Weight(profile, "Profiled.Queue.TakeMonitor"), "monitor");
        Figures.AssertClose(figures.Last("lock"), NativeWaitTests.Weight(profile, "System.Threading.Lock.EnterScope"), "lock\n" + Shares.Text(profile) + "\n");

        // Main waited in these four places, for its own threads' starts and ends, and for the runtime's start.
        long blocked = figures.First("slept") + figures.First("read") + figures.First("monitor") + figures.First("lock");
        Assert.True(profile.Times!.Main.Blocked.Nanoseconds >= blocked * 0.95, $"{profile.Times.Sentence}, measured {blocked}");
        Assert.True(profile.Times.Main.OnCpu.Nanoseconds > 100_000_000);
        Assert.True(NativeWaitTests.Weight(profile, "System.Threading.Thread.Join") == 0);

        // Main's four waits, the sleeps of the three threads that it waited for, and the runtime's start; idle threads are many times that.
        long measured = figures.Last("slept") + figures.Last("read") + figures.Last("monitor") + figures.Last("lock");
        Assert.True(profile.Total() < 2.2 * measured, $"{measured} measured\n{Shares.Text(profile)}");
    }

    [Fact]
    public void Managed_locks_are_told_by_the_runtime_with_who_waited_and_for_how_long()
    {
        using ProfilerScratch scratch = new();
        Recording recording = Collected(static () => new DotnetLockCollector(), scratch);
        Figures figures = new(scratch.File("figures"));
        Profile profile = recording.Profile;
        Figures.AssertClose(figures.Last("monitor"), NativeWaitTests.Weight(profile, "Profiled.Queue.TakeMonitor"), "monitor");
        Figures.AssertClose(figures.Last("lock"), NativeWaitTests.Weight(profile, "System.Threading.Lock.EnterScope"), "lock\n" + Shares.Text(profile) + "\n");
        Figures.AssertClose(figures.Last("monitor") + figures.Last("lock"), profile.Total(), "all locks");
        Assert.Contains(profile.Notes, static note => note.Contains("of waiting for managed locks", StringComparison.Ordinal));
    }

    [Fact]
    public void A_tree_of_two_dotnet_programs_is_recorded_without_hanging()
    {
        Recording recording = DotnetFixture.Collect(new DotnetOffCpuCollector(), ["sh", "-c", $"{DotnetFixture.Program} waits 100 /dev/null && {DotnetFixture.Program} waits 100 /dev/null; exit 3"]);
        Assert.Equal(3, recording.Outcome.ExitCode);
        Assert.False(recording.Outcome.TimedOut);
        Assert.True(NativeWaitTests.Weight(recording.Profile, "Profiled.Queue.Nap") > 190_000_000, Shares.Text(recording.Profile));
    }

    // On a machine where many want the cores, threads switch so often that waits are sampled, and say less: then once more.
    private static Recording Collected(Func<ICollector> collector, ProfilerScratch scratch)
    {
        Recording recording;
        int attempt = 0;
        do
        {
            File.Delete(scratch.File("figures"));
            recording = DotnetFixture.Collect(collector(), [DotnetFixture.Program, "waits", "300", scratch.File("figures")]);
        }
        while (++attempt < 3 && recording.Profile.Notes.Any(static note => note.Contains("threads switch so often", StringComparison.Ordinal)));

        return recording;
    }
}
