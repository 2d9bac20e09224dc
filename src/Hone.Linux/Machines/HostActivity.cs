using System.Diagnostics;
using System.Globalization;
using Hone.Linux.Processes;
using Hone.Measurement;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Machines;

/// <summary>
/// Reads the machine's counters before and after a run: files kept open, read at offset 0, nothing allocated. What a
/// container or an old kernel does not show is left out.
/// </summary>
public sealed class HostActivity : IDisposable
{
    // On some kernels a frequency is measured when it is asked for, and the asker sleeps for it.
    private const long DearNanoseconds = 50_000;

    private readonly int _cores;
    private readonly SafeFileHandle? _stat;
    private readonly SafeFileHandle? _loadavg;
    private readonly SafeFileHandle? _pressure;
    private readonly SafeFileHandle?[] _frequencies;

    // Of /proc/stat only the first line matters; 256 bytes hold it.
    private readonly byte[] _buffers = new byte[512];

    /// <summary>Opens the files.</summary>
    public HostActivity()
    {
        _cores = OnlineCores();
        _stat = Open("/proc/stat");
        _loadavg = Open("/proc/loadavg");
        _pressure = Open("/proc/pressure/cpu");
        _frequencies = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(cpu => Open(string.Create(CultureInfo.InvariantCulture, $"/sys/devices/system/cpu/cpu{cpu}/cpufreq/scaling_cur_freq")))];
        if (_frequencies.FirstOrDefault() is SafeFileHandle frequency && IsDear(frequency))
        {
            CloseFrequencies();
            _frequencies = [];
        }
    }

    /// <summary>The counters now. To be called from one thread at a time.</summary>
    public HostReading Read()
    {
        Span<byte> stat = _buffers.AsSpan(0, 256);
        Span<byte> loadavg = _buffers.AsSpan(256, 80);
        Span<byte> pressure = _buffers.AsSpan(336, 128);
        Span<byte> frequency = _buffers.AsSpan(464, 32);
        int cpu = Thread.GetCurrentProcessorId();
        int frequencyLength = cpu >= 0 && cpu < _frequencies.Length ? Fill(_frequencies[cpu], frequency) : 0;
        int pressureLength = Fill(_pressure, pressure);
        int loadavgLength = Fill(_loadavg, loadavg);
        long own = ResourceUse.Self().Nanoseconds;

        // The clock stands beside the counters that are compared with it.
        int statLength = Fill(_stat, stat);
        long time = (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        return HostReading.Parse(time, _cores, own, stat[..statLength], loadavg[..loadavgLength], pressure[..pressureLength], frequency[..frequencyLength]);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        _stat?.Dispose();
        _loadavg?.Dispose();
        _pressure?.Dispose();
        CloseFrequencies();
    }

    private static int OnlineCores()
    {
        try
        {
            // The processors of the machine, not those of this process's mask or container.
            return Math.Max(1, File.ReadLines("/proc/stat").Count(line => line.StartsWith("cpu", StringComparison.Ordinal) && line.Length > 3 && char.IsAsciiDigit(line[3])));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Environment.ProcessorCount;
        }
    }

    private static SafeFileHandle? Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int Fill(SafeFileHandle? file, Span<byte> buffer)
    {
        try
        {
            return file is null ? 0 : RandomAccess.Read(file, buffer, 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static bool IsDear(SafeFileHandle file)
    {
        Span<byte> buffer = stackalloc byte[32];
        long least = long.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            long started = Stopwatch.GetTimestamp();
            _ = Fill(file, buffer);
            least = Math.Min(least, Stopwatch.GetElapsedTime(started).Ticks * 100);
        }

        return least > DearNanoseconds;
    }

    private void CloseFrequencies()
    {
        foreach (SafeFileHandle? file in _frequencies)
        {
            file?.Dispose();
        }
    }
}
