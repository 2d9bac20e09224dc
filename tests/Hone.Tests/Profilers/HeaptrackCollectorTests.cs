using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Tests.Profilers;

[SupportedOSPlatform("linux")]
public sealed class HeaptrackCollectorTests : IDisposable
{
    private readonly ProfilerScratch _scratch = new();

    [Fact]
    public void Known_allocations_fall_on_the_functions_that_made_them()
    {
        Recording recording = Collect([_scratch.Compile("native-heap/heap.cc")]);
        Profile profile = recording.Profile;

        Assert.Equal(0, recording.Outcome.ExitCode);
        Assert.Empty(profile.Notes);
        Assert.Equal([100_000, 100, 0, 100_000, 100_000], Leaf(profile, "keep"));
        Assert.Equal([640_000, 10_000, 10_000, 0, 0], Leaf(profile, "churn"));
        Assert.Equal([1_000_000, 10, 0, 1_000_000, 0], Leaf(profile, "peak"));
        Assert.StartsWith("heaptrack 1.", profile.Collector, StringComparison.Ordinal);
        Frame keep = profile.Frames.Single(frame => Is(frame, "keep"));
        Assert.EndsWith("heap.cc", keep.Source!.File, StringComparison.Ordinal);
        Assert.Equal(11, keep.Source.Line);
    }

    [Fact]
    public void The_library_code_between_a_function_and_the_allocator_is_not_the_leaf()
    {
        Profile profile = Collect([_scratch.Compile("native-heap/heap.cc")]).Profile;

        StackValues grow = profile.Stacks.Single(stack => stack.Values[0] == 20);
        List<string> path = ProfilerScratch.Path(profile, grow.Node);
        Assert.Contains(path, name => name.Contains("grow", StringComparison.Ordinal));
        Assert.Contains(path, name => name.Contains("main", StringComparison.Ordinal));
        Assert.False(path[^1] is "operator new" or "operator new(unsigned long)" or "malloc" or "allocate", path[^1]);
    }

    [Fact]
    public void Totals_are_those_of_heaptrack_itself()
    {
        string raw = _scratch.File("raw");
        string preload = Directory.GetFiles("/usr/lib/heaptrack", "libheaptrack_preload.so").Single();
        SpawnRequest run = _scratch.Request(["jq", "-c", "[.. | numbers] | add", _scratch.Json(20_000)]) with
        {
            Environment = new Dictionary<string, string?> { ["LD_PRELOAD"] = preload, ["DUMP_HEAPTRACK_OUTPUT"] = raw },
        };
        Assert.Equal(0, ProcessRunner.Run(run, TestContext.Current.CancellationToken).ExitCode);
        string interpreted = _scratch.File("interpreted");
        RunOutcome interpret = Tool(["/usr/lib/heaptrack/libexec/heaptrack_interpret"], raw, interpreted);
        string print = Encoding.UTF8.GetString(Tool(["heaptrack_print", "-f", interpreted, "-F", _scratch.File("peak"), "--flamegraph-cost-type", "peak"]).Stdout);
        string stats = Encoding.UTF8.GetString(interpret.Stderr);

        using FileStream stream = File.OpenRead(raw);
        HeaptrackRecording recording = HeaptrackRaw.Read(stream);

        Assert.Empty(recording.Notes);
        Assert.Equal(Number(print, @"calls to allocation functions: (\d+)"), recording.Total.Allocations);
        Assert.Equal(Number(stats, @"\ballocations:\s+(\d+)"), recording.Total.Allocations);
        Assert.Equal(Number(stats, @"temporary allocations:\s+(\d+)"), recording.Total.Temporary);
        Assert.Equal(FoldedSum(_scratch.File("peak")), recording.Total.Peak);
        _ = Tool(["heaptrack_print", "-f", interpreted, "-F", _scratch.File("leaked"), "--flamegraph-cost-type", "leaked"]);
        Assert.Equal(FoldedSum(_scratch.File("leaked")), recording.Total.Leaked);
        Assert.True(recording.Total.Allocations > 50_000);
    }

    [Fact]
    public void Every_process_of_a_shell_line_is_recorded()
    {
        string heap = _scratch.Compile("native-heap/heap.cc");

        Profile profile = Collect(["/bin/sh", "-c", $"{heap}; {heap} & wait; exec {heap}"]).Profile;

        Assert.Equal([300_000, 300, 0, 300_000, 300_000], Leaf(profile, "keep"));
        Assert.Equal(30_000, Leaf(profile, "churn")[2]);
        Assert.Contains(profile.Notes, note => note.Contains("processes were recorded", StringComparison.Ordinal));
    }

    [Fact]
    public void A_statically_linked_program_gives_an_empty_profile_that_says_why()
    {
        Recording recording = Collect([_scratch.Compile("native-heap/heap.cc", "-static")]);

        Assert.Equal(0, recording.Outcome.ExitCode);
        Assert.Empty(recording.Profile.Stacks);
        Assert.Contains("statically linked", Assert.Single(recording.Profile.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_is_ended_by_the_timeout_gives_what_it_did_so_far()
    {
        CollectRequest request = new()
        {
            Run = _scratch.Request(["jq", "-n", "[range(1e9)] | length"]) with { Timeout = Duration.FromSeconds(2) },
            Runtime = TargetRuntime.Native,
            Scratch = _scratch.File("scratch"),
        };

        Recording recording = new HeaptrackCollector(new ImageStore()).Collect(request, TestContext.Current.CancellationToken);

        Assert.True(recording.Outcome.TimedOut);
        Assert.True(recording.Profile.Total() > 0);
        Assert.Contains(recording.Profile.Notes, note => note.Contains("time-out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_library_is_named_with_its_remedy() =>
        Assert.Contains("apt-get install heaptrack", new HeaptrackCollector(new ImageStore(), "/nowhere/lib.so").Unavailable(), StringComparison.Ordinal);

    public void Dispose() => _scratch.Dispose();

    private Recording Collect(IReadOnlyList<string> argv) => new HeaptrackCollector(new ImageStore()).Collect(
        new CollectRequest { Run = _scratch.Request(argv), Runtime = TargetRuntime.Native, Scratch = _scratch.File("scratch") },
        TestContext.Current.CancellationToken);

    private RunOutcome Tool(IReadOnlyList<string> argv, string? input = null, string? output = null)
    {
        RunOutcome outcome = ProcessRunner.Run(
            _scratch.Request(argv) with { StdinFile = input, Stdout = output is null ? new OutputTarget.Capture(1 << 22) : new OutputTarget.ToFile(output) },
            TestContext.Current.CancellationToken);
        Assert.Equal(0, outcome.ExitCode);
        return outcome;
    }

    private static bool Is(Frame frame, string function) => frame.Function == function || frame.Function == $"_Z{function.Length}{function}v" || frame.Function == function + "()";

    private static long[] Leaf(Profile profile, string function)
    {
        long[] sums = new long[profile.Metrics.Count];
        foreach (StackValues stack in profile.Stacks.Where(stack => Is(profile.Frames[profile.Nodes[stack.Node].Frame], function)))
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += stack.Values[i];
            }
        }

        return sums;
    }

    private static long Number(string text, string pattern) => long.Parse(Regex.Match(text, pattern).Groups[1].Value, CultureInfo.InvariantCulture);

    private static long FoldedSum(string path) =>
        File.ReadLines(path).Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
