using System.Globalization;
using System.Text;

namespace Hone.Linux.Processes;

/// <summary>What the kernel says of one process in one moment (proc_pid_stat(5)).</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Name">The command name: at most 15 bytes of the program's file name.</param>
/// <param name="State">One letter, such as <c>R</c>, <c>S</c>, <c>Z</c>.</param>
/// <param name="Parent">The parent's process id.</param>
/// <param name="Session">The session.</param>
/// <param name="StartTicks">When it was forked, in clock ticks since boot.</param>
internal readonly record struct ProcStat(int Pid, string Name, char State, int Parent, int Session, long StartTicks)
{
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int SessionField = 3;
    private const int StartField = 19;

    /// <summary>True unless it has ended and only waits to be waited for.</summary>
    public bool IsAlive => State is not ('Z' or 'X');

    /// <summary>Reads one process; null when it is gone.</summary>
    public static ProcStat? Read(int pid)
    {
        try
        {
            return Parse(pid, Encoding.UTF8.GetString(File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Every process that can be seen.</summary>
    public static List<ProcStat> All()
    {
        List<ProcStat> all = [];
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && Read(pid) is ProcStat one)
            {
                all.Add(one);
            }
        }

        return all;
    }

    /// <summary>True when the process began with <paramref name="entry"/> in its environment; false when that cannot be read.</summary>
    public static bool HasInEnvironment(int pid, ReadOnlySpan<byte> entry)
    {
        try
        {
            return File.ReadAllBytes(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/environ")).AsSpan().IndexOf(entry) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Takes one line of /proc/PID/stat apart; the name is in parentheses and may itself hold any byte.</summary>
    internal static ProcStat? Parse(int pid, string line)
    {
        int open = line.IndexOf('(', StringComparison.Ordinal);
        int close = line.LastIndexOf(')');
        if (open < 0 || close < open)
        {
            return null;
        }

        string[] fields = line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StartField
            && int.TryParse(fields[ParentField], NumberStyles.None, CultureInfo.InvariantCulture, out int parent)
            && int.TryParse(fields[SessionField], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int session)
            && long.TryParse(fields[StartField], NumberStyles.None, CultureInfo.InvariantCulture, out long start)
            ? new(pid, line[(open + 1)..close], fields[StateField][0], parent, session, start)
            : null;
    }
}
