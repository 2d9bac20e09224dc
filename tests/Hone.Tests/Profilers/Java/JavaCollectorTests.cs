using System.Runtime.Versioning;
using Hone.Linux.Processes;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Java;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profilers.Java;

[SupportedOSPlatform("linux")]
public sealed class JavaCollectorTests : IDisposable
{
    private static readonly string _source = Path.Combine(Repository.Root, "tests/fixtures/java/Split.java");
    private readonly string _scratch = Directory.CreateTempSubdirectory("hone-java-").FullName;

    public JavaCollectorTests()
    {
        File.Copy(_source, Path.Combine(_scratch, "Split.java"));
        RunOutcome compiled = ProcessRunner.Run(new SpawnRequest { Argv = ["javac", "-d", _scratch, _source], WorkingDirectory = _scratch }, TestContext.Current.CancellationToken);
        Assert.Equal(0, compiled.ExitCode);
    }

    [Fact]
    public void A_three_to_one_split_of_cpu_time_is_seen()
    {
        Recording recording = Collect(ProfileKind.Cpu, "java", "-cp", ".", "Split", "cpu");
        Profile profile = recording.Profile;
        Assert.Equal(0, recording.Outcome.ExitCode);
        double heavy = Shares.Inclusive(profile, "Split.heavy");
        double light = Shares.Inclusive(profile, "Split.light");
        Assert.True(heavy + light > 0.6, Shares.Text(profile));
        Assert.InRange(heavy / (heavy + light), 0.75 - 0.08, 0.75 + 0.08);
        Assert.True(Shares.Root(profile, "Split.main") > 0.6, Shares.Text(profile));
        Assert.Equal(Path.Combine(_scratch, "Split.java"), Assert.Single(profile.Frames, frame => frame.Function == "Split.heavy").Source?.File);
    }

    [Fact]
    public void A_split_of_memory_is_seen_with_its_types()
    {
        Profile profile = Collect(ProfileKind.Allocation, "java", "-cp", ".", "Split", "alloc").Profile;
        double bytes = Shares.Inclusive(profile, "Split.bytes");
        double longs = Shares.Inclusive(profile, "Split.longs");
        Assert.True(bytes + longs > 0.9, Shares.Text(profile));

        // Three to one it is; the JVM's sampling makes two thirds of it, and the profile's notes say so.
        Assert.InRange(bytes / (bytes + longs), 0.55, 0.8);
        Assert.Contains(profile.Notes, note => note.Contains("count for less", StringComparison.Ordinal));

        // 200,000 × (3016 + 1016) bytes, and what starting a JVM takes.
        Assert.InRange(profile.Total(), 0.95 * 200_000 * 4032, 1.1 * 200_000 * 4032);
        Assert.Contains(profile.Notes, note => System.Text.RegularExpressions.Regex.IsMatch(note, "by type: .B [5-8]"));
    }

    [Fact]
    public void A_wait_for_a_lock_is_seen_where_it_waits()
    {
        Profile profile = Collect(ProfileKind.Lock, "java", "-cp", ".", "Split", "lock").Profile;
        StackValues waits = Assert.Single(profile.Stacks, stack => Shares.Functions(profile, stack).First() == "Split.waiter");
        Assert.Equal(["Split.waiter", "Split.lock", "Split.main"], Shares.Functions(profile, waits));
        Assert.Equal(1, waits.Values[1]);
        Assert.InRange(new Duration(waits.Values[0]).Seconds, 0.4, 2);
    }

    [Fact]
    public void Every_jvm_of_a_tree_is_recorded()
    {
        Recording recording = Collect(ProfileKind.Allocation, "/bin/sh", "-c", "java -cp . Split alloc & java -cp . Split alloc; wait");
        Assert.InRange(recording.Profile.Total(), 1.9 * 200_000 * 4032, 2.2 * 200_000 * 4032);
    }

    [Fact]
    public void A_program_without_a_jvm_says_so() =>
        Assert.Contains(Collect(ProfileKind.Cpu, "/bin/true").Profile.Notes, note => note.StartsWith("No JVM left a flight recording", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    private Recording Collect(ProfileKind kind, params string[] argv) => new JavaCollector(kind) { MostRuns = 1 }.Collect(
        new CollectRequest
        {
            Run = new SpawnRequest { Argv = argv, WorkingDirectory = _scratch, Timeout = Duration.FromSeconds(60) },
            Runtime = TargetRuntime.Java,
            Scratch = Directory.CreateDirectory(Path.Combine(_scratch, kind.Name())).FullName,
        },
        TestContext.Current.CancellationToken);
}
