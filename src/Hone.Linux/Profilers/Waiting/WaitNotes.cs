using System.Globalization;
using Hone.Linux.Processes;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>What a reader of a profile of waits must know about it, as sentences.</summary>
internal static class WaitNotes
{
    /// <summary>A share above this is worth a note.</summary>
    private const double NotableShare = 0.01;

    /// <summary>The notes of an off-CPU profile that was made with <see cref="WaitTable.OffCpu"/>.</summary>
    public static IEnumerable<string> OffCpu(WaitTable table, RunTimes? times)
    {
        if (times is not null)
        {
            yield return "where the time of a run went: " + times.Sentence;
        }

        long idle = table.Apart.GetValueOrDefault(ApartBecause.Idle);
        long others = table.Apart.GetValueOrDefault(ApartBecause.ForOthersToEnd);
        if (idle + others > 0)
        {
            yield return $"{new Duration(idle)} of idle threads and {new Duration(others)} of waiting for threads and processes to end stand apart; {IdleRule.Sentence}";
        }

        if (table.Blocked == 0)
        {
            yield return "nothing waited but idle threads";
        }
    }

    /// <summary>What a lock profile misses: a wait without a stack may have been for a lock or not.</summary>
    public static IEnumerable<string> Locks(WaitTable table)
    {
        if (table.WithoutStack.Value > NotableShare)
        {
            yield return $"{table.WithoutStack} of the time blocked has no stack, so that it is not known how much of it was for locks: profile again, on an idle machine";
        }
    }

    /// <summary>What is degraded in the recording of switches.</summary>
    public static IEnumerable<string> Recording(SwitchRecording switches, long period, RunOutcome outcome)
    {
        foreach (string note in switches.Notes)
        {
            yield return note;
        }

        if (switches.Lost > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"perf lost {switches.Lost} records because the machine could not keep up, so that some waits are taken for one longer: profile on an idle machine");
        }

        if (period > 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"threads switch so often that of {period} switches one was taken with its stack; each thread's short waits with a stack stand for all its short ones, and a long one (a thousandth of its life) without a stack stays without");
        }

        if (outcome.TimedOut)
        {
            yield return "the workload was stopped at twice its time-out; the profile holds what was recorded until then";
        }
    }

    /// <summary>What is degraded in the stacks.</summary>
    public static IEnumerable<string> Stacks(WaitStacks stacks, ImageStore images, CancellationToken cancellation)
    {
        foreach ((string module, long waits) in stacks.Unnamed.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            Ratio share = Ratio.Of(waits, stacks.Waits);
            if (share.Value > NotableShare && stacks.Paths.TryGetValue(module, out string? path))
            {
                yield return $"{share} of waits pass through functions of {module} that have no name: {UnnamedCode.Explain(path, images, cancellation)}";
            }
        }

        Ratio truncated = Ratio.Of(stacks.Truncated, stacks.Waits);
        if (truncated.Value > NotableShare)
        {
            yield return $"{truncated} of stacks are cut off before the start of their thread, so callers' totals are too low";
        }
    }
}
