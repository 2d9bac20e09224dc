using Hone.Statistics;

namespace Hone.Guardrails;

/// <summary>What a check says of one metric of one workload.</summary>
public enum GuardFinding
{
    /// <summary>Neither a loss from the limit on is shown nor excluded.</summary>
    Undecided,

    /// <summary>A loss from the limit on is excluded.</summary>
    Kept,

    /// <summary>A loss is shown, and it is at least the limit.</summary>
    Regressed,
}

/// <summary>One metric of one workload, judged; computed from the runs each time, never stored.</summary>
public sealed record GuardFigure
{
    /// <summary>The limit that it was held against; it names workload and metric.</summary>
    public required GuardLimit Limit { get; init; }

    /// <summary>The answer.</summary>
    public required GuardFinding Finding { get; init; }

    /// <summary>Pairs of runs; of instructions, counts of each program.</summary>
    public required int Pairs { get; init; }

    /// <summary>The pairs at the look that decided; null when the end of the budget did, or nothing.</summary>
    public int? DecidedAfter { get; init; }

    /// <summary>The head's cost over the base's; NaN without pairs, and where the base counts none.</summary>
    public required double Ratio { get; init; }

    /// <summary>Its 95 % interval; null where the pairs are too few for one.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The loss that is excluded, as a part of the cost (0.012: at most 1.2 % are lost); null unless it is kept, and where the base counts none.</summary>
    public double? Excluded { get; init; }

    /// <summary>The loss from which on it would have been a regression, accepted losses and the floor included, as a part of the cost.</summary>
    public required double Bound { get; init; }

    /// <summary>The base's median, in the metric's unit; NaN without pairs.</summary>
    public required double Base { get; init; }

    /// <summary>The head's median.</summary>
    public required double Head { get; init; }

    /// <summary>What would have decided it, where it is undecided; null otherwise.</summary>
    public string? Note { get; init; }
}
