using Hone.Measurement;

namespace Hone.Guardrails;

/// <summary>How much worse one metric of one workload may become.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Metric">The metric's name: one of <see cref="Measurement.Metric.Standard"/>, <see cref="GuardLimits.Tail"/>, or one of <see cref="GuardLimits.Counted"/>.</param>
/// <param name="Worse">From this loss on it is a regression, as a part of the cost: 0.02 for 2 %.</param>
/// <param name="Floor">Growth that never counts, in the metric's unit; 0 for none.</param>
/// <param name="Accepted">A loss that the owner accepted, as a part of the cost: it may come on top. 0 for none.</param>
public sealed record GuardLimit(string Workload, string Metric, double Worse, double Floor = 0, double Accepted = 0)
{
    /// <summary>ln of the ratio up to which nothing was lost.</summary>
    internal double Start => Math.Log(1 + Accepted);

    /// <summary>ln of the ratio from which on it is a regression, at a median cost of the base.</summary>
    internal double End(double reference) => Start + Math.Log(1 + Math.Max(Worse, Floor > 0 && reference > 0 ? Floor / reference : 0));

    /// <summary>The metric; null when this version does not know it, or it is one of no run.</summary>
    internal Metric? Measured => GuardLimits.MetricOf(Metric);

    /// <summary>What comes from a file is no limit when its numbers are none.</summary>
    internal bool IsWellFormed => Workload is not null && Metric is not null && Worse is > 0 and <= 10 && Floor >= 0 && double.IsFinite(Floor) && Accepted is >= 0 and <= 100;
}
