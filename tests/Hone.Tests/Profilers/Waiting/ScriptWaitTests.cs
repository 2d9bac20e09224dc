using System.Runtime.Versioning;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Python;
using Hone.Linux.Profilers.Waiting;
using Hone.Profiling;

namespace Hone.Tests.Profilers.Waiting;

[Collection("perf")]
[SupportedOSPlatform("linux")]
public sealed class ScriptWaitTests
{
    [Fact]
    public void Where_a_python_program_waits_is_named_with_the_system_call()
    {
        using ProfilerScratch scratch = new();
        File.WriteAllText(scratch.File("wait.py"), """
            import os, threading, time
            def nap(): time.sleep(0.5)
            def read_pipe(fd): return os.read(fd, 1)
            def late(fd): time.sleep(0.3); os.write(fd, b"x")
            r, w = os.pipe()
            nap()
            t = threading.Thread(target=late, args=(w,)); t.start()
            read_pipe(r)
            t.join()
            """);
        Recording recording = new PythonOffCpuCollector().Collect(
            new CollectRequest { Run = scratch.Request(["python3", scratch.File("wait.py")]), Runtime = TargetRuntime.Python, Scratch = scratch.Folder },
            TestContext.Current.CancellationToken);
        Profile profile = recording.Profile;
        Assert.Equal(ProfileKind.OffCpu, profile.Kind);
        Figures.AssertClose(500_000_000, NativeWaitTests.Weight(profile, "nap"), "nap");
        Figures.AssertClose(300_000_000, NativeWaitTests.Weight(profile, "read_pipe"), "read");
        Assert.Contains(profile.Stacks, stack => Shares.Functions(profile, stack).Take(2).SequenceEqual(["read", "read_pipe"]));
        Assert.True(profile.Times!.Main.Blocked.Nanoseconds >= 780_000_000, profile.Times.Sentence);
    }

    [Fact]
    public void Node_has_native_stacks_and_says_so()
    {
        using ProfilerScratch scratch = new();
        Recording recording = new NativeOffCpuCollector().Collect(
            new CollectRequest { Run = scratch.Request(["node", "-e", "setTimeout(() => {}, 300)"]), Runtime = TargetRuntime.Node, Scratch = scratch.Folder },
            TestContext.Current.CancellationToken);
        Assert.Contains(recording.Profile.Notes, static note => note.StartsWith("the stacks are native", StringComparison.Ordinal));
        Assert.True(recording.Profile.Times!.Main.Blocked.Nanoseconds > 250_000_000);
        Assert.True(NativeWaitTests.Weight(recording.Profile, "uv__io_poll") > 250_000_000, Shares.Text(recording.Profile));
    }
}
