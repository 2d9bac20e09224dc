using System.Runtime.Versioning;
using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Python;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profilers;

[SupportedOSPlatform("linux")]
public sealed class PythonCpuCollectorTests : IDisposable
{
    private static readonly string Fixtures = Path.Combine(Repository.Root, "tests/fixtures/python");
    private readonly string _scratch = Directory.CreateTempSubdirectory("hone-python-").FullName;

    public static TheoryData<string> Interpreters => [.. Pythons.All];

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void A_three_to_one_split_of_cpu_time_is_seen(string python)
    {
        string script = Path.Combine(Fixtures, "split.py");
        Recording recording = Collect(python, "split.py", "1");
        Profile profile = recording.Profile;
        Assert.Equal(0, recording.Outcome.ExitCode);
        double heavy = Shares.Inclusive(profile, "heavy");
        double light = Shares.Inclusive(profile, "light");
        Assert.InRange(heavy / (heavy + light), 0.75 - 0.08, 0.75 + 0.08);
        Assert.True(Shares.Inclusive(profile, "leaf") > 0.2, "the function that both call is missing");
        Assert.True(Shares.Inclusive(profile, "main") > 0.8, "the stacks do not reach the function that calls everything");
        Assert.True(Shares.Root(profile, "<module>") > 0.8, "the stacks do not reach the module");
        Assert.Equal(new Frame("heavy", "split.py", FrameOrigin.Script, new SourceLocation(script, 10)), Assert.Single(profile.Frames, frame => frame.Function == "heavy"));
        Assert.Equal(new Frame("leaf", "split.py", FrameOrigin.Script, new SourceLocation(script, 6)), Assert.Single(profile.Frames, frame => frame.Function == "leaf"));
        Assert.True(profile.Total(1) > 200, $"only {profile.Total(1)} samples of {profile.Total() / 1000000} ms");
        Assert.InRange((double)profile.Total() / (recording.Outcome.User + recording.Outcome.System).Nanoseconds, 0.9, 1.02);
        Assert.DoesNotContain(profile.Notes, note => note.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fork", "burn")]
    [InlineData("child", "burn")]
    [InlineData("thread", "burn")]
    [InlineData("generator", "numbers")]
    [InlineData("deep", "recurse")]
    [InlineData("names", "größe")]
    [InlineData("unnamed", "unnamed")]
    public void Every_kind_of_caller_is_seen(string mode, string function)
    {
        foreach (string python in Pythons.All)
        {
            Recording recording = Collect(python, "many.py", mode);

            // The rest is the interpreter's start and its imports, which a busy machine makes dearer.
            Assert.True(Shares.Inclusive(recording.Profile, function) > 0.5, $"{python}: {function} has {Shares.Inclusive(recording.Profile, function):P0}");
        }
    }

    [Fact]
    public void Recursion_is_seen_to_its_full_depth()
    {
        foreach (string python in Pythons.All)
        {
            Profile profile = Collect(python, "many.py", "deep").Profile;
            Assert.Equal(601, profile.Stacks.Max(stack => Shares.Functions(profile, stack).Count(function => function == "recurse")));
        }
    }

    /// <summary>A suspended generator has no caller; one that hands on an item every fraction of a microsecond is suspended in any other read.</summary>
    [Fact]
    public void Generators_that_hand_on_item_after_item_keep_their_callers()
    {
        foreach (string python in Pythons.All)
        {
            Profile profile = Collect(python, "many.py", "pipeline").Profile;
            StackValues[] producing = [.. profile.Stacks.Where(stack => Shares.Functions(profile, stack).Contains("produce"))];

            // A fifth of it is the innermost's; a sampler that likes what keeps still sees hardly anything of that.
            double all = Shares.Inclusive(profile, "keep");
            Assert.True(all > 0.5, $"{python}: {Shares.Text(profile)}");
            Assert.True(Shares.Inclusive(profile, "produce") > 0.1 * all, $"{python}: {Shares.Text(profile)}");
            Assert.All(producing, stack => Assert.Equal(["double", "keep", "main", "<module>"], Shares.Functions(profile, stack).SkipWhile(function => function != "produce").Skip(1)));

            // Read without being held, two in three were.
            string? thrownAway = profile.Notes.FirstOrDefault(note => note.Contains("thrown away", StringComparison.Ordinal));
            Assert.True(thrownAway is null || double.Parse(thrownAway.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) < 5, thrownAway);
        }
    }

    [Fact]
    public void Methods_of_two_classes_are_two_functions()
    {
        foreach (string python in Pythons.All)
        {
            Profile profile = Collect(python, "many.py", "methods").Profile;
            Frame[] runs = [.. profile.Frames.Where(frame => frame.Module == "many.py" && frame.Function.Contains("run", StringComparison.Ordinal))];
            Assert.Equal(2, runs.Length);
            Assert.All(runs, run => Assert.InRange(Shares.Inclusive(profile, run.Function), 0.3, 0.65));
            Assert.Equal([19, 24], runs.Select(run => run.Source!.Line).Order());
        }
    }

    [Fact]
    public void A_sleeping_program_uses_no_cpu()
    {
        Recording recording = Collect("python3", "many.py", "sleep");
        Assert.Equal(0, Shares.Self(recording.Profile, "main"), 0.05);
        Assert.True(recording.Profile.Total() < 0.5 * recording.Outcome.Wall.Nanoseconds);
    }

    [Fact]
    public void A_short_program_is_run_five_times()
    {
        Recording recording = new PythonCpuCollector().Collect(Request("/usr/bin/python3", "-c", "sum(range(1000000))"), TestContext.Current.CancellationToken);
        Assert.StartsWith("5 runs ", recording.Profile.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_fails_is_run_once_and_reported()
    {
        Recording recording = Collect("python3", "many.py", "fail");
        Assert.Equal(3, recording.Outcome.ExitCode);
        Assert.StartsWith("1 run ", recording.Profile.Notes[0], StringComparison.Ordinal);
        Assert.True(Shares.Inclusive(recording.Profile, "burn") > 0.1);
    }

    [Fact]
    public void A_program_that_hangs_is_killed_at_its_time_limit()
    {
        CollectRequest request = Request("python3", "-c", "while True: pass");
        Recording recording = new PythonCpuCollector().Collect(request with { Run = request.Run with { Timeout = Duration.FromSeconds(1) } }, TestContext.Current.CancellationToken);
        Assert.True(recording.Outcome.TimedOut);
        Assert.True(Shares.Inclusive(recording.Profile, "<module>") > 0.3);
    }

    [Fact]
    public void A_cancelled_recording_ends_at_once()
    {
        using CancellationTokenSource cancel = new(TimeSpan.FromSeconds(0.5));
        Assert.ThrowsAny<OperationCanceledException>(() => new PythonCpuCollector().Collect(Request("python3", "-c", "import time; time.sleep(60)"), cancel.Token));
    }

    [Fact]
    public void A_program_that_is_no_python_says_so()
    {
        Recording recording = new PythonCpuCollector().Collect(Request("/bin/sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"), TestContext.Current.CancellationToken);
        Assert.Contains(recording.Profile.Notes, note => note.StartsWith("No CPython interpreter was met", StringComparison.Ordinal));
        Assert.Equal("[dash]", recording.Profile.Frames[recording.Profile.Nodes[recording.Profile.Stacks[0].Node].Frame].Function);
    }

    [Fact]
    public void The_standard_librarys_json_tool_is_profiled_on_five_megabytes()
    {
        string input = Path.Combine(_scratch, "input.json");
        StringBuilder json = new("[0");
        for (int i = 0; json.Length < 5 << 20; i++)
        {
            json.Append(System.Globalization.CultureInfo.InvariantCulture, $",{{\"id\":{i},\"name\":\"item {i}\",\"tags\":[1,2.5,null,true]}}");
        }

        File.WriteAllText(input, json.Append(']').ToString());
        Recording recording = new PythonCpuCollector().Collect(Request("python3", "-m", "json.tool", input, Path.Combine(_scratch, "output.json")), TestContext.Current.CancellationToken);
        Assert.Equal(0, recording.Outcome.ExitCode);
        Profile profile = recording.Profile;
        Assert.True(Shares.Inclusive(profile, "main") > 0.5, string.Join('\n', profile.Notes));
        Frame encoder = Assert.Single(profile.Frames, frame => frame.Module == "encoder.py" && frame.Function.Split('.')[^1] == "_iterencode");
        Assert.True(Shares.Inclusive(profile, encoder.Function) > 0.2, Shares.Text(profile));
        Assert.Contains("def _iterencode", File.ReadLines(encoder.Source!.File).ElementAt(encoder.Source.Line - 1), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private Recording Collect(string python, string fixture, string argument) =>
        new PythonCpuCollector { MostRuns = 1 }.Collect(Request(python, Path.Combine(Fixtures, fixture), argument), TestContext.Current.CancellationToken);

    private CollectRequest Request(params string[] argv) => new()
    {
        Run = new SpawnRequest { Argv = argv, WorkingDirectory = _scratch, Timeout = Duration.FromSeconds(60) },
        Runtime = TargetRuntime.Python,
        Scratch = _scratch,
    };
}
