using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hone.Measurement;

namespace Hone.Linux.Machines.Noise;

/// <summary>A thread tied to one core that does nothing but read the clock: a hole between two readings is time that it did not have.</summary>
internal static unsafe partial class SpinningThread
{
    private const int MaskBytes = 1024;

    /// <summary>Spins on each of the cores at once, for so long.</summary>
    public static IReadOnlyList<CoreHoles> SpinOn(IReadOnlyList<int> cores, TimeSpan span)
    {
        CoreHoles?[] holes = new CoreHoles?[cores.Count];
        Thread[] threads =
        [
            .. Enumerable.Range(0, cores.Count).Select(i => new Thread(() => holes[i] = Pin(cores[i]) ? Spin(cores[i], span) : null, 256 * 1024) { IsBackground = true, Name = "spin" }),
        ];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return [.. holes.OfType<CoreHoles>()];
    }

    /// <summary>The smallest step of the clock and the cost of a reading, in nanoseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Step, double Cost) Clock()
    {
        const int Readings = 100_000;
        long step = long.MaxValue;
        long started = Stopwatch.GetTimestamp();
        long last = started;
        for (int i = 0; i < Readings; i++)
        {
            long now = Stopwatch.GetTimestamp();
            if (now > last)
            {
                step = Math.Min(step, now - last);
            }

            last = now;
        }

        return (step == long.MaxValue ? 0 : step, (double)(last - started) / Readings);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static CoreHoles Spin(int core, TimeSpan span)
    {
        int[] counts = new int[CoreHoles.Lengths.Count];
        long[] lengths = [.. CoreHoles.Lengths];
        long worst = 0;
        long lost = 0;
        long started = Stopwatch.GetTimestamp();
        long end = started + (long)(span.TotalSeconds * Stopwatch.Frequency);
        long last = started;
        while (last < end)
        {
            long now = Stopwatch.GetTimestamp();
            long hole = now - last;
            last = now;
            if (hole < lengths[0])
            {
                continue;
            }

            lost += hole;
            worst = Math.Max(worst, hole);
            for (int i = 0; i < lengths.Length && hole >= lengths[i]; i++)
            {
                counts[i]++;
            }
        }

        return new(core, last - started, worst, lost, counts);
    }

    // sched_setaffinity(2) with 0 means the calling thread.
    private static bool Pin(int core)
    {
        byte* mask = stackalloc byte[MaskBytes];
        new Span<byte>(mask, MaskBytes).Clear();
        mask[core / 8] = (byte)(1 << (core % 8));
        return SetAffinity(0, MaskBytes, mask) == 0;
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int pid, nuint size, byte* mask);
}
