using Hone.Statistics;

namespace Hone.Opportunities.Growth;

/// <summary>What can be said of a logarithm beside the power of n.</summary>
public enum GrowthShape
{
    /// <summary>n^k: no half-integer power with a log factor explains the figures.</summary>
    Power,

    /// <summary>n^k·log n: no half-integer power without one explains them.</summary>
    WithLog,

    /// <summary>Both explain the figures, or neither.</summary>
    Unclear,

    /// <summary>Fewer than three sizes, or too little was counted.</summary>
    TooFew,
}

/// <summary>How a cost grows with the size n: cost ≈ c₀ + c·n^k, or c₀ + c·n^k·log n; computed from raw figures each time, never stored.</summary>
/// <param name="Exponent">k; of <see cref="GrowthShape.WithLog"/> the power beside the logarithm.</param>
/// <param name="Interval">95 % interval of k. Where the shape is unclear it encloses the k of both shapes; where too few sizes were measured, all that is looked for.</param>
/// <param name="Shape">Whether a log factor is there.</param>
/// <param name="Points">How many sizes stand behind it.</param>
/// <param name="Note">What a reader must know before using it, as one sentence; null when nothing.</param>
public sealed record GrowthFit(double Exponent, Interval Interval, GrowthShape Shape, int Points, string? Note = null)
{
    /// <summary>The constant c₀ as a part of the cost of the smallest size, such as the start of the process; 0 to 1.</summary>
    public double ConstantShare { get; init; }

    /// <summary>True when an exponent was found: enough sizes, and something counted.</summary>
    public bool IsKnown => Shape != GrowthShape.TooFew;
}
