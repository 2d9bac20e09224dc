namespace Hone.Measurement.Checks;

/// <summary>Everything about a machine that bears on measurements, from the texts of its files and its load during the check.</summary>
public static class HostChecks
{
    /// <summary>All checks: what hurts first, then what is worth knowing, then what is good; in one order within each.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="texts">Its files (<see cref="HostTexts.Paths"/>).</param>
    /// <param name="load">What it did while only Hone should have worked.</param>
    /// <param name="programs">Other programs at work in that span.</param>
    public static IReadOnlyList<HostCheck> All(Host host, HostTexts texts, HostLoad load, IReadOnlyList<ProgramLoad> programs)
    {
        HostCheck[] checks =
        [
            LoadChecks.Load(texts, load),
            LoadChecks.Programs(programs),
            LoadChecks.Steal(host, load),
            LoadChecks.Limit(texts),
            LoadChecks.Container(host),
            ProcessorChecks.Power(texts),
            ProcessorChecks.Governor(texts),
            ProcessorChecks.Turbo(texts),
            ProcessorChecks.Smt(texts),
            ProcessorChecks.Cores(texts),
            ProcessorChecks.Cpuset(texts),
            ProcessorChecks.Isolated(texts),
            LoadChecks.Memory(texts),
            LoadChecks.Swap(texts),
            KernelChecks.Clock(texts),
            KernelChecks.AddressRandomisation(texts),
            KernelChecks.HugePages(texts),
            KernelChecks.PerfParanoid(texts),
            KernelChecks.KernelPointers(texts),
        ];
        return [.. checks.OrderByDescending(check => check.Effect)];
    }
}
