using System.Globalization;
using Hone.Measurement.Checks;
using Hone.Units;

namespace Hone.Linux.Machines.Noise;

/// <summary>The programs that use the processors, by name, between two looks at /proc.</summary>
internal sealed class OtherPrograms
{
    private const int UserField = 11;
    private const int SystemField = 12;
    private const double TicksPerSecond = 100;

    private readonly Dictionary<(int Pid, string Name), long> _before = Look();

    /// <summary>Every program other than Hone that used CPU time since this object was made; the busiest first.</summary>
    /// <param name="span">The wall time since then.</param>
    public IReadOnlyList<ProgramLoad> Since(Duration span)
    {
        Dictionary<string, long> ticks = [];
        foreach (((int Pid, string Name) process, long now) in Look())
        {
            // One that began in between used all of its time in between.
            long used = now - _before.GetValueOrDefault(process);
            if (used > 0 && process.Pid != Environment.ProcessId)
            {
                ticks[process.Name] = ticks.GetValueOrDefault(process.Name) + used;
            }
        }

        return [.. ticks.Select(entry => new ProgramLoad(entry.Key, entry.Value / TicksPerSecond / Math.Max(1e-3, span.Seconds))).OrderByDescending(load => load.Cores)];
    }

    private static Dictionary<(int Pid, string Name), long> Look()
    {
        Dictionary<(int Pid, string Name), long> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                && Parse(HostTextReader.Text(folder + "/stat")) is (string name, long ticks))
            {
                all[(pid, name)] = ticks;
            }
        }

        return all;
    }

    // "8873 (name) S …" with utime and stime in ticks (proc_pid_stat(5)).
    private static (string Name, long Ticks)? Parse(string line)
    {
        int open = line.IndexOf('(', StringComparison.Ordinal);
        int close = line.LastIndexOf(')');
        if (open < 0 || close < open)
        {
            return null;
        }

        string[] fields = line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > SystemField
            && long.TryParse(fields[UserField], NumberStyles.None, CultureInfo.InvariantCulture, out long user)
            && long.TryParse(fields[SystemField], NumberStyles.None, CultureInfo.InvariantCulture, out long system)
            ? (line[(open + 1)..close], user + system)
            : null;
    }
}
