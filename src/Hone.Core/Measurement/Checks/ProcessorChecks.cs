using System.Globalization;

namespace Hone.Measurement.Checks;

/// <summary>How fast the processors run, and which of them there are.</summary>
internal static class ProcessorChecks
{
    public static HostCheck Governor(HostTexts texts)
    {
        IReadOnlyList<string> governors = texts.Lines(HostTexts.Governors);
        string[] slow = [.. governors.Where(governor => governor != "performance")];
        return governors.Count == 0
            ? new("governor", CheckEffect.Worth, "not shown: firmware or hypervisor chooses the frequency")
            : slow.Length == 0
                ? new("governor", CheckEffect.Good, "performance")
                : new("governor", CheckEffect.Hurts, $"{slow[0]} on {slow.Length} of {governors.Count} cores: the clock follows the load", "sudo cpupower frequency-set -g performance");
    }

    public static HostCheck Turbo(HostTexts texts) => (texts[HostTexts.NoTurbo], texts[HostTexts.Boost]) switch
    {
        ("0", _) => new("turbo", CheckEffect.Worth, "on: the clock depends on heat and on the neighbours", "echo 1 | sudo tee " + HostTexts.NoTurbo),
        (_, "1") => new("turbo", CheckEffect.Worth, "on: the clock depends on heat and on the neighbours", "echo 0 | sudo tee " + HostTexts.Boost),
        ("1", _) or (_, "0") => new("turbo", CheckEffect.Good, "off"),
        _ => new("turbo", CheckEffect.Worth, "not shown here"),
    };

    public static HostCheck Smt(HostTexts texts) => texts[HostTexts.Smt] switch
    {
        "1" => new("SMT", CheckEffect.Worth, "on: two threads share one core, and its speed", "echo off | sudo tee /sys/devices/system/cpu/smt/control"),
        "0" => new("SMT", CheckEffect.Good, "off"),
        _ => new("SMT", CheckEffect.Worth, "not shown here"),
    };

    public static HostCheck Cores(HostTexts texts)
    {
        int cores = Usable(texts);
        return cores switch
        {
            0 => new("cores", CheckEffect.Worth, "not shown here"),
            1 => new("cores", CheckEffect.Hurts, "one: whatever else runs takes its time from the program"),
            < 4 => new("cores", CheckEffect.Worth, string.Create(CultureInfo.InvariantCulture, $"{cores}: little room beside the program")),
            _ => new("cores", CheckEffect.Good, cores.ToString(CultureInfo.InvariantCulture)),
        };
    }

    public static HostCheck Cpuset(HostTexts texts)
    {
        int online = CoreList.Parse(texts[HostTexts.Online]).Count;
        int usable = Usable(texts);
        return usable > 0 && usable < online
            ? new("cpuset", CheckEffect.Worth, string.Create(CultureInfo.InvariantCulture, $"Hone may use {usable} of {online} cores ({texts.Field(HostTexts.SelfStatus, "Cpus_allowed_list")}); others may use them too"))
            : new("cpuset", CheckEffect.Good, "all cores");
    }

    public static HostCheck Isolated(HostTexts texts) => texts[HostTexts.Isolated] is { Length: > 0 } cores
        ? new("isolated cores", CheckEffect.Good, cores, null)
        : Usable(texts) < 4
            ? new("isolated cores", CheckEffect.Good, "none, too few to keep any free")
            : new("isolated cores", CheckEffect.Worth, "none: any core may get other work", "boot with isolcpus=2,3 and run under: taskset -c 2");

    public static HostCheck Power(HostTexts texts)
    {
        IReadOnlyList<string> batteries = texts.Lines(HostTexts.Batteries);
        return batteries.Count == 0
            ? new("power", CheckEffect.Good, "no battery")
            : batteries.Contains("Discharging")
                ? new("power", CheckEffect.Hurts, "on battery: the clock is held down", "plug it in")
                : new("power", CheckEffect.Worth, "a laptop on mains: heat holds the clock down after a while");
    }

    private static int Usable(HostTexts texts) => CoreList.Parse(texts.Field(HostTexts.SelfStatus, "Cpus_allowed_list") ?? texts[HostTexts.Online]).Count;
}
