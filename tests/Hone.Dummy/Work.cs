using System.Diagnostics;

namespace Hone.Dummy;

/// <summary>The work itself, in methods whose names the profiles are asked for.</summary>
internal static class Work
{
    /// <summary>Keeps a CPU busy for so long.</summary>
    public static ulong Burn(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        ulong state = 88172645463325252;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            state = Spin(state);
        }

        return state;
    }

    /// <summary>Allocates so many bytes of short-lived arrays and strings.</summary>
    public static void Allocate(long bytes)
    {
        for (long done = 0; done < bytes;)
        {
            done += Buffers() + Texts();
        }
    }

    /// <summary>Touches so many bytes at once.</summary>
    public static void Hold(long bytes)
    {
        byte[] memory = new byte[bytes];
        for (long i = 0; i < bytes; i += 4096)
        {
            memory[i] = 1;
        }

        Console.WriteLine(memory.LongCount(value => value == 1));
    }

    /// <summary>Reads a file in chunks of so many bytes, unbuffered.</summary>
    public static long Read(string path, int chunk)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        byte[] buffer = new byte[chunk];
        long total = 0;
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            total += read;
        }

        return total;
    }

    /// <summary>Two threads that want one lock.</summary>
    public static void Contend(TimeSpan time)
    {
        Lock gate = new();
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
        {
            while (Stopwatch.GetTimestamp() < end)
            {
                lock (gate)
                {
                    Thread.Sleep(1);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    /// <summary>Prints so many bytes as fast as it can.</summary>
    public static void Print(Stream output, long bytes)
    {
        byte[] block = new byte[64 << 10];
        Array.Fill(block, (byte)'x');
        for (long left = bytes; left > 0; left -= block.Length)
        {
            output.Write(block, 0, (int)Math.Min(left, block.Length));
        }
    }

    private static ulong Spin(ulong state)
    {
        for (int i = 0; i < 20_000; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        return state;
    }

    private static long Buffers()
    {
        byte[] buffer = new byte[3000];
        return buffer.Length;
    }

    private static long Texts()
    {
        string text = new('x', 500);
        return text.Length * 2;
    }
}
