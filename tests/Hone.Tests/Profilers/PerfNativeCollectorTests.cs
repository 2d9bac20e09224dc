using System.Runtime.Versioning;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Problems;
using Hone.Profiling;
using Hone.Tests.Profiling.Symbols;
using Hone.Units;

namespace Hone.Tests.Profilers;

[Collection("perf")]
[SupportedOSPlatform("linux")]
public sealed class PerfNativeCollectorTests
{
    private const string KernelMissing = "time inside the kernel is missing";

    [Fact]
    public void A_program_with_a_known_split_of_work_is_split_that_way()
    {
        using Compiler compiler = new();
        string program = compiler.Compile("gcc", "split.c", "-O2", "-g");
        Recording recording = Collect(compiler, [program, "1500"], Duration.FromSeconds(1));
        Profile profile = recording.Profile;

        // 50 : 30 : 20 by construction; a share of some 1,000 samples is off by three standard errors at most once in 400 runs.
        long samples = profile.Total(profile.MetricIndex("samples"));
        Assert.True(samples > 300, $"only {samples} samples");
        double error = 4 * Math.Sqrt(0.25 / samples) + 0.02;
        Assert.InRange(Cumulative(profile, "half"), 0.5 - error, 0.5 + error);
        Assert.InRange(Cumulative(profile, "third"), 0.3 - error, 0.3 + error);
        Assert.InRange(Cumulative(profile, "fifth"), 0.2 - error, 0.2 + error);
        Assert.InRange(Cumulative(profile, "work"), 0.95, 1);
        Assert.InRange(Cumulative(profile, "main"), 0.95, 1);
        Assert.InRange(Cumulative(profile, "mix"), 0.5, 1);
        Assert.Equal(0, recording.Outcome.ExitCode);
        Assert.Empty(Notes(profile));

        string[] lines = File.ReadAllLines(Compiler.Fixture("split.c"));
        int defined = 1 + Array.FindIndex(lines, line => line.Contains("uint64_t third(", StringComparison.Ordinal));
        Frame third = profile.Frames.Single(frame => frame.Function == "third");
        Assert.Equal(new Frame("third", Path.GetFileName(program), FrameOrigin.Native, new SourceLocation(Compiler.Fixture("split.c"), defined)), third);
    }

    [Fact]
    public void A_short_program_is_run_several_times_into_one_profile()
    {
        using Compiler compiler = new();
        string program = compiler.Compile("gcc", "split.c", "-O2", "-g");
        Recording recording = Collect(compiler, [program, "100"], Duration.FromSeconds(0.05));
        Assert.Contains("one run is too short for a profile, so 10 runs went into it", recording.Profile.Notes);
        Assert.EndsWith("100  # 10 times", recording.Profile.Command, StringComparison.Ordinal);
        Assert.InRange(Cumulative(recording.Profile, "work"), 0.5, 1);
    }

    [Fact]
    public void Cxx_names_are_readable_and_overloads_keep_their_parameters()
    {
        using Compiler compiler = new();
        string program = compiler.Compile("g++", "shapes.cc", "-O2", "-g");
        Recording recording = Collect(compiler, [program, .. Enumerable.Repeat("x", 15000)], Duration.FromSeconds(0.4));
        string[] names = [.. recording.Profile.Frames.Select(frame => frame.Function)];
        Assert.Contains("(anonymous namespace)::hidden", names);
        Assert.DoesNotContain(names, name => name.StartsWith("_Z", StringComparison.Ordinal));
        Assert.Contains("geometry::Box<int>::area(int) const", names);
        Assert.Contains("geometry::Box<int>::area(double) const", names);
    }

    [Fact]
    public void The_exit_code_of_the_workload_is_its_own()
    {
        using Compiler compiler = new();
        Recording recording = Collect(compiler, ["/bin/sh", "-c", "exit 7"], Duration.FromSeconds(1));
        Assert.Equal(7, recording.Outcome.ExitCode);
    }

    [Fact]
    public void Children_and_the_kernel_belong_to_the_workload()
    {
        using Compiler compiler = new();
        string program = compiler.Compile("gcc", "split.c", "-O2", "-g");
        Recording recording = Collect(compiler, ["/bin/sh", "-c", $"{program} 400; head -c 300000000 /dev/zero | cat > /dev/null"], Duration.FromSeconds(1));
        Assert.InRange(Cumulative(recording.Profile, "half"), 0.02, 1);
        Assert.SkipWhen(recording.Profile.Notes.Any(note => note.StartsWith(KernelMissing, StringComparison.Ordinal)), "this user may not see the kernel's time");
        Assert.Contains(recording.Profile.Frames, frame => frame is { Function: "write" or "read", Origin: FrameOrigin.Kernel });

        // The kernel is one leaf, never a stack.
        HashSet<int> parents = [.. recording.Profile.Nodes.Select(node => node.Parent)];
        Assert.All(Enumerable.Range(0, recording.Profile.Nodes.Count).Where(parents.Contains),
            node => Assert.NotEqual(FrameOrigin.Kernel, recording.Profile.Frames[recording.Profile.Nodes[node].Frame].Origin));
    }

    [Fact]
    public void A_missing_program_is_named()
    {
        using Compiler compiler = new();
        ProblemException error = Assert.Throws<ProblemException>(() => Collect(compiler, ["/nowhere/at-all"], null));
        Assert.Equal("program-missing", error.Problem.Rule);
    }

    [Fact]
    public void A_stripped_program_is_noted_with_the_remedy()
    {
        using Compiler compiler = new();
        string program = compiler.Compile("gcc", "split.c", "-O2", "-s");
        Recording recording = Collect(compiler, [program, "800"], Duration.FromSeconds(0.6));
        string note = Assert.Single(Notes(recording.Profile));
        Assert.Matches(@"^\d+\.\d % of samples pass through functions of split-0 that have no name: it is stripped of its symbols: build it with -g", note);
        Assert.Contains(recording.Profile.Frames, frame => frame is { Function: "main", Origin: FrameOrigin.Native });
    }

    /// <summary>What was noted of the program itself; not what this machine's load and permissions add.</summary>
    private static IEnumerable<string> Notes(Profile profile) =>
        profile.Notes.Where(note => !note.StartsWith(KernelMissing, StringComparison.Ordinal) && !note.StartsWith("perf lost ", StringComparison.Ordinal));

    private static double Cumulative(Profile profile, string function)
    {
        bool[] under = new bool[profile.Nodes.Count];
        for (int i = 0; i < under.Length; i++)
        {
            StackNode node = profile.Nodes[i];
            under[i] = profile.Frames[node.Frame].Function == function || (node.Parent >= 0 && under[node.Parent]);
        }

        return (double)profile.Stacks.Where(stack => under[stack.Node]).Sum(stack => stack.Values[0]) / profile.Total();
    }

    private static Recording Collect(Compiler compiler, string[] command, Duration? expected)
    {
        PerfNativeCollector collector = new();
        Assert.Null(collector.Unavailable());
        return collector.Collect(
            new CollectRequest
            {
                Run = new SpawnRequest { Argv = command, WorkingDirectory = compiler.Folder, Timeout = Duration.FromSeconds(60) },
                Runtime = TargetRuntime.Native,
                Expected = expected,
                Scratch = Directory.CreateDirectory(Path.Combine(compiler.Folder, "scratch")).FullName,
            },
            TestContext.Current.CancellationToken);
    }
}
