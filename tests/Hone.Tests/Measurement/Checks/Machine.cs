using Hone.Measurement;
using Hone.Measurement.Checks;
using Hone.Units;

namespace Hone.Tests.Measurement.Checks;

/// <summary>Machines of several kinds, as the texts of their files.</summary>
internal sealed record Machine(Host Host, HostTexts Texts, HostLoad During, IReadOnlyList<ProgramLoad> Programs)
{
    private const long Second = 1_000_000_000;

    /// <summary>A laptop on its battery, powersave and turbo, with a browser open.</summary>
    public static Machine Laptop => new(
        Of("11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz", 8, "none seen"),
        new(new Dictionary<string, string>
        {
            [HostTexts.Governors] = string.Join('\n', Enumerable.Repeat("powersave", 8)),
            [HostTexts.NoTurbo] = "0",
            [HostTexts.Smt] = "1",
            [HostTexts.Online] = "0-7",
            [HostTexts.SelfStatus] = "Name:\thone\nCpus_allowed:\tff\nCpus_allowed_list:\t0-7",
            [HostTexts.CpuMax] = "max 100000",
            [HostTexts.LoadAverage] = "1.24 0.90 0.71 2/1411 8873",
            [HostTexts.MemoryInfo] = "MemTotal:       16000000 kB\nMemFree: 1 kB\nMemAvailable:    9000000 kB\nSwapTotal:       8000000 kB\nSwapFree:        7400000 kB",
            [HostTexts.MemoryPressure] = "some avg10=0.00 avg60=0.12 avg300=0.00 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1",
            [HostTexts.HugePages] = "[always] madvise never",
            [HostTexts.AddressRandomisation] = "2",
            [HostTexts.Clock] = "tsc",
            [HostTexts.Clocks] = "tsc hpet acpi_pm",
            [HostTexts.PerfParanoid] = "4",
            [HostTexts.KernelPointers] = "1",
            [HostTexts.Batteries] = "Discharging",
        }),
        Load(8, 0.41),
        [new("firefox", 0.31), new("Xorg", 0.07), new("idle-thing", 0.01)]);

    /// <summary>A container with a CPU limit, in a virtual machine that loses time, on a kernel without pressure and frequency files.</summary>
    public static Machine Container => new(
        Of("AMD EPYC 7763 64-Core Processor", 2, "container in a virtual machine"),
        new(new Dictionary<string, string>
        {
            [HostTexts.Online] = "0-3",
            [HostTexts.SelfStatus] = "Cpus_allowed_list:\t0,2",
            [HostTexts.CpuMax] = "150000 100000\nmax 100000",
            [HostTexts.CpuStat] = "usage_usec 31\nnr_periods 180\nnr_throttled 132\nthrottled_usec 42",
            [HostTexts.LoadAverage] = "0.05 0.10 0.10 1/80 9",
            [HostTexts.MemoryInfo] = "MemTotal: 4000000 kB\nMemAvailable: 300000 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB",
            [HostTexts.AddressRandomisation] = "2",
            [HostTexts.Clock] = "hpet",
            [HostTexts.Clocks] = "tsc hpet",
        }),
        Load(4, 0.02) with { Stolen = new(0.064), StolenAtLeast = new(0.061) },
        []);

    /// <summary>A machine made for measurements.</summary>
    public static Machine BareMetal => new(
        Of("AMD EPYC 9354 32-Core Processor", 32, "none seen"),
        new(new Dictionary<string, string>
        {
            [HostTexts.Governors] = string.Join('\n', Enumerable.Repeat("performance", 32)),
            [HostTexts.Boost] = "0",
            [HostTexts.Smt] = "0",
            [HostTexts.Online] = "0-31",
            [HostTexts.Isolated] = "8-15",
            [HostTexts.SelfStatus] = "Cpus_allowed_list:\t0-31",
            [HostTexts.CpuQuota] = "-1",
            [HostTexts.CpuPeriod] = "100000",
            [HostTexts.LoadAverage] = "0.00 0.00 0.00 1/400 9",
            [HostTexts.MemoryInfo] = "MemTotal: 256000000 kB\nMemAvailable: 250000000 kB\nSwapTotal: 0 kB\nSwapFree: 0 kB",
            [HostTexts.HugePages] = "always [madvise] never",
            [HostTexts.AddressRandomisation] = "0",
            [HostTexts.Clock] = "tsc",
            [HostTexts.PerfParanoid] = "-1",
            [HostTexts.KernelPointers] = "0",
        }),
        Load(32, 0.01),
        []);

    public IReadOnlyList<HostCheck> Checks => HostChecks.All(Host, Texts, During, Programs);

    private static HostLoad Load(int cores, double others) => HostLoad.Between(HostLoadTests.At(0, 0, 0), HostLoadTests.At(Second, 0, 0), 0) with
    {
        Cores = cores,
        Others = others,
        OthersAtLeast = Math.Max(0, others - 0.02),
        Runnable = 0,
    };

    private static Host Of(string cpu, int cores, string virtualization) => new()
    {
        Id = "0123456789ab",
        Cpu = cpu,
        Cores = cores,
        Smt = "unknown",
        Governor = "none",
        Turbo = "unknown",
        MemoryBytes = new Bytes(1L << 34).Value,
        Kernel = "6.18.0",
        System = "Debian GNU/Linux 12 (bookworm)",
        Virtualization = virtualization,
    };
}
