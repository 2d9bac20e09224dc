using System.Diagnostics;
using System.Globalization;

namespace Hone.Bench;

/// <summary>The same kinds of work as work.c, on .NET.</summary>
internal static class DotnetWork
{
    private static readonly object _gate = new();
    private static int _turn;
    private static object? _kept;

    /// <summary>Works, and appends wall and CPU nanoseconds to the file.</summary>
    public static void Do(string file)
    {
        long began = Stopwatch.GetTimestamp();
        ulong x = 88172645463325252;
        for (int i = 0; i < 300; i++)
        {
            x = Compute(x) + Allocate();
        }

        Thread one = new(() => TakeTurns(0));
        Thread other = new(() => TakeTurns(1));
        one.Start();
        other.Start();
        one.Join();
        other.Join();
        using FileStream target = new("/dev/null", FileMode.Open, FileAccess.Write, FileShare.Write, bufferSize: 0);
        for (int i = 0; i < 5000; i++)
        {
            target.WriteByte((byte)(x & 127));
        }

        File.AppendAllText(file, string.Create(
            CultureInfo.InvariantCulture,
            $"{(long)Stopwatch.GetElapsedTime(began).TotalNanoseconds} {(long)Environment.CpuUsage.TotalTime.TotalNanoseconds}\n"));
    }

    private static ulong Compute(ulong x)
    {
        for (int i = 0; i < 1_000_000; i++)
        {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
        }

        return x;
    }

    private static ulong Allocate()
    {
        ulong sum = 0;
        for (int i = 0; i < 1000; i++)
        {
            byte[] block = new byte[64 + (i % 512)];
            _kept = block;
            sum += (ulong)block.Length;
        }

        return sum;
    }

    private static void TakeTurns(int mine)
    {
        lock (_gate)
        {
            for (int i = 0; i < 10_000; i++)
            {
                while (_turn != mine)
                {
                    Monitor.Wait(_gate);
                }

                _turn = 1 - mine;
                Monitor.Pulse(_gate);
            }
        }
    }
}
