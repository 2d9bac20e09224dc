using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Tests.Processes;

/// <summary>Alone, because there is one launcher for all that this process starts, and some tests here end it.</summary>
[Collection(nameof(LauncherTests))]
[CollectionDefinition(nameof(LauncherTests), DisableParallelization = true)]
public sealed class LauncherTests
{
    [Fact]
    public void The_embedded_program_is_what_its_source_gives()
    {
        string folder = Path.Combine(Repository.Root, "src/Hone.Linux/Processes/Launcher");
        string built = Path.GetTempFileName();
        using (Process build = Process.Start(Path.Combine(folder, "build.sh"), [built]))
        {
            build.WaitForExit();
            Assert.Equal(0, build.ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "launcher.x86-64")), File.ReadAllBytes(built));
        File.Delete(built);
    }

    [Fact]
    public void Hundred_programs_are_started_by_one_launcher()
    {
        HashSet<int> seen = [];
        for (int i = 0; i < 100; i++)
        {
            _ = ProcessRunner.Run(new() { Argv = ["true"], WorkingDirectory = "/" }, CancellationToken.None);
            seen.UnionWith(Launchers());
        }

        Assert.Single(seen);
    }

    [Fact]
    public void Another_takes_the_place_of_one_that_was_killed()
    {
        _ = ProcessRunner.Run(new() { Argv = ["true"], WorkingDirectory = "/" }, CancellationToken.None);
        int killed = Assert.Single(Launchers());
        _ = ProcessRunner.Run(new() { Argv = ["kill", "-9", killed.ToString(CultureInfo.InvariantCulture)], WorkingDirectory = "/" }, CancellationToken.None);
        Assert.Equal(3, ProcessRunner.Run(new() { Argv = ["sh", "-c", "exit 3"], WorkingDirectory = "/" }, CancellationToken.None).ExitCode);
        Assert.NotEqual(killed, Assert.Single(Launchers()));
    }

    // What the launcher reads of a request stays in its memory, and a child begins with that.
    [Fact]
    public void The_peak_memory_of_a_program_is_not_that_of_an_earlier_ones_arguments()
    {
        string[] large = [.. Enumerable.Range(0, 12).Select(i => new string('x', 100_000))];
        Assert.Equal(0, ProcessRunner.Run(new() { Argv = ["true", .. large], WorkingDirectory = "/" }, CancellationToken.None).ExitCode);
        string small = Path.Combine(Repository.Root, "src/Hone.Linux/Processes/Launcher/launcher.x86-64"); // ends at once, for want of its socket
        long[] peaks = [.. Enumerable.Range(0, 5).Select(_ => ProcessRunner.Run(new() { Argv = [small], WorkingDirectory = "/" }, CancellationToken.None).PeakRss.Value)];
        Assert.InRange(peaks.Max(), 0, 1_000_000);
    }

    [Fact]
    public void Arguments_that_fit_no_program_are_refused_by_name()
    {
        string[] huge = [.. Enumerable.Range(0, 100).Select(i => new string('x', 100_000))];
        SpawnRequest request = new() { Argv = ["true", .. huge], WorkingDirectory = "/" };
        Assert.Equal("arguments-too-long", Assert.Throws<ProblemException>(() => ProcessRunner.Run(request, CancellationToken.None)).Problem.Rule);
    }

    [Fact]
    public void Open_files_of_this_process_do_not_reach_a_program_through_the_launcher()
    {
        using FileStream file = File.OpenRead("/proc/self/status");
        RunOutcome outcome = ProcessRunner.Run(new() { Argv = ["ls", "-l", "/proc/self/fd"], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(10_000) }, CancellationToken.None);
        Assert.DoesNotContain("hone-request", Encoding.UTF8.GetString(outcome.Stdout), StringComparison.Ordinal);
        Assert.DoesNotContain("/status", Encoding.UTF8.GetString(outcome.Stdout), StringComparison.Ordinal);
    }

    private static List<int> Launchers() => Marked.ChildrenOf(Environment.ProcessId, "hone-launcher");
}
