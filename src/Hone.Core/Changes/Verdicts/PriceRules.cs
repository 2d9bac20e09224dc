using System.Globalization;
using Hone.Changes.Runs;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Changes.Verdicts;

/// <summary>What is paid for the gain: no other workload may be slower, and neither memory, CPU time nor the slow runs may grow.</summary>
internal static class PriceRules
{
    private const double Tail = 0.9;

    public static Verdict.Rejected? Judge(VerdictFacts facts, TimedWorkload own)
    {
        foreach (TimedWorkload timed in facts.Run.Timed)
        {
            Verdict.Rejected? found = (timed == own && timed.Pairs.Judged.Name == Metric.Wall.Name ? null : Slower(timed, timed == own)) ?? More(timed, Metric.PeakRss, "more-memory") ?? More(timed, Metric.Cpu, "more-cpu") ?? SlowRuns(timed);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    // Its own workload as well, where the gain is wanted in another metric.
    private static Verdict.Rejected? Slower(TimedWorkload timed, bool isOwn)
    {
        Comparison comparison = Compare(timed, Metric.Wall);
        return !IsWorse(comparison, VerdictLimits.WorkloadWorse) ? null : new(
            isOwn ? "wall-time-paid" : "other-workload-slower",
            $"{Metric.Wall.Name} of {timed.Workload} is {Grown(comparison)} in {comparison.Pairs} pairs",
            $"{(isOwn ? "the workload is not" : "no other workload is")} slower by more than {new Ratio(VerdictLimits.WorkloadWorse)}",
            "find what the change costs there");
    }

    private static Verdict.Rejected? More(TimedWorkload timed, Metric metric, string rule)
    {
        Comparison comparison = Compare(timed, metric);
        bool small = metric.Unit == Unit.Bytes && comparison.Value - comparison.Reference <= VerdictLimits.MemoryFloor;
        return small || !IsWorse(comparison, VerdictLimits.ResourceWorse) ? null : new(
            rule,
            $"{metric.Name} of {timed.Workload} is {Grown(comparison)} in {comparison.Pairs} pairs",
            $"at most {new Ratio(VerdictLimits.ResourceWorse)} more",
            "pay less for the gain");
    }

    // Above 1.1 × the baseline's slowest tenth: were the candidate no worse, each run there would be either arm's with the same chance.
    private static Verdict.Rejected? SlowRuns(TimedWorkload timed)
    {
        CommandPairs pairs = timed.Pairs.Pairs(1, Metric.Wall);
        if (pairs.Reference.Length < ComparisonDesign.FirstLook)
        {
            return null;
        }

        double[] sorted = [.. pairs.Reference.Order()];
        double limit = Quantile.OfSorted(sorted, Tail) * (1 + VerdictLimits.ResourceWorse);
        int before = pairs.Reference.Count(value => value > limit);
        int after = pairs.Value.Count(value => value > limit);
        return after <= before || Binomial.UpperTail(after, before + after, 0.5) > VerdictLimits.Guard.FinalAlpha ? null : new(
            "slow-runs",
            string.Create(CultureInfo.InvariantCulture, $"{after} of {pairs.Value.Length} runs of {timed.Workload} take more than {new Duration((long)limit)}, and {before} of the baseline's"),
            "the slow runs are no slower and no more",
            "a gain in the middle is no gain when some runs pay for it");
    }

    private static Comparison Compare(TimedWorkload timed, Metric metric) => ComparisonRule.Judge(metric, [timed.Pairs.Pairs(1, metric)], VerdictLimits.Guard)[0];

    private static bool IsWorse(Comparison comparison, double limit) => comparison.Verdict == ComparisonVerdict.Slower && Cost(comparison) > 1 + limit;

    private static double Cost(Comparison comparison) => comparison.Metric.LowerIsBetter ? comparison.Ratio : 1 / comparison.Ratio;

    private static string Grown(Comparison comparison) => string.Create(
        CultureInfo.InvariantCulture,
        $"{new Ratio(Math.Abs(comparison.Ratio - 1))} {(comparison.Ratio > 1 ? "more" : "less")}{(comparison.Interval is Interval range ? $" ({(range.Low - 1) * 100:+0.0;-0.0}–{(range.High - 1) * 100:+0.0;-0.0})" : "")}");
}
