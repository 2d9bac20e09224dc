using System.Buffers.Text;

namespace Hone.Measurement;

/// <summary>The machine's counters at one moment; two of them make a <see cref="HostLoad"/>. Times are nanoseconds.</summary>
public readonly record struct HostReading
{
    // /proc shows times in USER_HZ, which is 100 in the interface of every machine that .NET runs on (proc_stat(5), times(2)).
    private const long TickNanoseconds = 10_000_000;
    private const int Fields = 10;

    /// <summary>A monotonic clock.</summary>
    public required long Time { get; init; }

    /// <summary>Processors that are online, whether this process may use them or not.</summary>
    public required int Cores { get; init; }

    /// <summary>CPU time of Hone's own process, its children excluded.</summary>
    public long Own { get; init; }

    /// <summary>CPU time in user mode, guests included, of all processors together.</summary>
    public long User { get; init; }

    /// <summary>CPU time in the kernel, without interrupts.</summary>
    public long Kernel { get; init; }

    /// <summary>Time in hard and soft interrupts.</summary>
    public long Interrupts { get; init; }

    /// <summary>Time without work.</summary>
    public long Idle { get; init; }

    /// <summary>Time without work while some process waited for a disk.</summary>
    public long DiskWait { get; init; }

    /// <summary>Time in which the hypervisor ran something else although a processor of this machine had work.</summary>
    public long Stolen { get; init; }

    /// <summary>The part of <see cref="User"/> that ran guests of this machine.</summary>
    public long Guests { get; init; }

    /// <summary>Threads that ran or wanted to run, the asking one excluded; -1 when it cannot be read.</summary>
    public int Runnable { get; init; }

    /// <summary>
    /// Time in which at least one thread waited for a processor (pressure-stall information); -1 where the kernel does not
    /// keep it. The kernel brings it up to date every two seconds only.
    /// </summary>
    public long Pressure { get; init; }

    /// <summary>The frequency of the asking processor, in kHz; -1 where it cannot be read, or not cheaply.</summary>
    public long Frequency { get; init; }

    /// <summary>
    /// Takes the counters from the texts of <c>/proc/stat</c> (its first line is enough), <c>/proc/loadavg</c>,
    /// <c>/proc/pressure/cpu</c> and <c>scaling_cur_freq</c>; an empty text where there is no such file. Allocates nothing.
    /// </summary>
    public static HostReading Parse(long time, int cores, long own, ReadOnlySpan<byte> stat, ReadOnlySpan<byte> loadavg, ReadOnlySpan<byte> pressure, ReadOnlySpan<byte> frequency)
    {
        Span<long> times = stackalloc long[Fields];
        ReadStat(stat, times);
        return new()
        {
            Time = time,
            Cores = cores,
            Own = own,
            User = times[0] + times[1],
            Kernel = times[2],
            Idle = times[3],
            DiskWait = times[4],
            Interrupts = times[5] + times[6],
            Stolen = times[7],
            Guests = times[8] + times[9],
            Runnable = ReadRunnable(loadavg),
            Pressure = ReadPressure(pressure),
            Frequency = Utf8Parser.TryParse(frequency, out long kilohertz, out _) ? kilohertz : -1,
        };
    }

    // "cpu  user nice system idle iowait irq softirq steal guest guest_nice", older kernels with fewer columns.
    private static void ReadStat(ReadOnlySpan<byte> text, Span<long> times)
    {
        times.Clear();
        if (!text.StartsWith("cpu "u8))
        {
            return;
        }

        text = text[3..];
        for (int i = 0; i < times.Length; i++)
        {
            text = text.TrimStart((byte)' ');
            if (!Utf8Parser.TryParse(text, out long ticks, out int length))
            {
                return;
            }

            times[i] = Math.Clamp(ticks, 0, long.MaxValue / TickNanoseconds / 4) * TickNanoseconds;
            text = text[length..];
        }
    }

    // "0.61 1.20 0.92 3/411 8873": the fourth word counts runnable and existing threads, the asking one among them.
    private static int ReadRunnable(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < 3; i++)
        {
            int space = text.IndexOf((byte)' ');
            if (space < 0)
            {
                return -1;
            }

            text = text[(space + 1)..];
        }

        return Utf8Parser.TryParse(text, out int runnable, out _) ? Math.Max(0, runnable - 1) : -1;
    }

    // "some avg10=0.00 avg60=0.00 avg300=0.00 total=82106591", in microseconds (Documentation/accounting/psi.rst).
    private static long ReadPressure(ReadOnlySpan<byte> text)
    {
        int total = text.IndexOf("total="u8);
        return text.StartsWith("some "u8) && total > 0 && Utf8Parser.TryParse(text[(total + 6)..], out long microseconds, out _) && microseconds is >= 0 and < long.MaxValue / 1000
            ? microseconds * 1000
            : -1;
    }
}
