using System.Diagnostics;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Units;

namespace Hone.Tests.Measuring;

public sealed class BurnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-burner-").FullName;

    [Fact]
    public void The_embedded_program_is_what_its_source_gives()
    {
        string folder = Path.Combine(Repository.Root, "src/Hone.Linux/Measuring/Burner");
        string built = Path.Combine(_folder, "built");
        using (Process build = Process.Start(Path.Combine(folder, "build.sh"), [built]))
        {
            build.WaitForExit();
            Assert.Equal(0, build.ExitCode);
        }

        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "burner.x86-64")), File.ReadAllBytes(built));
    }

    [Fact]
    public void Ten_times_the_steps_take_about_ten_times_the_cpu_time()
    {
        Burner burner = Burner.Install(_folder);
        Duration few = Cpu(burner, 3_000_000);
        Duration many = Cpu(burner, 30_000_000);
        Assert.InRange(many.Seconds / few.Seconds, 6, 13);
    }

    [Fact]
    public void A_calibrated_effect_is_one_of_the_whole_run()
    {
        // A fifth of the run is there without any step: 1 % of the whole takes 1.25 % more steps.
        BurnerCalibration loop = new(1_000_000, new(20_000_000), new(4_000_000), new(18_000_000), new(1_800_000));
        Assert.Equal(1_012_500, loop.StepsFor(0.01, byCpu: false));
        Assert.Equal(1.01, loop.TrueRatio(1_012_500, byCpu: false), 1e-9);
        Assert.Equal(1.01125, loop.TrueRatio(1_012_500, byCpu: true), 1e-9);
    }

    [Fact]
    public void Commands_of_different_work_are_equally_long()
    {
        Burner burner = Burner.Install(_folder);
        Assert.Equal(Length(burner.Request(1)), Length(burner.Request(123_456_789)));
    }

    [Fact]
    public void Four_kinds_of_real_commands_are_found_and_run()
    {
        IReadOnlyList<SampleCommand> commands = SampleCommands.Find(_folder);
        Assert.True(commands.Count >= 4, string.Join(", ", commands.Select(command => command.Kind)));
        Assert.All(commands, command => Assert.True(command.Subject.Accepts(ProcessRunner.Run(command.Subject.Request, CancellationToken.None)), command.Kind));
    }

    [Fact]
    public void Busy_loops_end_when_they_are_disposed_of()
    {
        Burner burner = Burner.Install(_folder);
        using (BusyLoops loops = new(burner, 2))
        {
            Assert.True(SpinWait.SpinUntil(() => Running() == 2, TimeSpan.FromSeconds(10)), $"{Running()} are running");
        }

        Assert.True(SpinWait.SpinUntil(() => Running() == 0, TimeSpan.FromSeconds(10)), $"{Running()} are running");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static int Length(SpawnRequest request) => request.Argv.Sum(word => word.Length);

    private static Duration Cpu(Burner burner, long steps) => Enumerable.Range(0, 5).Select(_ =>
    {
        RunOutcome run = ProcessRunner.Run(burner.Request(steps), CancellationToken.None);
        return run.User + run.System;
    }).Min();

    private int Running() => Directory.GetDirectories("/proc").Count(process =>
    {
        try
        {
            return int.TryParse(Path.GetFileName(process), out _) && File.ReadAllText(Path.Combine(process, "cmdline")).StartsWith(_folder, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
