using Hone.Units;

namespace Hone.Measurement;

/// <summary>What the machine did between two readings, Hone and its runs set apart from everything else.</summary>
public readonly record struct HostLoad
{
    // Each counter is rounded down to a tick of 10 ms when it is shown, so a difference of two is wrong by up to a tick. Busy
    // time is what three of them leave (idle, disk wait, stolen); two ticks cover it but for a freak.
    private const double Rounding = 20e6;

    /// <summary>The wall time between the readings.</summary>
    public required Duration Span { get; init; }

    /// <summary>Processors that were online.</summary>
    public required int Cores { get; init; }

    /// <summary>How many processors other programs kept busy, on average: 0.74 is 74 % of one core. Null when the counters stand still.</summary>
    public required double? Others { get; init; }

    /// <summary>The lower end of <see cref="Others"/>, with the kernel's rounding against it: in a short span much less, never more.</summary>
    public required double? OthersAtLeast { get; init; }

    /// <summary>The part of the machine's CPU time that the hypervisor took.</summary>
    public required Ratio Stolen { get; init; }

    /// <summary>The lower end of <see cref="Stolen"/>.</summary>
    public required Ratio StolenAtLeast { get; init; }

    /// <summary>The part of the machine's CPU time that went into interrupts.</summary>
    public required Ratio Interrupts { get; init; }

    /// <summary>The part of the machine's CPU time without work, waiting for disks included.</summary>
    public required Ratio Idle { get; init; }

    /// <summary>The part of the machine's CPU time that ran guests of this machine.</summary>
    public required Ratio Guests { get; init; }

    /// <summary>The fewest threads of others that wanted to run at either end of the span; null when it cannot be read.</summary>
    public required int? Runnable { get; init; }

    /// <summary>The part of the span in which some thread waited for a processor, Hone's among them; null below four seconds, where the kernel has no figure.</summary>
    public required Ratio? Waiting { get; init; }

    /// <summary>The relative change of the asking processor's frequency from end to end; null where it cannot be read.</summary>
    public required double? FrequencyChange { get; init; }

    /// <summary>
    /// The difference of two readings.
    /// </summary>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one, of the same machine.</param>
    /// <param name="ownCpuNanoseconds">CPU time of the runs that were started and ended in between, their whole trees; Hone's own is in the readings.</param>
    public static HostLoad Between(HostReading before, HostReading after, long ownCpuNanoseconds)
    {
        double span = Math.Max(1, after.Time - before.Time);
        double machine = span * Math.Max(1, after.Cores);
        double idle = Grown(before.Idle, after.Idle) + Grown(before.DiskWait, after.DiskWait);
        double stolen = Grown(before.Stolen, after.Stolen);
        double busy = Grown(before.User, after.User) + Grown(before.Kernel, after.Kernel) + Grown(before.Interrupts, after.Interrupts);

        // A container's own picture of /proc, or a sandbox's, may stand still or count a part of the processors only.
        double seen = idle + stolen + busy;
        bool credible = seen > (machine / 2) - (3 * Rounding) && seen > 0;

        // Idle time is kept exactly where busy time is sampled by the timer, so busy is better as what idle leaves.
        double own = ownCpuNanoseconds + Grown(before.Own, after.Own);
        double others = Math.Max(0, machine - idle - stolen - own);
        return new()
        {
            Span = new((long)span),
            Cores = after.Cores,
            Others = credible ? Math.Min(after.Cores, others / span) : null,
            OthersAtLeast = credible ? Math.Clamp((others - Rounding) / span, 0, after.Cores) : null,
            Stolen = Share(stolen, machine),
            StolenAtLeast = Share(stolen - (Rounding / 2), machine),
            Interrupts = Share(Grown(before.Interrupts, after.Interrupts), machine),
            Idle = Share(idle, machine),
            Guests = Share(Grown(before.Guests, after.Guests), machine),
            Runnable = before.Runnable < 0 || after.Runnable < 0 ? null : Math.Min(before.Runnable, after.Runnable),
            Waiting = before.Pressure < 0 || after.Pressure < 0 || span < 4e9 ? null : Share(Grown(before.Pressure, after.Pressure), span),
            FrequencyChange = before.Frequency <= 0 || after.Frequency <= 0 ? null : ((double)after.Frequency / before.Frequency) - 1,
        };
    }

    // Idle and disk wait are known to run backwards now and then (proc_stat(5)).
    private static double Grown(long before, long after) => Math.Max(0, after - before);

    private static Ratio Share(double part, double whole) => new(Math.Clamp(part / whole, 0, 1));
}
