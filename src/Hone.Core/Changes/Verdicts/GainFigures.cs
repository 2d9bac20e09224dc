using Hone.Changes.Runs;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Changes.Verdicts;

/// <summary>What timed runs say of the gain on the change's metric.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Comparison">The comparison of the candidate with the baseline.</param>
/// <param name="Attempt">Which attempt it is.</param>
public sealed record GainFigures(string Workload, Metric Metric, Comparison Comparison, int Attempt)
{
    /// <summary>The part of the baseline's cost that is saved, below 0 for a loss; of a metric where more is better, the cost of one unit of it.</summary>
    public double Gain => 1 - Cost(Comparison.Ratio);

    /// <summary>The 95 % interval of <see cref="Gain"/>; null with too few pairs.</summary>
    public Interval? Range => Comparison.Interval is not Interval ratio ? null
        : Metric.LowerIsBetter ? new(1 - ratio.High, 1 - ratio.Low)
        : new(1 - (1 / ratio.Low), 1 - (1 / ratio.High));

    /// <summary>The least gain that counts here: <see cref="VerdictLimits.LeastGain"/>, or what so many pairs of this noise can be relied on to show.</summary>
    public double Least => Math.Max(VerdictLimits.LeastGain, Comparison.SmallestVisible is double visible && double.IsFinite(visible) ? visible / (1 + visible) : VerdictLimits.LeastGain);

    /// <summary>There is a gain, and one worth having as it looks; but it is less than so many pairs can be relied on to show. More of them would tell.</summary>
    public bool IsBlurred => Comparison.Verdict == ComparisonVerdict.Faster && Gain >= VerdictLimits.LeastGain && Gain < Least;

    /// <summary>The chance of a false difference that this attempt may take.</summary>
    public double Alpha => VerdictLimits.Alpha(Attempt);

    /// <summary>The figures of some timed runs, decided as the attempt demands and not as the runs say they were.</summary>
    public static GainFigures Of(TimedWorkload timed, int attempt)
    {
        ArgumentNullException.ThrowIfNull(timed);
        Metric metric = timed.Pairs.Judged;
        return new(timed.Workload, metric, ComparisonRule.Judge(metric, [timed.Pairs.Pairs(1, metric)], VerdictLimits.Design(attempt))[0], attempt);
    }

    private double Cost(double ratio) => Metric.LowerIsBetter ? ratio : 1 / ratio;
}
