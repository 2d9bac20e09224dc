namespace Hone.Measurement.Checks;

/// <summary>
/// The texts of files under /proc and /sys by path, so that a check is a function of them. A path with <c>*</c> stands for all
/// files that match, their texts one a line in the order of their paths.
/// </summary>
/// <param name="Texts">Text by path; a file that does not exist or may not be read has none.</param>
public sealed record HostTexts(IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>Governor of every frequency domain.</summary>
    public const string Governors = "/sys/devices/system/cpu/cpufreq/policy*/scaling_governor";

    /// <summary>1 where Intel's turbo is off.</summary>
    public const string NoTurbo = "/sys/devices/system/cpu/intel_pstate/no_turbo";

    /// <summary>1 where turbo is on, other drivers.</summary>
    public const string Boost = "/sys/devices/system/cpu/cpufreq/boost";

    /// <summary>1 where two threads share a core.</summary>
    public const string Smt = "/sys/devices/system/cpu/smt/active";

    /// <summary>Processors that are online, as a list such as <c>0-3,6</c>.</summary>
    public const string Online = "/sys/devices/system/cpu/online";

    /// <summary>Processors that the scheduler leaves alone.</summary>
    public const string Isolated = "/sys/devices/system/cpu/isolated";

    /// <summary>Hone's own status, with the processors that it may use.</summary>
    public const string SelfStatus = "/proc/self/status";

    /// <summary>CPU limits of Hone's control groups (version 2, <c>cpu.max</c>), one a line, the nearest first.</summary>
    public const string CpuMax = "cgroup:cpu.max";

    /// <summary>The same of version 1: <c>cpu.cfs_quota_us</c>.</summary>
    public const string CpuQuota = "cgroup:cpu.cfs_quota_us";

    /// <summary>The same of version 1: <c>cpu.cfs_period_us</c>.</summary>
    public const string CpuPeriod = "cgroup:cpu.cfs_period_us";

    /// <summary>Counters of Hone's control groups (<c>cpu.stat</c>), the nearest first.</summary>
    public const string CpuStat = "cgroup:cpu.stat";

    /// <summary>Load averages.</summary>
    public const string LoadAverage = "/proc/loadavg";

    /// <summary>Memory and swap, in kB.</summary>
    public const string MemoryInfo = "/proc/meminfo";

    /// <summary>Pressure-stall information of memory.</summary>
    public const string MemoryPressure = "/proc/pressure/memory";

    /// <summary>Transparent huge pages, the chosen mode in brackets.</summary>
    public const string HugePages = "/sys/kernel/mm/transparent_hugepage/enabled";

    /// <summary>0 where addresses are not randomised.</summary>
    public const string AddressRandomisation = "/proc/sys/kernel/randomize_va_space";

    /// <summary>The clock that the kernel reads.</summary>
    public const string Clock = "/sys/devices/system/clocksource/clocksource0/current_clocksource";

    /// <summary>The clocks that it could read.</summary>
    public const string Clocks = "/sys/devices/system/clocksource/clocksource0/available_clocksource";

    /// <summary>Who may count events of the processor.</summary>
    public const string PerfParanoid = "/proc/sys/kernel/perf_event_paranoid";

    /// <summary>Who may see addresses of the kernel.</summary>
    public const string KernelPointers = "/proc/sys/kernel/kptr_restrict";

    /// <summary><c>Charging</c>, <c>Discharging</c>, … of each battery.</summary>
    public const string Batteries = "/sys/class/power_supply/BAT*/status";

    /// <summary>Every path above: what a reader reads.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        Governors, NoTurbo, Boost, Smt, Online, Isolated, SelfStatus, CpuMax, CpuQuota, CpuPeriod, CpuStat, LoadAverage, MemoryInfo, MemoryPressure,
        HugePages, AddressRandomisation, Clock, Clocks, PerfParanoid, KernelPointers, Batteries,
    ];

    /// <summary>The text without white space around it; empty when there is none.</summary>
    public string this[string path] => Texts.TryGetValue(path, out string? text) ? text.Trim() : "";

    /// <summary>The lines of a text; none when there is no text.</summary>
    public IReadOnlyList<string> Lines(string path) => this[path].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What stands behind <c>name:</c> or <c>name </c> at the start of a line; null when there is no such line.</summary>
    public string? Field(string path, string name)
    {
        foreach (string line in Lines(path))
        {
            if (line.Length > name.Length && line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is ':' or ' ' or '\t')
            {
                return line[(name.Length + 1)..].Trim();
            }
        }

        return null;
    }
}
