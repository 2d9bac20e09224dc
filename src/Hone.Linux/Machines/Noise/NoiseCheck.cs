using System.Diagnostics;
using Hone.Linux.Processes;
using Hone.Measurement;
using Hone.Measurement.Checks;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Machines.Noise;

/// <summary>What a noise check gave.</summary>
/// <param name="Figures">The times.</param>
/// <param name="Load">The machine while Hone did the work and started programs: one thread, one core.</param>
/// <param name="Programs">Other programs at work in that span, the busiest first.</param>
public sealed record NoiseOutcome(NoiseFigures Figures, HostLoad Load, IReadOnlyList<ProgramLoad> Programs);

/// <summary>Measures what this machine does to a program that does the same each time. At most about ten seconds.</summary>
public static class NoiseCheck
{
    private const int Rounds = 50;
    private const int PiecesOfRound = 4;
    private const int StartsOfRound = 2;

    private static readonly TimeSpan _roundsBudget = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan _spin = TimeSpan.FromSeconds(1);

    /// <summary>Runs the check; what does not fit into the time is left out and shows as fewer samples.</summary>
    /// <param name="cores">The processors to look for holes on.</param>
    /// <param name="progress">Told what is being done, how much is done, and of how much.</param>
    /// <param name="cancellation">Ends the check.</param>
    public static NoiseOutcome Run(IReadOnlyList<int> cores, Action<string, int, int> progress, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        FixedWork work = new();
        SpawnRequest? nothing = ToolBox.PathOf("true") is string path ? new() { Argv = [path], WorkingDirectory = "/", Timeout = Duration.FromSeconds(2) } : null;
        List<(double Wall, double Cpu)> pieces = [];
        List<(double Wall, double Cpu)> starts = [];
        using HostActivity activity = new();
        OtherPrograms programs = new();
        HostReading before = activity.Read();
        for (int round = 0; round < Rounds && Stopwatch.GetElapsedTime(started) < _roundsBudget; round++)
        {
            progress("equal work and program starts", round, Rounds);
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < PiecesOfRound; i++)
            {
                pieces.Add(work.Run());
            }

            for (int i = 0; i < StartsOfRound && nothing is not null; i++)
            {
                nothing = Start(nothing, starts, cancellation) ? nothing : null;
            }
        }

        HostLoad load = HostLoad.Between(before, activity.Read(), (long)starts.Sum(start => start.Cpu));
        IReadOnlyList<ProgramLoad> busy = programs.Since(load.Span);
        progress("looking for holes in the time of every core", 0, 0);
        cancellation.ThrowIfCancellationRequested();
        (double step, double cost) = SpinningThread.Clock();
        IReadOnlyList<CoreHoles> holes = SpinningThread.SpinOn(cores, _spin);
        NoiseFigures figures = new()
        {
            WorkWall = [.. pieces.Select(piece => piece.Wall)],
            WorkCpu = [.. pieces.Select(piece => piece.Cpu)],
            StartWall = [.. starts.Select(start => start.Wall)],
            StartCpu = [.. starts.Select(start => start.Cpu)],
            Holes = holes,
            ClockStep = step,
            ClockCost = cost,
            Took = new(Stopwatch.GetElapsedTime(started).Ticks * 100),
        };
        return new(figures, load, busy);
    }

    private static bool Start(SpawnRequest nothing, List<(double Wall, double Cpu)> starts, CancellationToken cancellation)
    {
        try
        {
            RunOutcome outcome = ProcessRunner.Run(nothing, cancellation);
            starts.Add((outcome.Wall.Nanoseconds, (outcome.User + outcome.System).Nanoseconds));
            return true;
        }
        catch (ProblemException)
        {
            // A machine that starts no programs is told by the figure's absence.
            return false;
        }
    }
}
