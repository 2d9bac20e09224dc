using Hone.Statistics;

namespace Hone.Measurement.Comparing;

/// <summary>What a comparison says of a command beside the reference.</summary>
public enum ComparisonVerdict
{
    /// <summary>The pairs decide neither that they differ nor that they are the same.</summary>
    Undecided,

    /// <summary>It is better: it costs less, or yields more where more is better.</summary>
    Faster,

    /// <summary>It is worse.</summary>
    Slower,

    /// <summary>The ratio is shown to lie within the bound that counts as the same.</summary>
    Same,

    /// <summary>It does not do the same work (output or exit code differ), so that a ratio would mean nothing.</summary>
    Invalid,
}

/// <summary>Why no more pairs were run.</summary>
public enum StopReason
{
    /// <summary>The budget of time or pairs was used up.</summary>
    Budget,

    /// <summary>Everything was decided.</summary>
    Decided,

    /// <summary>Somebody stopped it, or a run failed; the last look that was taken counts, the end was not reached.</summary>
    Interrupted,
}

/// <summary>A comparison of one command with the reference on one metric; computed from the pairs each time, never stored.</summary>
public sealed record Comparison
{
    /// <summary>The metric.</summary>
    public required Metric Metric { get; init; }

    /// <summary>The answer.</summary>
    public required ComparisonVerdict Verdict { get; init; }

    /// <summary>Pairs that have a value on both sides.</summary>
    public required int Pairs { get; init; }

    /// <summary>The number of pairs at the look that decided; null when the end of the budget did, or nothing.</summary>
    public int? DecidedAfter { get; init; }

    /// <summary>This command's value over the reference's: exp of the Hodges–Lehmann estimate of the log ratios. NaN without pairs.</summary>
    public required double Ratio { get; init; }

    /// <summary>The 95 % interval of the ratio; null where the pairs are too few for one.</summary>
    public required Interval? Interval { get; init; }

    /// <summary>The two-sided signed-rank p-value over all pairs, not corrected for looks or comparisons; 1 without pairs.</summary>
    public required double PValue { get; init; }

    /// <summary>The smallest relative change that so many pairs of this noise find in 95 of 100 comparisons; null with fewer than three pairs.</summary>
    public required double? SmallestVisible { get; init; }

    /// <summary>Median of the reference's values, in the metric's unit.</summary>
    public required double Reference { get; init; }

    /// <summary>Median of this command's values, in the metric's unit.</summary>
    public required double Value { get; init; }

    /// <summary>What would have decided it, where it is undecided or rests on less than was asked; null otherwise.</summary>
    public string? Note { get; init; }
}
