using System.Globalization;
using Hone.Measurement.Comparing;
using Hone.Statistics;

namespace Hone.Guardrails;

/// <summary>
/// Decides a guardrail while it is measured and whenever its runs are read again. Pairs of runs in random order are looked at after 14,
/// 20, 28, … of them, as <see cref="ComparisonDesign"/> has it. <b>Regressed</b>: the one-sided signed-rank test rejects "nothing was
/// lost" (or no more than was accepted), and the estimate is at or beyond the limit. <b>Kept</b>: the test of the other side rejects "the
/// loss is the limit or more", which is a finding of its own and not the failure to find a loss. The early looks are corrected for the
/// number of figures, workloads × metrics, by Bonferroni's bound; the end of the budget by Benjamini and Hochberg, over all of them. So of checks of an
/// equal program at most <see cref="FalseAlarms"/> are called regressed, whatever the machine does meanwhile.
/// </summary>
public static class GuardRule
{
    // Stopping at a look that happened to be high pulls the plain interval towards it; see ComparisonRule.
    private const double NominalConfidence = 0.965;
    private const double MostPairsToAdvise = 20_000;

    /// <summary>The design of a check of so many figures.</summary>
    public static ComparisonDesign Design(int figures) => new() { UntilSame = true, Comparisons = Math.Max(1, figures) };

    /// <summary>The chance that a check of an equal program ends as regressed, at most.</summary>
    public static double FalseAlarms(ComparisonDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design.SequentialAlpha + design.FinalAlpha;
    }

    /// <summary>The fewest pairs with which the end of the budget can decide any figure, however many there are.</summary>
    public static int LeastPairs(ComparisonDesign design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return (int)Math.Ceiling(1 - Math.Log2(design.FinalAlpha / design.Comparisons));
    }

    /// <summary>Whether every timed metric of a workload is decided by the pairs so far, so that no more are needed.</summary>
    public static bool IsDecided(GuardedWorkload workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return Series(workload).All(series => series.IsOpenForever || Early(series, workload.Pairs.Design) is not null);
    }

    /// <summary>Judges every figure of a check, the workloads in their order, timed metrics first.</summary>
    public static IReadOnlyList<GuardFigure> Judge(GuardRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        GuardSeries[] all = [.. run.Workloads.SelectMany(Series)];
        (int Look, GuardFinding Finding)?[] early = [.. all.Select(series => Early(series, series.Workload.Pairs.Design))];
        HashSet<int> open = [.. Enumerable.Range(0, all.Length).Where(i => early[i] is null && all[i] is { Test: not null, Count: > 0, Pairs.Stop: StopReason.Budget })];

        // Over all that was asked for, and not only over what is still open: how many are was decided by the same runs. What ended otherwise stands
        // there as showing nothing.
        double[] adjusted = BenjaminiHochberg.Adjust([.. Enumerable.Range(0, all.Length).Select(i => open.Contains(i) ? all[i].Test!.Greater(all[i].Count, all[i].Limit.Start) : 1)]);
        List<GuardFigure> figures = [];
        foreach (GuardedWorkload workload in run.Workloads)
        {
            for (int i = 0; i < all.Length; i++)
            {
                if (ReferenceEquals(all[i].Workload, workload))
                {
                    figures.Add(Describe(all[i], early[i], open.Contains(i) ? adjusted[i] : null, workload.Pairs.Design));
                }
            }

            figures.AddRange(CountRule.Judge(workload));
        }

        return figures;
    }

    /// <summary>What the worst figure says, the whole check's verdict; undecided without any.</summary>
    public static GuardFinding Verdict(IReadOnlyList<GuardFigure> figures) =>
        figures.Any(figure => figure.Finding == GuardFinding.Regressed) ? GuardFinding.Regressed
        : figures.Count == 0 || figures.Any(figure => figure.Finding == GuardFinding.Undecided) ? GuardFinding.Undecided
        : GuardFinding.Kept;

    private static IEnumerable<GuardSeries> Series(GuardedWorkload workload) => workload.Limits.Select(limit => GuardSeries.Of(workload, limit)).OfType<GuardSeries>();

    private static (int Look, GuardFinding Finding)? Early(GuardSeries series, ComparisonDesign design)
    {
        if (series.Test is not IPairTest test)
        {
            return null;
        }

        foreach (int look in ComparisonDesign.LookAfter.TakeWhile(look => look <= series.Count))
        {
            double end = series.End(look);
            if (test.Greater(look, series.Limit.Start) <= design.LookAlpha && test.Centre(look) >= end)
            {
                return (look, GuardFinding.Regressed);
            }

            if (test.Less(look, end) <= design.LookSameAlpha)
            {
                return (look, GuardFinding.Kept);
            }
        }

        return null;
    }

    private static GuardFigure Describe(GuardSeries series, (int Look, GuardFinding Finding)? early, double? adjusted, ComparisonDesign design)
    {
        if (series.Test is not IPairTest test || series.Count == 0)
        {
            return new()
            {
                Limit = series.Limit,
                Finding = GuardFinding.Undecided,
                Pairs = series.Pairs.Value.Length,
                Ratio = double.NaN,
                Bound = Part(series.Limit.End(0)),
                Base = series.Shown(series.Pairs.Reference),
                Head = series.Shown(series.Pairs.Value),
                Note = series.Test is null ? $"{series.Limit.Metric} was 0 in some runs, which has no ratio" : "no pair was completed",
            };
        }

        int count = series.Count;
        int seen = early?.Look ?? count;
        double end = series.End(seen);
        double centre = test.Centre(count);
        double sameAlpha = early is null ? design.SameAlpha / design.Comparisons : design.LookSameAlpha;
        GuardFinding finding = early?.Finding
            ?? (adjusted is not double p ? GuardFinding.Undecided
                : p <= design.FinalAlpha && centre >= end ? GuardFinding.Regressed
                : test.Less(count, end) <= sameAlpha ? GuardFinding.Kept
                : GuardFinding.Undecided);
        Interval? interval = test.Range(count, NominalConfidence) is Interval log ? new Interval(Math.Exp(log.Low), Math.Exp(log.High)) : null;
        return new()
        {
            Limit = series.Limit,
            Finding = finding,
            Pairs = count,
            DecidedAfter = early?.Look,
            Ratio = Math.Exp(centre),
            Interval = interval,
            Excluded = finding != GuardFinding.Kept ? null : Part(test.Range(seen, 1 - (2 * sameAlpha)) is Interval shown ? Math.Min(end, shown.High) : end),
            Bound = Part(end),
            Base = series.Shown(series.Pairs.Reference),
            Head = series.Shown(series.Pairs.Value),
            Note = finding == GuardFinding.Undecided ? WhyUndecided(series, test, end, adjusted, design) : null,
        };
    }

    private static string WhyUndecided(GuardSeries series, IPairTest test, double end, double? adjusted, ComparisonDesign design)
    {
        int count = series.Count;
        if (series.Pairs.Stop == StopReason.Interrupted)
        {
            return "the runs ended before the budget was used up";
        }

        if (count < LeastPairs(design))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{count} pairs cannot decide, {LeastPairs(design)} are the least");
        }

        if (adjusted <= design.FinalAlpha)
        {
            return "a loss is shown, but not whether it is less than the limit";
        }

        if (test.Deviation is not double deviation)
        {
            return string.Create(CultureInfo.InvariantCulture, $"one run in twenty says something of it, and of {count} pairs too few do: give it a longer budget");
        }

        double room = Math.Abs(end - test.Centre(count));

        // To exclude the limit from here takes n with z · s / √n below the room that is left.
        double needed = room > 0 ? Math.Ceiling(Math.Pow(-Normal.Quantile(design.LookSameAlpha) * deviation / room, 2)) : double.PositiveInfinity;
        return needed > count && needed <= MostPairsToAdvise
            ? string.Create(CultureInfo.InvariantCulture, $"about {needed:0} pairs would decide, with a longer budget or a quieter machine")
            : needed <= count ? "the loss lies near the limit" : "too noisy here to decide with any number of pairs";
    }

    private static double Part(double log) => Math.Exp(log) - 1;
}
