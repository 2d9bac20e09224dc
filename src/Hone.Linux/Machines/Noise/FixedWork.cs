using System.Diagnostics;
using System.Runtime.CompilerServices;
using Hone.Linux.Processes;

namespace Hone.Linux.Machines.Noise;

/// <summary>A piece of work that is the same each time: no memory, no branches that depend on anything.</summary>
internal sealed class FixedWork
{
    private const double PieceNanoseconds = 5e6;
    private const int ThreadCpuClock = 3;

    private readonly int _turns;
    private ulong _state = 88172645463325252;

    /// <summary>Finds out how many turns take about 5 ms here, by the best of several tries.</summary>
    public FixedWork()
    {
        const int Trial = 400_000;
        double best = double.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            best = Math.Min(best, Time(Trial).Wall);
        }

        _turns = (int)Math.Clamp(Trial * PieceNanoseconds / Math.Max(1, best), 1000, 1e9);
    }

    /// <summary>Does the piece once; wall time and the thread's CPU time in nanoseconds.</summary>
    public (double Wall, double Cpu) Run() => Time(_turns);

    private static unsafe long ThreadCpu()
    {
        long* time = stackalloc long[2];
        _ = LibC.ClockGetTime(ThreadCpuClock, time);
        return (time[0] * 1_000_000_000) + time[1];
    }

    // xorshift64 (Marsaglia, Journal of Statistical Software 8 (2003)): each turn waits for the one before.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static ulong Turn(ulong state, int turns)
    {
        for (int i = 0; i < turns; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        return state;
    }

    private (double Wall, double Cpu) Time(int turns)
    {
        long cpu = ThreadCpu();
        long started = Stopwatch.GetTimestamp();
        _state = Turn(_state, turns);
        double wall = (Stopwatch.GetTimestamp() - started) * (1e9 / Stopwatch.Frequency);
        return (wall, ThreadCpu() - cpu);
    }
}
