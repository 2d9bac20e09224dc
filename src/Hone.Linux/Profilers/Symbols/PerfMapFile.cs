using System.Globalization;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>
/// The functions that a program with a JIT compiler listed in <c>/tmp/perf-PID.map</c>, one <c>start size name</c> a line with
/// hexadecimal numbers (tools/perf/Documentation/jit-interface.txt). Of a place that was used twice the later function counts.
/// </summary>
internal sealed class PerfMapFile
{
    private const long MostBytes = 1L << 28;

    private readonly SortedList<ulong, (ulong End, string Name)> _functions = [];
    private ulong[]? _starts;

    /// <summary>The functions of a process; none when it left no list, or the list is not this user's or root's.</summary>
    public static PerfMapFile Of(int process)
    {
        PerfMapFile map = new();
        string path = string.Create(CultureInfo.InvariantCulture, $"/tmp/perf-{process}.map");
        try
        {
            FileInfo file = new(path);
            if (file.Exists && file.LinkTarget is null && (file.Attributes & FileAttributes.Device) == 0 && file.Length < MostBytes)
            {
                foreach (string line in File.ReadLines(path))
                {
                    map.Add(line);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Then its functions go without names.
        }

        return map;
    }

    /// <summary>The function at an address, or null.</summary>
    public string? Find(ulong address)
    {
        _starts ??= [.. _functions.Keys];
        int index = Array.BinarySearch(_starts, address);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 && address < _functions.GetValueAtIndex(index).End ? _functions.GetValueAtIndex(index).Name : null;
    }

    private void Add(string line)
    {
        string[] parts = line.Split(' ', 3);
        if (parts.Length == 3 && Number(parts[0], out ulong start) && Number(parts[1], out ulong size) && start + size >= start)
        {
            _functions[start] = (start + size, parts[2]);
        }
    }

    private static bool Number(string text, out ulong value) =>
        ulong.TryParse(text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
