using System.Globalization;
using System.Runtime.InteropServices;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>What the kernel is asked for on behalf of one child, between its clone and its exec, checked as far as Hone can.</summary>
/// <param name="Mask">The CPUs it may run on, one bit each as sched_setaffinity(2) wants them; empty for any.</param>
/// <param name="Nice">Its priority, or null for Hone's own.</param>
/// <param name="FixedAddresses">No address space randomisation (personality(2), ADDR_NO_RANDOMIZE).</param>
/// <param name="RealTime">Before all ordinary programs (sched(7), SCHED_RR).</param>
internal sealed record ChildSettings(byte[] Mask, int? Nice, bool FixedAddresses, bool RealTime)
{
    /// <summary>ADDR_NO_RANDOMIZE.</summary>
    public const int NoRandomize = 0x40000;

    private const int LowestNice = -20;
    private const int HighestNice = 19;
    private const int MostCpus = 8192; // NR_CPUS of the largest kernels
    private const int MaskBytes = MostCpus / 8;

    private static readonly HashSet<int> _usable = [];

    /// <summary>True when anything differs from what a child inherits.</summary>
    public bool Any => Mask.Length > 0 || Nice is not null || FixedAddresses || RealTime;

    /// <summary>The settings of a request, or the problem of what cannot be.</summary>
    public static ChildSettings Of(SpawnRequest request)
    {
        if (request.Nice is < LowestNice or > HighestNice)
        {
            throw new ProblemException(new(
                ExitCode.Usage,
                "nice-out-of-range",
                string.Create(CultureInfo.InvariantCulture, $"there is no priority {request.Nice}"),
                "give one from -20, the highest, to 19, the lowest"));
        }

        return new(request.Cpus is null ? [] : MaskOf(request.Cpus), request.Nice, request.FixedAddresses, request.RealTime);
    }

    private static byte[] MaskOf(IReadOnlyList<int> cpus)
    {
        if (cpus.Count == 0)
        {
            throw new ProblemException(new(ExitCode.Usage, "no-cpus", "the list of CPUs to run on is empty", "name at least one, or leave the list out"));
        }

        foreach (int cpu in cpus)
        {
            if (!IsUsable(cpu))
            {
                throw new ProblemException(new(
                    ExitCode.Usage,
                    "cpu-missing",
                    string.Create(CultureInfo.InvariantCulture, $"CPU {cpu} does not exist, or may not be used here"),
                    "see /sys/devices/system/cpu/online, and the cpuset of the container"));
            }
        }

        byte[] mask = new byte[((cpus.Max() / 64) + 1) * 8];
        foreach (int cpu in cpus)
        {
            mask[cpu / 8] |= (byte)(1 << (cpu % 8));
        }

        return mask;
    }

    // The kernel passes over CPUs of a list that it does not have as long as there is one that it has, so each is tried alone, once,
    // on this thread, which gets its own back. No file says it: a cpuset may forbid what is online, and its file may not be seen.
    private static unsafe bool IsUsable(int cpu)
    {
        if (cpu is < 0 or >= MostCpus)
        {
            return false;
        }

        lock (_usable)
        {
            if (_usable.Contains(cpu))
            {
                return true;
            }

            byte* before = stackalloc byte[MaskBytes];
            int bytes = LibC.GetAffinity(0, MaskBytes, before) == 0 ? MaskBytes : 0;
            byte* one = stackalloc byte[MaskBytes];
            new Span<byte>(one, MaskBytes).Clear();
            one[cpu / 8] = (byte)(1 << (cpu % 8));
            bool usable = LibC.SetAffinity(0, MaskBytes, one) == 0;
            if (usable)
            {
                _ = LibC.SetAffinity(0, (nuint)bytes, before);
                _usable.Add(cpu);
            }

            return usable;
        }
    }

    /// <summary>Sets the calling thread so, for a child that it then starts; null, or what was refused.</summary>
    public unsafe SpawnRefusal? ApplyToThread()
    {
        fixed (byte* mask = Mask)
        {
            if (Mask.Length > 0 && LibC.SetAffinity(0, (nuint)Mask.Length, mask) != 0)
            {
                return new(SpawnStep.Affinity, Marshal.GetLastPInvokeError());
            }
        }

        if (Nice is int nice && LibC.SetPriority(0, 0, nice) != 0)
        {
            return new(SpawnStep.Priority, Marshal.GetLastPInvokeError());
        }

        if (RealTime && Processes.RealTime.BeChild() is int errno and not 0)
        {
            return new(SpawnStep.Scheduling, errno);
        }

        return FixedAddresses && LibC.Personality((uint)(LibC.Personality(0xffffffff) | NoRandomize)) < 0
            ? new(SpawnStep.Addresses, Marshal.GetLastPInvokeError())
            : null;
    }
}
