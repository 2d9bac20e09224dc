using Hone.Units;

namespace Hone.Profiling.Waiting;

/// <summary>
/// Whether a workload waits, by what its runs cost: only then does it matter where. It waits when at least
/// <see cref="Threshold"/> (a fifth) of <c>wall × CPUs used</c> is no CPU time, and at least 10 ms are; CPUs used is CPU
/// time over wall time, rounded to a whole number and at least one. A program that others keep off its CPU looks the same, so the
/// profile that was taken must agree (<see cref="Agrees"/>).
/// </summary>
public static class WaitRule
{
    /// <summary>The part of the time without CPU from which on a workload waits.</summary>
    public const double Threshold = 0.2;

    private static readonly Duration _least = Duration.FromSeconds(0.01);

    /// <summary>The part of the wall time of the CPUs that it used in which it used none.</summary>
    /// <param name="wall">The median wall time.</param>
    /// <param name="cpu">The median CPU time, of user and kernel together.</param>
    public static Ratio Waiting(Duration wall, Duration cpu)
    {
        if (wall <= Duration.Zero)
        {
            return new(0);
        }

        double cpus = Math.Max(1, Math.Round((double)cpu.Nanoseconds / wall.Nanoseconds, MidpointRounding.AwayFromZero));
        return new(Math.Clamp(1 - (cpu.Nanoseconds / (wall.Nanoseconds * cpus)), 0, 1));
    }

    /// <summary>The reason for profiles of waiting, as a note; null when the workload does not wait.</summary>
    public static string? Reason(Duration wall, Duration cpu)
    {
        Ratio waiting = Waiting(wall, cpu);
        return waiting.Value >= Threshold && waiting.Value * wall.Nanoseconds >= _least.Nanoseconds
            ? $"taken because the workload waits: {waiting} of its wall time is no CPU time (baseline: {wall} wall, {cpu} CPU; from {new Ratio(Threshold)} on)"
            : null;
    }

    /// <summary>
    /// The off-CPU profile shows waiting, and not only that others had the CPU: what it blames on waits is at least
    /// <see cref="Threshold"/> of the run's wall time. True when nobody measured the run's time.
    /// </summary>
    public static bool Agrees(Profile offCpu)
    {
        ArgumentNullException.ThrowIfNull(offCpu);
        return offCpu.Times is not RunTimes times || offCpu.Total() >= Threshold * times.Main.Wall.Nanoseconds;
    }
}
