using System.Globalization;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>Why a run counts as taken on a busy machine; the word is what records keep.</summary>
public enum BusyReason
{
    /// <summary>Nothing was seen.</summary>
    Quiet,

    /// <summary>Other programs used processors.</summary>
    Others,

    /// <summary>The hypervisor took time.</summary>
    Stolen,

    /// <summary>At both ends as many threads of others wanted to run as there are processors.</summary>
    Queue,

    /// <summary>Something interrupted the runs all the time.</summary>
    Preempted,

    /// <summary>The processor's frequency changed.</summary>
    Frequency,
}

/// <summary>What the rule says of one span.</summary>
/// <param name="Reason">The first reason that holds, or <see cref="BusyReason.Quiet"/>.</param>
/// <param name="Text">The reason with its figure, as the end of a sentence; empty when quiet.</param>
public readonly record struct BusyVerdict(BusyReason Reason, string Text)
{
    /// <summary>True when there is a reason.</summary>
    public bool IsBusy => Reason != BusyReason.Quiet;
}

/// <summary>
/// Says of a span in which runs were taken whether the machine was busy with something else. It is a rule and nobody's
/// choice: what it calls busy is marked and told, never dropped, because dropping by what the noise did leaves too few pairs
/// and bends the rest.
/// </summary>
/// <remarks>
/// The thresholds stand where a second program begins to show in the times of the first: a neighbour on another core costs
/// cache, memory bandwidth and turbo; one on the same core costs its time. Only lower ends are compared, so a span that is too
/// short for the kernel's 10 ms counters is called quiet unless the other signs speak.
/// </remarks>
public static class BusyRule
{
    /// <summary>Others may use this part of one core.</summary>
    public const double Others = 0.25;

    /// <summary>The hypervisor may take this part of the machine's CPU time.</summary>
    public const double Stolen = 0.02;

    /// <summary>Involuntary switches a second of the runs' CPU time that are nobody's harm: a timer or a kernel thread looks in.</summary>
    public const double Switches = 200;

    /// <summary>Switches speak only when others are seen to use this part of one core: a program with more threads than processors interrupts itself.</summary>
    public const double OthersBesideSwitches = 0.10;

    /// <summary>The frequency may change by this part.</summary>
    public const double Frequency = 0.10;

    /// <summary>Judges a span.</summary>
    /// <param name="load">What the machine did.</param>
    /// <param name="involuntarySwitches">Those of the runs in the span.</param>
    /// <param name="runsCpu">The CPU time of the runs in the span.</param>
    public static BusyVerdict Judge(HostLoad load, long involuntarySwitches, Duration runsCpu)
    {
        if (load.OthersAtLeast > Others)
        {
            return new(BusyReason.Others, "others used " + CoresText(load.Others ?? 0));
        }

        if (load.StolenAtLeast.Value > Stolen)
        {
            return new(BusyReason.Stolen, $"the hypervisor took {Percent(load.Stolen.Value)} of the time");
        }

        if (load.Runnable >= load.Cores)
        {
            return new(BusyReason.Queue, string.Create(CultureInfo.InvariantCulture, $"{load.Runnable} other threads wanted the {load.Cores} cores before and after"));
        }

        double rate = runsCpu.Nanoseconds > 0 ? involuntarySwitches / runsCpu.Seconds : 0;
        if (rate > Switches && involuntarySwitches > 2 && load.Others > OthersBesideSwitches)
        {
            return new(BusyReason.Preempted, string.Create(CultureInfo.InvariantCulture, $"the runs were interrupted {rate:0} times a second"));
        }

        return load.FrequencyChange is double change && Math.Abs(change) > Frequency
            ? new(BusyReason.Frequency, $"the frequency {(change < 0 ? "fell" : "rose")} by {Percent(Math.Abs(change))}")
            : new(BusyReason.Quiet, "");
    }

    /// <summary>So many busy processors as people say it: <c>74 % of one core</c>, <c>1.6 cores</c>.</summary>
    public static string CoresText(double cores) => cores < 0.995
        ? Percent(cores) + " of one core"
        : string.Create(CultureInfo.InvariantCulture, $"{cores:0.0} cores");

    private static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0} %");
}
