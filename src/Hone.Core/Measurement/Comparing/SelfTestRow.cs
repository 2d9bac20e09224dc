using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement.Comparing;

/// <summary>How many comparisons with one planted effect came out which way on one metric.</summary>
public sealed record SelfTestRow
{
    /// <summary>The effect; 0 for a command beside itself.</summary>
    public required double Effect { get; init; }

    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>How many comparisons.</summary>
    public required int Comparisons { get; init; }

    /// <summary>Called different: in the right direction where there was an effect, in any where there was none.</summary>
    public required int Found { get; init; }

    /// <summary>Called different in the wrong direction; 0 where there was no effect.</summary>
    public required int Wrong { get; init; }

    /// <summary>Shown to be the same.</summary>
    public required int Same { get; init; }

    /// <summary>The median number of pairs until the decision, or the end of the budget.</summary>
    public required double MedianPairs { get; init; }

    /// <summary>The median machine time of a comparison.</summary>
    public required Duration MedianTime { get; init; }

    /// <summary>The median of |estimated ratio / true ratio − 1|.</summary>
    public required double MedianError { get; init; }

    /// <summary>Comparisons whose 95 % interval holds the true ratio.</summary>
    public required int Held { get; init; }

    /// <summary>Comparisons that had an interval.</summary>
    public required int Intervals { get; init; }

    /// <summary>Not decided.</summary>
    public int Undecided => Comparisons - Found - Wrong - Same;

    /// <summary>Wilson's 95 % interval of the share that was found.</summary>
    public Interval FoundInterval => Proportion.Wilson(Found, Comparisons);

    /// <summary>Sums up judged comparisons; null when there are none.</summary>
    /// <param name="effect">The effect.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="judged">Each comparison with the true ratio and the machine time it took.</param>
    public static SelfTestRow? Of(double effect, Metric metric, IReadOnlyList<(Comparison Comparison, double Truth, Duration Time)> judged)
    {
        if (judged.Count == 0)
        {
            return null;
        }

        ComparisonVerdict right = effect > 0 == metric.LowerIsBetter ? ComparisonVerdict.Slower : ComparisonVerdict.Faster;
        int different = judged.Count(one => one.Comparison.Verdict is ComparisonVerdict.Faster or ComparisonVerdict.Slower);
        int found = effect == 0 ? different : judged.Count(one => one.Comparison.Verdict == right);
        double[] errors = [.. judged.Select(one => Math.Abs((one.Comparison.Ratio / one.Truth) - 1)).Where(double.IsFinite)];
        return new()
        {
            Effect = effect,
            Metric = metric.Name,
            Comparisons = judged.Count,
            Found = found,
            Wrong = different - found,
            Same = judged.Count(one => one.Comparison.Verdict == ComparisonVerdict.Same),
            MedianPairs = Median.Of([.. judged.Select(one => (double)(one.Comparison.DecidedAfter ?? one.Comparison.Pairs))]),
            MedianTime = new((long)Median.Of([.. judged.Select(one => (double)one.Time.Nanoseconds)])),
            MedianError = errors.Length == 0 ? double.NaN : Median.Of(errors),
            Held = judged.Count(one => one.Comparison.Interval?.Contains(one.Truth) == true),
            Intervals = judged.Count(one => one.Comparison.Interval is not null),
        };
    }
}
