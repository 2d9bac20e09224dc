using System.Globalization;

namespace Hone.Linux.Machines;

/// <summary>What the kernel lets this user see (perf_event_open(2), /proc/sys/kernel/perf_event_paranoid).</summary>
/// <param name="Paranoid">The kernel's setting; null when it has none, which means that there are no perf events.</param>
/// <param name="IsRoot">Whether Hone runs as root, who may see everything.</param>
public sealed record PerfAccess(int? Paranoid, bool IsRoot)
{
    /// <summary>Own programs may be sampled.</summary>
    public bool User => Paranoid is int level && (IsRoot || level <= 2);

    /// <summary>The kernel's part of own programs may be sampled.</summary>
    public bool Kernel => Paranoid is int level && (IsRoot || level <= 1);

    /// <summary>Trace points may be used.</summary>
    public bool TracePoints => Paranoid is int level && (IsRoot || level <= -1);

    /// <summary>What is missing and how to get it, or null.</summary>
    public string? Advice => Paranoid is null
        ? "this kernel offers no perf events"
        : !User ? $"perf may not sample at all (kernel.perf_event_paranoid is {Paranoid}): sysctl kernel.perf_event_paranoid=1, as root"
        : !Kernel ? $"perf sees no kernel frames (kernel.perf_event_paranoid is {Paranoid}): sysctl kernel.perf_event_paranoid=1, as root"
        : null;

    /// <summary>Reads the settings.</summary>
    public static PerfAccess Check() => new(Number("/proc/sys/kernel/perf_event_paranoid"), Environment.IsPrivilegedProcess);

    private static int? Number(string path)
    {
        try
        {
            return int.TryParse(File.ReadAllText(path).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
