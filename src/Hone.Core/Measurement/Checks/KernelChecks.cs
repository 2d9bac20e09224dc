namespace Hone.Measurement.Checks;

/// <summary>How the kernel is set up.</summary>
internal static class KernelChecks
{
    public static HostCheck AddressRandomisation(HostTexts texts) => texts[HostTexts.AddressRandomisation] switch
    {
        "0" => new("ASLR", CheckEffect.Good, "off"),
        "" => new("ASLR", CheckEffect.Worth, "not shown here"),
        _ => new("ASLR", CheckEffect.Worth, "on: every run has other addresses, and a little other times", "for one program: setarch -R PROGRAM"),
    };

    public static HostCheck HugePages(HostTexts texts) => texts[HostTexts.HugePages] switch
    {
        "" => new("huge pages", CheckEffect.Good, "none"),
        string modes when modes.Contains("[always]", StringComparison.Ordinal) =>
            new("huge pages", CheckEffect.Worth, "always: given when the machine has some, so runs differ", "echo madvise | sudo tee " + HostTexts.HugePages),
        string modes => new("huge pages", CheckEffect.Good, modes.Contains("[never]", StringComparison.Ordinal) ? "never" : "on request"),
    };

    public static HostCheck Clock(HostTexts texts) => texts[HostTexts.Clock] switch
    {
        "" => new("clock", CheckEffect.Worth, "not shown here"),
        "tsc" or "kvm-clock" or "arch_sys_counter" or "hyperv_clocksource_tsc_page" => new("clock", CheckEffect.Good, texts[HostTexts.Clock]),
        string clock => new(
            "clock",
            CheckEffect.Hurts,
            clock + ": every reading is a system call",
            texts[HostTexts.Clocks].Split(' ').Contains("tsc") ? "echo tsc | sudo tee " + HostTexts.Clock : null),
    };

    public static HostCheck PerfParanoid(HostTexts texts) => texts[HostTexts.PerfParanoid] switch
    {
        "" => new("perf access", CheckEffect.Worth, "this kernel has no perf events: no CPU profiles, no counters"),
        "-1" or "0" or "1" => new("perf access", CheckEffect.Good, "all of one's own programs, kernel included"),
        "2" => new("perf access", CheckEffect.Worth, "level 2: profiles without the kernel's part, but for root", "sudo sysctl kernel.perf_event_paranoid=1"),
        string level => new("perf access", CheckEffect.Worth, $"level {level}: no profiles, but for root", "sudo sysctl kernel.perf_event_paranoid=1"),
    };

    public static HostCheck KernelPointers(HostTexts texts) => texts[HostTexts.KernelPointers] switch
    {
        "" or "0" => new("kernel names", CheckEffect.Good, "shown"),
        string level => new("kernel names", CheckEffect.Worth, $"kptr_restrict {level}: functions of the kernel have no names", "sudo sysctl kernel.kptr_restrict=0"),
    };
}
