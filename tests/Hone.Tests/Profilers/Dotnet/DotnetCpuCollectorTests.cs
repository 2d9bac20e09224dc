using System.Runtime.Versioning;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Dotnet;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profilers.Dotnet;

[Collection("perf")]
[SupportedOSPlatform("linux")]
public sealed class DotnetCpuCollectorTests
{
    private static readonly DotnetCpuCollector _collector = new();

    [Fact]
    public void The_hot_method_is_named_with_its_place_on_default_settings()
    {
        Recording recording = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "burn", "1500"], expected: Duration.FromSeconds(1.5));
        Profile profile = recording.Profile;
        long samples = profile.Total(profile.MetricIndex("samples"));
        Assert.Equal(0, recording.Outcome.ExitCode);
        Assert.True(samples > 300, $"only {samples} samples");

        // Nine tenths by construction, of what is left beside the start of the runtime.
        double crush = Shares.Self(profile, "Profiled.Mill<T>.Crush");
        double sift = Shares.Self(profile, "Profiled.Mill<T>.Sift");
        Assert.Equal(0.9, crush / (crush + sift), 0.05);
        Assert.InRange(crush + sift, 0.8, 1);
        Frame frame = Assert.Single(profile.Frames, static frame => frame.Function == "Profiled.Mill<T>.Crush");
        Assert.Equal(("profiled.dll", FrameOrigin.Managed), (frame.Module, frame.Origin));
        Assert.Equal(DotnetFixture.Source, frame.Source!.File);
        Assert.InRange(frame.Source.Line, DotnetFixture.LineOf("void Crush("), DotnetFixture.LineOf("void Crush(") + 1);
    }

    [Fact]
    public void Every_managed_frame_has_a_name()
    {
        Profile profile = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "async", "1000"], expected: Duration.FromSeconds(1)).Profile;
        Assert.DoesNotContain(profile.Frames, static frame => frame.Origin == FrameOrigin.Unknown && frame.Module.Length == 0);
        Assert.DoesNotContain(profile.Frames, static frame => frame.Function.Contains("doublemapper", StringComparison.Ordinal) || frame.Function.EndsWith(".dll]", StringComparison.Ordinal));
        Assert.DoesNotContain(profile.Notes, static note => note.Contains("no name", StringComparison.Ordinal));
        Assert.InRange(Shares.Self(profile, "[.NET runtime: stubs]"), 0, 0.1);
        foreach (string function in (string[])["CountAsync", "CountAsync.lambda", "CountAsync.Local", "Steps", "Work"])
        {
            Assert.Contains(profile.Frames, frame => frame.Function == "Profiled.Counter." + function && frame.Source is not null);
        }
    }

    [Fact]
    public void A_method_that_was_replaced_while_it_ran_keeps_its_caller()
    {
        // Crush and Sift run as on-stack replacements first; without care, a tenth of their samples has no Grind.
        Profile profile = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "burn", "700"], expected: Duration.FromSeconds(0.7)).Profile;
        double under = 0;
        double all = 0;
        foreach (StackValues stack in profile.Stacks)
        {
            List<string> functions = [.. Shares.Functions(profile, stack)];
            int at = functions.IndexOf("Profiled.Mill<T>.Crush");
            all += at < 0 ? 0 : stack.Values[0];
            under += at >= 0 && functions[at + 1] == "Profiled.Mill<T>.Grind" && functions[at + 2] == "Profiled.Program.Main" ? stack.Values[0] : 0;
        }

        Assert.True(all > 0);
        Assert.InRange(under / all, 0.99, 1);
    }

    [Fact]
    public void Children_that_are_dotnet_programs_too_are_served_and_counted()
    {
        Recording recording = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "children", "900"]);
        Assert.Equal(0, recording.Outcome.ExitCode);
        Assert.False(recording.Outcome.TimedOut);
        Assert.InRange(Shares.Inclusive(recording.Profile, "Profiled.Mill<T>.Grind"), 0.4, 1);
    }

    [Fact]
    public void A_shell_script_that_starts_dotnet_twice_is_profiled()
    {
        Recording recording = DotnetFixture.Collect(_collector, ["sh", "-c", $"{DotnetFixture.Program} burn 900 && {DotnetFixture.Program} burn 900; exit 3"]);
        Assert.Equal(3, recording.Outcome.ExitCode);
        Assert.InRange(Shares.Inclusive(recording.Profile, "Profiled.Mill<T>.Grind"), 0.4, 1);
        Assert.Contains("DOTNET_DiagnosticPorts=", recording.Profile.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_crashes_is_reported_by_its_outcome_and_a_note()
    {
        Recording recording = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "crash", "300"]);
        Assert.Equal(134, recording.Outcome.ExitCode);
        Assert.Contains(recording.Profile.Notes, static note => note.StartsWith("1 runtime ended before listing the methods", StringComparison.Ordinal));
        Assert.Contains(recording.Profile.Frames, static frame => frame.Function == "[.NET code without a name]");
    }

    [Fact]
    public void A_program_that_hangs_ends_at_its_time_out()
    {
        Recording recording = DotnetFixture.Collect(_collector, [DotnetFixture.Program, "hang"], timeout: 1);
        Assert.True(recording.Outcome.TimedOut);
        Assert.Contains("the workload was stopped at twice its time-out; the profile holds what was recorded until then", recording.Profile.Notes);
    }

    [Theory]
    [InlineData("/bin/true", "dotnet-not-seen")]
    [InlineData("/nowhere/at-all", "program-missing")]
    public void A_command_without_dotnet_in_it_is_a_problem(string program, string rule)
    {
        ProblemException error = Assert.Throws<ProblemException>(() => DotnetFixture.Collect(_collector, [program]));
        Assert.Equal(rule, error.Problem.Rule);
    }
}
