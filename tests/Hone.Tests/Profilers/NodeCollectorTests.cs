using System.Runtime.Versioning;
using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Node;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profilers;

[SupportedOSPlatform("linux")]
public sealed class NodeCollectorTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(Repository.Root, "tests/fixtures/node");
    private readonly string _scratch = Directory.CreateTempSubdirectory("hone node ").FullName;

    [Fact]
    public void A_three_to_one_split_of_cpu_time_is_seen()
    {
        string script = Path.Combine(Fixtures, "split.js");
        Recording recording = new NodeCpuCollector().Collect(Request("node", script, "0.6"), TestContext.Current.CancellationToken);
        Profile profile = recording.Profile;
        Assert.Equal(0, recording.Outcome.ExitCode);
        double heavy = Shares.Inclusive(profile, "heavy");
        double light = Shares.Inclusive(profile, "light");
        Assert.InRange(heavy / (heavy + light), 0.75 - 0.08, 0.75 + 0.08);
        Assert.True(heavy + light > 0.8, $"only {heavy + light:P0} of the time is in the two functions");
        Frame frame = Assert.Single(profile.Frames, frame => frame.Function == "heavy");
        Assert.Equal(new Frame("heavy", "split.js", FrameOrigin.Script, new SourceLocation(script, 13)), frame);
        Assert.DoesNotContain(profile.Frames, other => other.Module.StartsWith("hone-", StringComparison.Ordinal));
        Assert.StartsWith("V8 CPU profiler, node v", profile.Collector, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, null)]
    [InlineData("exit", 7, null)]
    [InlineData("throw", 1, null)]
    [InlineData("term", 143, 15)]
    public void Garbage_is_counted_however_the_program_ends(string end, int exit, int? signal)
    {
        Recording recording = new NodeAllocationCollector().Collect(Request("node", Path.Combine(Fixtures, "allocate.js"), end), TestContext.Current.CancellationToken);
        Assert.Equal(exit, recording.Outcome.ExitCode);
        Assert.Equal(signal, recording.Outcome.Signal);
        double large = Shares.Inclusive(recording.Profile, "large");
        double small = Shares.Inclusive(recording.Profile, "small");
        Assert.InRange(large / (large + small), 0.75 - 0.08, 0.75 + 0.08);
        Assert.Equal(ProfileKind.Allocation, recording.Profile.Kind);
        Assert.Equal("bytes", recording.Profile.Metrics[0].Name);
        Assert.True(recording.Profile.Total(1) > 100);
    }

    [Fact]
    public void A_killed_program_leaves_a_note_and_no_profile()
    {
        Recording recording = new NodeAllocationCollector().Collect(Request("node", Path.Combine(Fixtures, "allocate.js"), "kill"), TestContext.Current.CancellationToken);
        Assert.Equal(137, recording.Outcome.ExitCode);
        Assert.Empty(recording.Profile.Stacks);
        Assert.Contains(recording.Profile.Notes, note => note.StartsWith("1 of 1 Node.js processes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("worker", "wide", "2 profiles are added up, 1 of them")]
    [InlineData("child", "large", "2 profiles are added up, 0 of them")]
    public void Worker_threads_and_child_processes_are_included(string mode, string function, string note)
    {
        Recording recording = new NodeAllocationCollector().Collect(Request("node", Path.Combine(Fixtures, "allocate.js"), mode), TestContext.Current.CancellationToken);
        Assert.Equal(0, recording.Outcome.ExitCode);
        Assert.True(Shares.Inclusive(recording.Profile, function) > 0.2);
        Assert.Contains(recording.Profile.Notes, text => text.StartsWith(note, StringComparison.Ordinal));
    }

    [Fact]
    public void The_programs_output_and_its_own_options_stay()
    {
        CollectRequest request = Request("node", "-e", "console.log(process.env.NODE_OPTIONS.split(' ')[0], process.listenerCount('beforeExit')); console.error('e')");
        request = request with
        {
            Run = request.Run with { Environment = new Dictionary<string, string?> { ["NODE_OPTIONS"] = "--max-old-space-size=300" }, Stdout = new OutputTarget.Capture(1000) },
        };
        Recording recording = new NodeCpuCollector().Collect(request, TestContext.Current.CancellationToken);
        Assert.Equal("--max-old-space-size=300 0\n", Encoding.UTF8.GetString(recording.Outcome.Stdout));
        Assert.Equal("e\n", Encoding.UTF8.GetString(recording.Outcome.Stderr));
    }

    [Fact]
    public void A_program_that_hangs_is_killed_at_its_time_limit()
    {
        CollectRequest request = Request("node", "-e", "for (;;) {}");
        request = request with { Run = request.Run with { Timeout = Duration.FromSeconds(1) } };
        Recording recording = new NodeCpuCollector().Collect(request, TestContext.Current.CancellationToken);
        Assert.True(recording.Outcome.TimedOut);
        Assert.NotEmpty(recording.Profile.Notes);
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private CollectRequest Request(params string[] argv) => new()
    {
        Run = new SpawnRequest { Argv = argv, WorkingDirectory = _scratch, Timeout = Duration.FromSeconds(60) },
        Runtime = TargetRuntime.Node,
        Scratch = Directory.CreateDirectory(Path.Combine(_scratch, "files of hone")).FullName,
    };
}
