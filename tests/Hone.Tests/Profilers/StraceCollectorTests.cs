using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profilers;

public sealed class StraceCollectorTests : IDisposable
{
    private readonly ProfilerScratch _scratch = new();

    [Fact]
    public void Each_place_gets_the_calls_and_bytes_that_it_made()
    {
        Recording recording = Collect(TargetRuntime.Native, [_scratch.Compile("native-io/io.c"), "out.bin"]);
        Profile profile = recording.Profile;

        Assert.Equal(0, recording.Outcome.ExitCode);
        (long time, long calls, long bytes) dribble = Under(profile, "dribble");
        (long time, long calls, long bytes) blocks = Under(profile, "blocks");
        Assert.Equal((2000, 2000), (dribble.calls, dribble.bytes));
        Assert.Equal((20, 20 * 65536), (blocks.calls, blocks.bytes));
        Assert.True(dribble.time > 0 && dribble.time * 2 > profile.Total(), $"dribble has {dribble.time} of {profile.Total()} ns");

        StackValues most = profile.Stacks.MaxBy(stack => stack.Values[1])!;
        Assert.Equal(["main", "dribble", "write", _scratch.File("out.bin")], ProfilerScratch.Path(profile, most.Node).TakeLast(4));
        Frame frame = profile.Frames.Single(frame => frame.Function == "dribble");
        Assert.EndsWith("io.c", frame.Source!.File, StringComparison.Ordinal);
        Assert.Equal(7, frame.Source.Line);
        Assert.Contains(profile.Notes, note => note.Contains("second run", StringComparison.Ordinal));
    }

    [Fact]
    public void The_summary_has_a_row_for_each_call_and_file()
    {
        IoSummary summary = Collect(TargetRuntime.Native, [_scratch.Compile("native-io/io.c"), "out.bin"]).Io!;

        IoRow write = summary.Rows.Single(row => row.Syscall == "write");
        Assert.Equal((_scratch.File("out.bin"), 2020, 0), (write.File, write.Calls, write.Failed));
        Assert.Equal(new Bytes(2000 + (20 * 65536)), write.Transferred);
        Assert.Equal(new Bytes(1), write.MedianSize);
        Assert.Contains(summary.Rows, row => row.Syscall == "openat" && row.File == _scratch.File("out.bin") && row.MedianSize is null);
        Assert.True(summary.ShortestCall > Duration.Zero && summary.ShortestCall.Nanoseconds * summary.Calls <= summary.Time.Nanoseconds);
    }

    [Fact]
    public void Runtimes_whose_frames_strace_cannot_see_get_exact_sums_and_a_note()
    {
        Profile profile = Collect(TargetRuntime.Node, [_scratch.Compile("native-io/io.c"), "out.bin"]).Profile;

        Assert.All(profile.Stacks, stack => Assert.True(ProfilerScratch.Path(profile, stack.Node).Count <= 2));
        Assert.Equal(2020, profile.Stacks.Where(stack => ProfilerScratch.Path(profile, stack.Node)[0] == "write").Sum(stack => stack.Values[1]));
        Assert.Contains(profile.Notes, note => note.Contains("JavaScript", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reader_of_script_frames_watches_the_run_and_its_places_are_used()
    {
        FakeSites sites = new();
        StraceCollector collector = new(new ImageStore(), sites);

        Profile profile = collector.Collect(Request(TargetRuntime.Python, [_scratch.Compile("native-io/io.c"), "out.bin"]), TestContext.Current.CancellationToken).Profile;

        Assert.True(sites.Tracer > 0);
        Assert.True(sites.Disposed);
        Assert.Equal(1515, Under(profile, "load").Calls);
        Assert.Equal(505, Under(profile, "save").Calls);
        Assert.Contains("half the frames were torn", profile.Notes);
    }

    [Fact]
    public void The_calls_of_all_processes_and_threads_count_and_the_exit_code_is_the_workloads()
    {
        string program = _scratch.Compile("native-io/io.c");

        Recording recording = Collect(TargetRuntime.DotNet, ["/bin/sh", "-c", $"{program} a.bin & {program} b.bin; wait; echo done | cat >c.txt; exit 3"]);

        Assert.Equal(3, recording.Outcome.ExitCode);
        Assert.Equal(2020, recording.Io!.Rows.Single(row => row.Syscall == "write" && row.File == _scratch.File("a.bin")).Calls);
        Assert.Equal(2020, recording.Io.Rows.Single(row => row.Syscall == "write" && row.File == _scratch.File("b.bin")).Calls);
        Assert.Equal(new Bytes(5), recording.Io.Rows.Single(row => row.Syscall == "write" && row.File == "pipe").Transferred);
    }

    [Fact]
    public void A_run_that_does_not_end_is_ended_at_ten_times_its_timeout_with_all_it_started()
    {
        CollectRequest request = Request(TargetRuntime.Node, ["/bin/sh", "-c", "cat /etc/hostname; sleep 1234.5; true"]);

        Recording recording = new StraceCollector(new ImageStore()).Collect(
            request with { Run = request.Run with { Timeout = Duration.FromMilliseconds(200) } }, TestContext.Current.CancellationToken);

        Assert.True(recording.Outcome.TimedOut);
        Assert.Contains(recording.Profile.Notes, note => note.Contains("was ended after 2.00 s", StringComparison.Ordinal));
        Assert.Contains(recording.Io!.Rows, row => row is { Syscall: "read", File: "/etc/hostname" });
        Assert.DoesNotContain(Directory.GetDirectories("/proc"), IsLeftSleep);
    }

    [Fact]
    public void A_refused_ptrace_is_a_problem_with_its_remedy()
    {
        string strace = _scratch.File("strace");
        File.WriteAllText(strace, "#!/bin/sh\necho 'strace: do_test_ptrace: PTRACE_TRACEME: Operation not permitted' >&2\nexit 1\n");
        File.SetUnixFileMode(strace, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        ProblemException error = Assert.Throws<ProblemException>(() =>
            new StraceCollector(new ImageStore(), strace: strace).Collect(Request(TargetRuntime.Native, ["true"]), TestContext.Current.CancellationToken));

        Assert.Equal((ExitCode.ToolMissing, "ptrace-refused"), (error.Problem.Exit, error.Problem.Rule));
        Assert.Contains("SYS_PTRACE", error.Problem.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_program_is_the_same_problem_as_without_strace()
    {
        ProblemException error = Assert.Throws<ProblemException>(() => Collect(TargetRuntime.Native, ["no-such-program"]));

        Assert.Equal("program-missing", error.Problem.Rule);
    }

    public void Dispose() => _scratch.Dispose();

    private CollectRequest Request(TargetRuntime runtime, IReadOnlyList<string> argv) =>
        new() { Run = _scratch.Request(argv), Runtime = runtime, Scratch = Directory.CreateDirectory(_scratch.File("scratch")).FullName };

    private Recording Collect(TargetRuntime runtime, IReadOnlyList<string> argv) =>
        new StraceCollector(new ImageStore()).Collect(Request(runtime, argv), TestContext.Current.CancellationToken);

    private static (long Time, long Calls, long Bytes) Under(Profile profile, string function)
    {
        (long Time, long Calls, long Bytes) sum = default;
        foreach (StackValues stack in profile.Stacks.Where(stack => ProfilerScratch.Path(profile, stack.Node).Contains(function)))
        {
            sum = (sum.Time + stack.Values[0], sum.Calls + stack.Values[1], sum.Bytes + stack.Values[2]);
        }

        return sum;
    }

    private static bool IsLeftSleep(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")) == "sleep\01234.5\0";
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed class FakeSites : ISyscallSites, ISyscallWatch
    {
        public int Tracer { get; private set; }

        public bool Disposed { get; private set; }

        public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Python;

        public ISyscallWatch Watch(int tracer)
        {
            Tracer = tracer;
            return this;
        }

        public SyscallSites Finish() => new(
            [Site("load", 3), Site("save", 1)], ["half the frames were torn"]);

        public void Dispose() => Disposed = true;

        private static SyscallSite Site(string function, long count) =>
            new(new IoKey("write", "", -1), [new Frame("<module>", "job.py", FrameOrigin.Script), new Frame(function, "job.py", FrameOrigin.Script)], count);
    }
}
