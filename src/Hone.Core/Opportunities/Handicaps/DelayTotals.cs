namespace Hone.Opportunities.Handicaps;

/// <summary>What all threads of one run say together.</summary>
/// <param name="Calls">Calls of the function.</param>
/// <param name="Inserted">Time that was put in, over all threads, in nanoseconds.</param>
/// <param name="Chain">Time that was put in along the longest chain, in nanoseconds.</param>
/// <param name="ChainCalls">Calls along the chain with the most of them.</param>
/// <param name="Threads">Threads that called it.</param>
public sealed record DelayTotals(long Calls, long Inserted, long Chain, long ChainCalls, int Threads)
{
    /// <summary>
    /// Adds the slots up. Threads whose spans of calls overlap work beside each other and what each waits passes once; threads that
    /// follow each other wait one after the other. The longest chain of threads without overlap is what a run that waits for all of
    /// them can be held up by: weighted interval scheduling (J. Kleinberg and É. Tardos, Algorithm Design (2005), § 6.1).
    /// </summary>
    public static DelayTotals Of(IReadOnlyList<DelaySlot> slots)
    {
        DelaySlot[] called = [.. slots.Where(slot => slot.Calls > 0)];
        return new(called.Sum(slot => slot.Calls), called.Sum(slot => slot.Inserted), Longest(called, slot => slot.Inserted), Longest(called, slot => slot.Calls), called.Length);
    }

    /// <summary>As the values of a run.</summary>
    public IReadOnlyDictionary<string, double> Values() => new Dictionary<string, double>
    {
        [HandicapRun.Inserted] = Inserted,
        [HandicapRun.Chain] = Chain,
        [HandicapRun.Calls] = Calls,
        [HandicapRun.Threads] = Threads,
    };

    private static long Longest(DelaySlot[] slots, Func<DelaySlot, long> weight)
    {
        DelaySlot[] byEnd = [.. slots.OrderBy(slot => slot.Last).ThenBy(slot => slot.First)];
        long[] best = new long[byEnd.Length + 1];
        for (int i = 0; i < byEnd.Length; i++)
        {
            best[i + 1] = Math.Max(best[i], best[EndedBy(byEnd, i, byEnd[i].First)] + weight(byEnd[i]));
        }

        return best[^1];
    }

    // How many of the first so many had ended by a time.
    private static int EndedBy(DelaySlot[] byEnd, int count, long time)
    {
        (int low, int high) = (0, count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = byEnd[middle].Last <= time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
