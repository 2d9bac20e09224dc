using System.Runtime.Versioning;
using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Python;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profilers;

[SupportedOSPlatform("linux")]
public sealed class PythonAllocationCollectorTests : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests/fixtures/python/allocate.py");
    private readonly ProfilerScratch _scratch = new();

    public static TheoryData<string> Interpreters => [.. Pythons.All];

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void Kept_memory_is_charged_to_the_functions_that_allocated_it(string python)
    {
        Recording recording = Collect(python, "end");
        Profile profile = recording.Profile;
        Assert.Equal(0, recording.Outcome.ExitCode);
        double much = Shares.Inclusive(profile, "keep_much");
        double little = Shares.Inclusive(profile, "Kept.keep_little");
        Assert.InRange(much / (much + little), 0.75 - 0.03, 0.75 + 0.03);
        Assert.True(Shares.Inclusive(profile, "main") > 0.75, Shares.Text(profile));
        Assert.True(Shares.Root(profile, "<module>") > 0.75, Shares.Text(profile));
        Assert.Equal(
            new Frame("Kept.keep_little", "allocate.py", FrameOrigin.Script, new SourceLocation(Script, 13)),
            Assert.Single(profile.Frames, frame => frame.Function == "Kept.keep_little"));

        // 40,000 strings of 49 bytes and more, and two lists of pointers.
        Assert.InRange(profile.Total(), 38000 * (50 + 8), 40000 * (50 + 40));
        Assert.InRange(profile.Total(1), 38000, 50000);
    }

    [Fact]
    public void The_peak_is_found_when_it_lasts()
    {
        foreach (string python in Pythons.All)
        {
            Profile profile = Collect(python, "moment").Profile;
            Assert.True(Shares.Inclusive(profile, "moment") > 0.7, python + ": " + Shares.Text(profile));
        }
    }

    [Theory]
    [InlineData("exit", 3)]
    [InlineData("kill", 137)]
    public void A_program_that_ends_otherwise_leaves_its_snapshot(string end, int exit)
    {
        Recording recording = Collect("python3", end);
        Assert.Equal(exit, recording.Outcome.ExitCode);
        Assert.True(Shares.Inclusive(recording.Profile, "keep_much") > 0.5, Shares.Text(recording.Profile));
    }

    [Fact]
    public void A_program_that_forks_prints_no_warning_and_its_child_is_seen()
    {
        foreach (string python in Pythons.All)
        {
            Recording recording = Collect(python, "-W", "always", Script, "fork");
            Assert.Equal("", Encoding.UTF8.GetString(recording.Outcome.Stderr));
            Assert.Contains(recording.Profile.Notes, note => note.StartsWith("The snapshots of 2 processes", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_programs_own_sitecustomize_still_runs()
    {
        Directory.CreateDirectory(_scratch.File("own"));
        File.WriteAllText(_scratch.File("own/sitecustomize.py"), "own = 'mine'\n");
        foreach (string python in Pythons.All)
        {
            CollectRequest request = Request(python, Script, "modules");
            request = request with { Run = request.Run with { Environment = new Dictionary<string, string?> { ["PYTHONPATH"] = _scratch.File("own") } } };
            Recording recording = new PythonAllocationCollector().Collect(request, TestContext.Current.CancellationToken);
            Assert.Equal("", Encoding.UTF8.GetString(recording.Outcome.Stderr));
            Assert.Equal("mine [] False\n", Encoding.UTF8.GetString(recording.Outcome.Stdout));
            Assert.True(recording.Profile.Total() > 1000000);
        }
    }

    [Fact]
    public void A_long_workload_is_recorded_with_one_frame()
    {
        CollectRequest request = Request("python3", Script, "end") with { Expected = Duration.FromSeconds(11) };
        Profile profile = new PythonAllocationCollector().Collect(request, TestContext.Current.CancellationToken).Profile;
        Assert.All(profile.Stacks, stack => Assert.InRange(Shares.Functions(profile, stack).Count(function => function != "[callers not recorded]"), 1, 1));
        Assert.True(Shares.Self(profile, "keep_much") > 0.4, Shares.Text(profile));
    }

    [Fact]
    public void An_isolated_interpreter_leaves_a_note()
    {
        Recording recording = Collect("python3", "-I", "-c", "print(1)");
        Assert.Equal("1\n", Encoding.UTF8.GetString(recording.Outcome.Stdout));
        Assert.Empty(recording.Profile.Stacks);
        Assert.StartsWith("No Python process left a snapshot", recording.Profile.Notes[0], StringComparison.Ordinal);
    }

    public void Dispose() => _scratch.Dispose();

    private Recording Collect(string python, string end) => Collect(python, [Script, end]);

    private Recording Collect(string python, params string[] arguments) => new PythonAllocationCollector().Collect(Request([python, .. arguments]), TestContext.Current.CancellationToken);

    private CollectRequest Request(params string[] argv)
    {
        string scratch = _scratch.File(Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(scratch);
        return new CollectRequest { Run = _scratch.Request(argv) with { Stdout = new OutputTarget.Capture(4096) }, Runtime = TargetRuntime.Python, Scratch = scratch };
    }
}
