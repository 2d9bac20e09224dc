using Hone.Linux.Processes;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Linux.Measuring;

/// <summary>
/// How long a burner's steps take here, and how much of a run is not steps: starting and ending a process. What is planted is an
/// effect on the whole run, so the steps must grow by a little more.
/// </summary>
/// <param name="Steps">The steps of the run that takes about the wanted time.</param>
/// <param name="Wall">The wall time of it, the shortest of several: what others take of a busy machine is no part of it.</param>
/// <param name="FixedWall">The wall time of a run without steps, the shortest of several.</param>
/// <param name="Cpu">The median CPU time of it.</param>
/// <param name="FixedCpu">The median CPU time of a run without steps.</param>
public sealed record BurnerCalibration(long Steps, Duration Wall, Duration FixedWall, Duration Cpu, Duration FixedCpu)
{
    private const int Rounds = 25;
    private const int Tries = 5;

    /// <summary>The part of the wall time that grows with the steps.</summary>
    public double WallShare => Share(Wall, FixedWall);

    /// <summary>The part of the CPU time that grows with the steps.</summary>
    public double CpuShare => Share(Cpu, FixedCpu);

    /// <summary>The steps of a run that takes longer by a relative effect on the whole run, by wall time or by CPU time.</summary>
    public long StepsFor(double effect, bool byCpu) => (long)Math.Round(Steps * (1 + (effect / (byCpu ? CpuShare : WallShare))));

    /// <summary>The true ratio of the wall or CPU time of a run of so many steps to the calibrated one.</summary>
    public double TrueRatio(long steps, bool byCpu) => 1 + ((((double)steps / Steps) - 1) * (byCpu ? CpuShare : WallShare));

    /// <summary>Finds the steps for a run of a wanted CPU time, which on a quiet machine is its wall time. Takes a second or two.</summary>
    public static BurnerCalibration Take(Burner burner, Duration wanted, CancellationToken cancellation)
    {
        long steps = 100_000;
        Duration took;

        // The fastest of a few: a busy machine only ever adds to it.
        while ((took = Fastest(burner, steps, cancellation)) < new Duration(wanted.Nanoseconds / 2) && steps < 1L << 45)
        {
            steps *= 2;
        }

        double start = Fastest(burner, 0, cancellation).Nanoseconds;
        steps = Math.Max(1000, (long)(steps * Math.Max(0.01, (wanted.Nanoseconds - start) / Math.Max(1, took.Nanoseconds - start))));
        List<RunOutcome> none = [];
        List<RunOutcome> full = [];
        for (int i = 0; i < Rounds; i++)
        {
            none.Add(ProcessRunner.Run(burner.Request(0), cancellation));
            full.Add(ProcessRunner.Run(burner.Request(steps), cancellation));
        }

        return new(steps, full.Min(run => run.Wall), none.Min(run => run.Wall), MedianOf(full, CpuOf), MedianOf(none, CpuOf));
    }

    private static Duration CpuOf(RunOutcome run) => run.User + run.System;

    private static double Share(Duration whole, Duration part) => Math.Clamp(1 - ((double)part.Nanoseconds / Math.Max(1, whole.Nanoseconds)), 0.1, 1);

    private static Duration Fastest(Burner burner, long steps, CancellationToken cancellation) =>
        Enumerable.Range(0, Tries).Select(_ => CpuOf(ProcessRunner.Run(burner.Request(steps), cancellation))).Min();

    private static Duration MedianOf(List<RunOutcome> runs, Func<RunOutcome, Duration> of) =>
        new((long)Median.Of([.. runs.Select(run => (double)of(run).Nanoseconds)]));
}
