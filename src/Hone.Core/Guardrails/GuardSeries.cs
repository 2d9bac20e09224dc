using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Guardrails;

/// <summary>The pairs of one metric of one workload, as costs.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Limit">The limit of the metric.</param>
/// <param name="Pairs">The values of both programs.</param>
/// <param name="Test">How they are tested; null when a value has no ratio.</param>
internal sealed record GuardSeries(GuardedWorkload Workload, GuardLimit Limit, CommandPairs Pairs, IPairTest? Test)
{
    /// <summary>No number of further pairs can decide it.</summary>
    public bool IsOpenForever => Test is null;

    /// <summary>How many pairs there are.</summary>
    public int Count => Math.Min(Pairs.Reference.Length, Pairs.Value.Length);

    /// <summary>The series of a limit; null when no run has its metric.</summary>
    public static GuardSeries? Of(GuardedWorkload workload, GuardLimit limit)
    {
        if (limit.Measured is not Metric metric)
        {
            return null;
        }

        CommandPairs pairs = workload.Pairs.Pairs(1, metric);
        if (limit.Metric == GuardLimits.Tail)
        {
            bool hasRatios = pairs.Reference.Concat(pairs.Value).All(value => value > 0);
            return new(workload, limit, pairs, hasRatios ? new TailTest([.. pairs.Reference.Select(value => Math.Log(value))], [.. pairs.Value.Select(value => Math.Log(value))]) : null);
        }

        double[]? ratios = ComparisonRule.LogRatios(AtLeast(pairs.Reference, limit.Floor), AtLeast(pairs.Value, limit.Floor));
        return new(workload, limit, pairs, ratios is null ? null : new MiddleTest(metric.LowerIsBetter ? ratios : [.. ratios.Select(ratio => -ratio)]));
    }

    /// <summary>ln of the ratio that the limit is at, by the median of the base's first <paramref name="pairs"/> values.</summary>
    public double End(int pairs) => Limit.Floor > 0 && pairs > 0 ? Limit.End(Median.Of(AtLeast(Pairs.Reference[..pairs], Limit.Floor))) : Limit.End(0);

    /// <summary>What the figure shows of one program: the median, or of a tail its percentile; NaN without pairs.</summary>
    public double Shown(double[] values) => values.Length == 0 ? double.NaN : GuardLimits.Typical(Limit.Metric, values);

    // What lies below the growth that never counts is nothing: the kernel calls the memory of the smallest programs 0.
    private static double[] AtLeast(double[] values, double floor) => floor > 0 ? [.. values.Select(value => Math.Max(value, floor))] : values;
}
