using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Dotnet;
using Hone.Profiling;

namespace Hone.Tests.Profilers.Dotnet;

[Collection("perf")]
[SupportedOSPlatform("linux")]
public sealed class DotnetAllocationCollectorTests
{
    private static readonly DotnetAllocationCollector _collector = new();

    [Fact]
    public void The_total_agrees_with_what_the_program_counts_itself()
    {
        Recording recording = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "alloc", "2000"]);
        Profile profile = recording.Profile;
        double counted = double.Parse(Encoding.UTF8.GetString(recording.Outcome.Stdout), CultureInfo.InvariantCulture);

        Assert.InRange(profile.Total() / counted, 0.99, 1.01);
        Assert.Equal(0.75, Shares.Inclusive(profile, "Profiled.Pantry.Jars"), 0.02);
        Assert.Equal(0.25, Shares.Inclusive(profile, "Profiled.Pantry.Labels"), 0.02);
        Assert.InRange(Shares.Root(profile, "Profiled.Program.Main"), 0.99, 1);

        // 768 arrays and 2048 strings for each MiB; the many strings have but 5,000 samples.
        Assert.InRange(profile.Total(profile.MetricIndex("allocations")), 2000 * 2816 * 0.945, 2000 * 2816 * 1.055);
        Assert.Contains(profile.Notes, static note => note.StartsWith("allocated types, by bytes: System.Byte[] 7", StringComparison.Ordinal));
        Frame jars = Assert.Single(profile.Frames, static frame => frame.Function == "Profiled.Pantry.Jars");
        Assert.Equal(DotnetFixture.Source, jars.Source!.File);
        Assert.InRange(jars.Source.Line, DotnetFixture.LineOf("void Jars("), DotnetFixture.LineOf("void Jars(") + 1);
    }

    [Fact]
    public void Every_run_has_samples_whichever_way_the_runtime_connects()
    {
        // The runtime connects anew before the last answer was read; asked out of turn, it once went without its sampler.
        for (int i = 0; i < 8; i++)
        {
            Profile profile = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "alloc", "20"]).Profile;
            Assert.InRange(profile.Total(), 12L << 20, 30L << 20);
        }
    }

    [Fact]
    public void Places_come_from_a_pdb_inside_the_assembly_too()
    {
        Profile profile = DotnetFixture.Collect(_collector, [DotnetFixture.ProgramWithEmbeddedPdb, "alloc", "20"]).Profile;
        Assert.False(File.Exists(Path.ChangeExtension(DotnetFixture.ProgramWithEmbeddedPdb, ".pdb")));
        Assert.Equal(DotnetFixture.Source, Assert.Single(profile.Frames, static frame => frame.Function == "Profiled.Pantry.Jars").Source?.File);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(240)]
    public void A_folder_too_long_for_a_socket_is_no_obstacle(int length)
    {
        string scratch = Path.Combine(Path.GetTempPath(), new string('x', length));
        Directory.CreateDirectory(scratch);
        Assert.True(DotnetFixture.Collect(_collector, [DotnetFixture.Program, "alloc", "10"], scratch: scratch).Profile.Total() > 0);
    }

    [Fact]
    public void A_folder_with_the_characters_that_separate_ports_is_no_obstacle()
    {
        string scratch = Directory.CreateTempSubdirectory("hone,suspend;").FullName;
        Assert.True(DotnetFixture.Collect(_collector, [DotnetFixture.Program, "alloc", "10"], scratch: scratch).Profile.Total() > 0);
    }

    [Fact]
    public void A_program_that_turned_diagnostics_off_is_traced_all_the_same()
    {
        string[] command = ["env", DotnetFixture.Program, "alloc", "10"];
        Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", "0");
        try
        {
            Assert.True(DotnetFixture.Collect(_collector, command).Profile.Total() > 0);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", null);
        }
    }

    [Theory]
    [InlineData("throw", 134)]
    [InlineData("", 0)]
    public void A_program_that_ends_at_once_is_no_obstacle(string mode, int exitCode)
    {
        Recording recording = DotnetFixture.Collect(_collector, [DotnetFixture.Program, mode]);
        Assert.Equal(exitCode, recording.Outcome.ExitCode);
        Assert.NotEmpty(recording.Profile.Notes);
    }

    [Fact]
    public void A_program_that_hangs_ends_at_its_time_out()
    {
        Recording recording = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "hang"], timeout: 1);
        Assert.True(recording.Outcome.TimedOut);
        Assert.Contains("the workload was stopped at twice its time-out; the profile holds what was recorded until then", recording.Profile.Notes);
    }
}
