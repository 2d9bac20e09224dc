using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>Counts what an evaluation costs, and ends it when that is too much.</summary>
internal sealed class Meter(InvariantLimits limits)
{
    private long _bytes;
    private bool _lifted;

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
        return _lifted ? null
            : Steps > limits.Steps ? FaultValue.Undecided($"it takes more than {limits.Steps} steps")
            : _bytes > limits.Bytes ? FaultValue.Undecided($"its values take more than {limits.Bytes >> 20} MiB")
            : null;
    }

    /// <summary>
    /// Ends the limits, for the search of counter-evidence: it goes once over what was evaluated, and takes as long again at most,
    /// because calls that do not depend on an item are not evaluated twice.
    /// </summary>
    public void Lift() => _lifted = true;
}
