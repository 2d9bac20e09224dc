using System.Globalization;
using Hone.Units;

namespace Hone.Measurement.Checks;

/// <summary>A program of somebody else and the cores that it kept busy on average during the check.</summary>
public sealed record ProgramLoad(string Name, double Cores);

/// <summary>Who else uses the machine.</summary>
internal static class LoadChecks
{
    private const double Noticeable = 0.05;

    public static HostCheck Load(HostTexts texts, HostLoad load)
    {
        string average = texts[HostTexts.LoadAverage].Split(' ') is [{ Length: > 0 } minute, ..] ? "load average " + minute : "load average unknown";
        return load.Others is not double others
            ? new("other load", CheckEffect.Worth, "the kernel's counters stand still here; " + average)
            : new(
                "other load",
                load.OthersAtLeast > BusyRule.Others ? CheckEffect.Hurts : others > Noticeable ? CheckEffect.Worth : CheckEffect.Good,
                $"others used {BusyRule.CoresText(others)}; {average}",
                load.OthersAtLeast > BusyRule.Others ? "end them, or measure later; as root: hone compare --real-time" : null);
    }

    public static HostCheck Programs(IReadOnlyList<ProgramLoad> programs)
    {
        ProgramLoad[] busy = [.. programs.Where(program => program.Cores >= Noticeable).OrderByDescending(program => program.Cores).Take(3)];
        return busy.Length == 0
            ? new("busy programs", CheckEffect.Good, "none")
            : new(
                "busy programs",
                busy[0].Cores > BusyRule.Others ? CheckEffect.Hurts : CheckEffect.Worth,
                string.Join(", ", busy.Select(program => string.Create(CultureInfo.InvariantCulture, $"{program.Name} {program.Cores * 100:0} %"))) + " of a core");
    }

    public static HostCheck Steal(Host host, HostLoad load)
    {
        string percent = load.Stolen.ToString();
        return load.StolenAtLeast.Value > BusyRule.Stolen
            ? new("virtual machine", CheckEffect.Hurts, $"the hypervisor took {percent} of the time", "ask for a machine of its own, or compare CPU time")
            : host.Virtualization.Contains("virtual machine", StringComparison.Ordinal)
                ? new("virtual machine", CheckEffect.Worth, $"yes; {percent} of the time was stolen, as far as the hypervisor says")
                : new("virtual machine", CheckEffect.Good, "none seen");
    }

    public static HostCheck Limit(HostTexts texts)
    {
        string throttled = long.TryParse(texts.Field(HostTexts.CpuStat, "nr_throttled"), NumberStyles.None, CultureInfo.InvariantCulture, out long times) && times > 0
            ? string.Create(CultureInfo.InvariantCulture, $"; stood still {times} times so far")
            : "";
        return CpuLimit.Cores(texts) is double cores
            ? new("CPU limit", CheckEffect.Hurts, string.Create(CultureInfo.InvariantCulture, $"{cores:0.##} cores, then a pause{throttled}"), "start the container without --cpus (cgroup cpu.max)")
            : new("CPU limit", CheckEffect.Good, "none" + throttled);
    }

    public static HostCheck Container(Host host) => host.Virtualization.StartsWith("container", StringComparison.Ordinal)
        ? new("container", CheckEffect.Worth, "yes: other programs of the machine may be hidden")
        : new("container", CheckEffect.Good, "none seen");

    public static HostCheck Swap(HostTexts texts)
    {
        long total = Kib(texts, "SwapTotal") ?? 0;
        long used = total - (Kib(texts, "SwapFree") ?? total);
        return total == 0 ? new("swap", CheckEffect.Good, "none")
            : used <= 0 ? new("swap", CheckEffect.Good, "not in use")
            : new("swap", CheckEffect.Worth, $"{new Bytes(used * 1024)} in use: pages may have to come back from disk", "sudo swapoff -a && sudo swapon -a");
    }

    public static HostCheck Memory(HostTexts texts)
    {
        if (Kib(texts, "MemTotal") is not long total || Kib(texts, "MemAvailable") is not long available)
        {
            return new("memory", CheckEffect.Worth, "not shown here");
        }

        string found = $"{new Bytes(available * 1024)} of {new Bytes(total * 1024)} available";
        return Pressure(texts) is double pressure and > 1
            ? new("memory", CheckEffect.Hurts, string.Create(CultureInfo.InvariantCulture, $"programs waited for memory {pressure:0} % of the last minute; {found}"), "end what holds it: ps --sort=-rss -eo rss,comm")
            : available < total / 10
                ? new("memory", CheckEffect.Hurts, found + ": the page cache is thrown away", "end what holds it: ps --sort=-rss -eo rss,comm")
                : new("memory", CheckEffect.Good, found);
    }

    private static double? Pressure(HostTexts texts) =>
        texts.Field(HostTexts.MemoryPressure, "some")?.Split(' ').FirstOrDefault(word => word.StartsWith("avg60=", StringComparison.Ordinal)) is string word
        && double.TryParse(word.AsSpan(6), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) ? percent : null;

    private static long? Kib(HostTexts texts, string name) =>
        long.TryParse(texts.Field(HostTexts.MemoryInfo, name)?.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long kib) && kib < long.MaxValue / 1024 ? kib : null;
}
