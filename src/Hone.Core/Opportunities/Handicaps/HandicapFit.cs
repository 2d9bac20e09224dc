using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Opportunities.Handicaps;

/// <summary>
/// The slope of a handicap test: Coz (C. Curtsinger and E. D. Berger, SOSP 2015) turned round. Coz slows everything else down to see
/// what a faster function would bring; here the function itself is slowed down, which needs no sampling, works in any language, and
/// is linear in what is put in. Near zero the slope is the same in both directions.
/// </summary>
public static class HandicapFit
{
    /// <summary>Below this slope a change cannot pay.</summary>
    public const double Off = 0.2;

    /// <summary>From this slope on the function is on the critical path.</summary>
    public const double On = 0.8;

    /// <summary>Above this slope others queue behind the function.</summary>
    public const double Queue = 1.3;

    /// <summary>A slope whose interval reaches farther than this to either side says nothing.</summary>
    public const double WidestReach = 0.35;

    /// <summary>The measurement goes on until the interval reaches no farther than this to either side, or the budget is used up.</summary>
    public const double WantedReach = 0.12;

    /// <summary>Wall time for each nanosecond put in, as the given value of the runs counts it; null with too few rounds.</summary>
    public static SlopeEstimate? Slope(HandicapRun run, string value) => Slope(run.Rounds, value);

    /// <summary>As above, of rounds that are still being taken.</summary>
    public static SlopeEstimate? Slope(IReadOnlyList<Round> rounds, string value) => GroupedSlope.Of([.. rounds.Select(round => Points(round, value))]);

    /// <summary>What a slope means.</summary>
    public static HandicapVerdict Judge(SlopeEstimate slope)
    {
        double reach = Reach(slope);
        return slope.Value switch
        {
            _ when !(reach <= WidestReach) => HandicapVerdict.Inconclusive,

            // A refusal must not stand on chance: a function that is on the path after all would not be looked at again.
            < Off => slope.Interval.High < (Off + On) / 2 ? HandicapVerdict.OffPath : HandicapVerdict.Inconclusive,
            < On => slope.Interval.Low > 0 ? HandicapVerdict.PartlyOnPath : HandicapVerdict.Inconclusive,
            <= Queue => HandicapVerdict.OnPath,
            _ => slope.Interval.Low > 1 ? HandicapVerdict.Convoy : HandicapVerdict.OnPath,
        };
    }

    /// <summary>How far the interval reaches to one side.</summary>
    public static double Reach(SlopeEstimate slope) => (slope.Interval.High - slope.Interval.Low) / 2;

    /// <summary>Judges an arm beside the first.</summary>
    /// <param name="run">The rounds.</param>
    /// <param name="arm">The arm, from 1.</param>
    public static HandicapLevel Level(HandicapRun run, int arm)
    {
        double[] inserted = [.. run.Rounds.Select(round => HandicapRun.Value(round.Runs[arm], HandicapRun.Chain)).OfType<double>()];
        return new(run.Levels[arm], inserted.Length == 0 ? 0 : Median.Of(inserted), Compare(run.Rounds, arm, run.Stop));
    }

    /// <summary>Wall time of an arm beside the first, by the rule of <c>hone compare</c> for two commands.</summary>
    public static Comparison Compare(IReadOnlyList<Round> rounds, int arm, StopReason stop)
    {
        Round[] both = [.. rounds.Where(round => round.Runs[0] is not null && round.Runs[arm] is not null)];
        CommandPairs pairs = new([.. both.Select(round => (double)round.Runs[0]!.WallNanoseconds)], [.. both.Select(round => (double)round.Runs[arm]!.WallNanoseconds)], stop);
        return ComparisonRule.Judge(Metric.Wall, [pairs], new())[0];
    }

    /// <summary>The median of a value over all runs; 0 without any.</summary>
    public static double Typical(HandicapRun run, string value)
    {
        double[] values = [.. run.Rounds.SelectMany(round => round.Runs).Select(sample => HandicapRun.Value(sample, value)).OfType<double>()];
        return values.Length == 0 ? 0 : Median.Of(values);
    }

    private static SlopeGroup Points(Round round, string value)
    {
        (double X, double Y)[] points =
        [
            .. round.Runs.Where(run => HandicapRun.Value(run, value) is not null).Select(run => (HandicapRun.Value(run, value)!.Value, (double)run!.WallNanoseconds)),
        ];
        return new([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]);
    }
}
