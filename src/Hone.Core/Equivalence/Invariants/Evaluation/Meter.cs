using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>Counts what an evaluation costs, and ends it when that is too much.</summary>
internal sealed class Meter(InvariantLimits limits)
{
    private long _bytes;

    /// <summary>The steps so far.</summary>
    public long Steps { get; private set; }

    /// <summary>The limits.</summary>
    public InvariantLimits Limits => limits;

    /// <summary>What a list of so many items takes, in bytes.</summary>
    public static long ListBytes(long items) => 48 + 8 * items;

    /// <summary>Counts steps and bytes; a fault once either is used up, else null.</summary>
    public FaultValue? Spend(long steps, long bytes = 0)
    {
        Steps += steps;
        _bytes += bytes;
        return Steps > limits.Steps ? FaultValue.Undecided($"it takes more than {limits.Steps} steps")
            : _bytes > limits.Bytes ? FaultValue.Undecided($"its values take more than {limits.Bytes >> 20} MiB")
            : null;
    }

    /// <summary>Counts work that grows as n log n: sorting.</summary>
    public FaultValue? SpendSorting(long items, long bytes = 0) => Spend(items * (64 - long.LeadingZeroCount(items | 1)), bytes);
}
