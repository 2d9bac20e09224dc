using System.Globalization;
using Hone.Linux.Processes;

namespace Hone.Linux.Profilers;

/// <summary>What the kernel lets this user measure (perf_event_open(2), perf-security in the kernel's admin guide).</summary>
/// <param name="Perf">The path of perf; null when it is not installed.</param>
/// <param name="Paranoia">The value of <c>kernel.perf_event_paranoid</c>; null when the kernel has no perf events.</param>
/// <param name="Privileged">True for root, whom the setting doesn't bind.</param>
/// <param name="MaxRate">The highest sampling rate.</param>
public sealed record PerfAccess(string? Perf, int? Paranoia, bool Privileged, int MaxRate)
{
    /// <summary>What a missing permission is mended with.</summary>
    public const string Remedy = "run `sysctl kernel.perf_event_paranoid=1` as root, or run Hone as root";

    /// <summary>True when samples may come from inside the kernel.</summary>
    public bool Kernel => Privileged || Paranoia <= 1;

    /// <summary>Why perf can't record on this machine, with the remedy; null when it can.</summary>
    public string? Unavailable =>
        Perf is null ? "perf is not installed: apt-get install linux-perf"
        : Paranoia is null ? "the kernel was built without perf events: use one with CONFIG_PERF_EVENTS"
        : !Privileged && Paranoia > 2 ? $"kernel.perf_event_paranoid is {Paranoia}, which keeps users from measuring their own programs: {Remedy}"
        : null;

    /// <summary>What this user cannot see and how to mend it; null when everything can be seen.</summary>
    public string? Advice => Perf is null ? null : Unavailable ?? (Kernel ? null : $"perf sees no kernel frames (kernel.perf_event_paranoid is {Paranoia}): {Remedy}");

    /// <summary>What holds on this machine now.</summary>
    public static PerfAccess Read() => new(
        ProgramLookup.Find("perf", "/", Environment.GetEnvironmentVariable("PATH") ?? ""),
        Setting("perf_event_paranoid"),
        Environment.IsPrivilegedProcess,
        Setting("perf_event_max_sample_rate") ?? 1000);

    private static int? Setting(string name)
    {
        try
        {
            string text = File.ReadAllText("/proc/sys/kernel/" + name);
            return int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int value) ? value : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
