using Hone.Statistics;

namespace Hone.Measurement.Comparing;

/// <summary>The values of a command's pairs, in the order in which they ran.</summary>
/// <param name="Reference">The reference's value in each pair.</param>
/// <param name="Value">The command's own value in each pair.</param>
/// <param name="Stop">Why there are no more.</param>
public sealed record CommandPairs(double[] Reference, double[] Value, StopReason Stop);

/// <summary>Decides comparisons by their <see cref="ComparisonDesign"/>, while they run and whenever they are read again.</summary>
public static class ComparisonRule
{
    /// <summary>What the comparison is called in results.</summary>
    public const string Method = "group-sequential signed-rank test on log ratios of randomised pairs; Hodges-Lehmann estimate";

    // Stopping at a look that happened to be high pulls the plain interval towards it. By simulation a nominal 96.5 % interval
    // covers 94–97 % over budgets of 40 to 640 pairs and effects from none to 10 % (docs/decisions/0004-comparison.md).
    private const double NominalConfidence = 0.965;

    private const double WantedPower = 0.95;

    private const int FewestForNoise = 3;

    private const double MostPairsToAdvise = 20_000;

    /// <summary>
    /// Whether the look after all of these pairs decides; called while the comparison runs, after each pair.
    /// </summary>
    /// <param name="logRatios">ln(command / reference) of each pair, in the order in which they ran.</param>
    /// <param name="design">The design.</param>
    public static bool LookDecides(ReadOnlySpan<double> logRatios, ComparisonDesign design) =>
        ComparisonDesign.IsLook(logRatios.Length) && (Differs(logRatios, design.LookAlpha) || (design.UntilSame && IsSame(logRatios, design, design.LookSameAlpha)));

    /// <summary>Judges several commands beside one reference; the end of the budget is corrected for their number.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="all">The pairs of each command, in the order in which they ran.</param>
    /// <param name="design">The design that the runs followed.</param>
    public static IReadOnlyList<Comparison> Judge(Metric metric, IReadOnlyList<CommandPairs> all, ComparisonDesign design)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(design.Comparisons, all.Count);
        double[]?[] ratios = [.. all.Select(pairs => LogRatios(pairs.Reference, pairs.Value))];
        int?[] early = [.. ratios.Select(ratio => ratio is null ? null : DecidedAfter(ratio, design))];
        bool[] final = FinalDifferences([.. Enumerable.Range(0, all.Count).Select(i => early[i] is null && all[i].Stop == StopReason.Budget ? ratios[i] : null)], design);
        return [.. all.Select((pairs, i) => Describe(metric, pairs, ratios[i], early[i], final[i], design))];
    }

    /// <summary>ln(value / reference) of each pair; null when a value is not positive, since it has no ratio then.</summary>
    public static double[]? LogRatios(double[] reference, double[] value)
    {
        double[] ratios = new double[reference.Length];
        for (int i = 0; i < ratios.Length; i++)
        {
            if (!(reference[i] > 0 && value[i] > 0))
            {
                return null;
            }

            ratios[i] = LogRatio(reference[i], value[i]);
        }

        return ratios;
    }

    /// <summary>
    /// ln(value / reference) of one pair, as a difference of logarithms: swapping the two then changes the sign and nothing else. The
    /// logarithm of the quotient is rounded differently in the two directions, which breaks ties of coarse figures (pages, faults,
    /// ticks) always in favour of one command, and makes one in ten comparisons of equal commands a false alarm.
    /// </summary>
    public static double LogRatio(double reference, double value) => Math.Log(value) - Math.Log(reference);

    private static bool Differs(ReadOnlySpan<double> ratios, double alpha) => SignedRank.PValue(ratios) <= alpha;

    private static bool IsSame(ReadOnlySpan<double> ratios, ComparisonDesign design, double alpha) => SameWithin.Holds(ratios, design.SameWithin, alpha);

    private static int? DecidedAfter(double[] ratios, ComparisonDesign design)
    {
        foreach (int look in ComparisonDesign.LookAfter.TakeWhile(look => look <= ratios.Length))
        {
            if (LookDecides(ratios.AsSpan(0, look), design))
            {
                return look;
            }
        }

        return null;
    }

    // Null where the end of the budget has nothing to say.
    private static bool[] FinalDifferences(double[]?[] ratios, ComparisonDesign design)
    {
        int[] open = [.. Enumerable.Range(0, ratios.Length).Where(i => ratios[i] is { Length: > 0 })];
        double[] adjusted = BenjaminiHochberg.Adjust([.. open.Select(i => SignedRank.PValue(ratios[i]))]);
        bool[] differs = new bool[ratios.Length];
        for (int k = 0; k < open.Length; k++)
        {
            differs[open[k]] = adjusted[k] <= design.FinalAlpha;
        }

        return differs;
    }

    private static Comparison Describe(Metric metric, CommandPairs pair, double[]? ratios, int? early, bool finallyDiffers, ComparisonDesign design)
    {
        if (ratios is null or { Length: 0 })
        {
            return new()
            {
                Metric = metric,
                Verdict = ComparisonVerdict.Undecided,
                Pairs = pair.Value.Length,
                Ratio = double.NaN,
                Interval = null,
                PValue = 1,
                SmallestVisible = null,
                Reference = MedianOrNaN(pair.Reference),
                Value = MedianOrNaN(pair.Value),
                Note = ratios is null ? $"{metric.Name} was 0 in some runs, which has no ratio" : "no pair was completed",
            };
        }

        // A look decides on what it saw; the estimate uses every pair there is.
        ReadOnlySpan<double> seen = ratios.AsSpan(0, early ?? ratios.Length);
        bool differs = early is null ? finallyDiffers : Differs(seen, design.LookAlpha);
        bool same = !differs && (early is not null || (pair.Stop == StopReason.Budget && IsSame(ratios, design, design.SameAlpha / design.Comparisons)));
        ComparisonVerdict verdict = differs
            ? HodgesLehmann.PseudoMedian(seen) < 0 == metric.LowerIsBetter ? ComparisonVerdict.Faster : ComparisonVerdict.Slower
            : same ? ComparisonVerdict.Same : ComparisonVerdict.Undecided;
        double? visible = ratios.Length < FewestForNoise ? null : SmallestVisible(ratios, ratios.Length, design);
        Interval? interval = SignedRank.ShiftInterval(ratios, NominalConfidence) is Interval log ? new Interval(Math.Exp(log.Low), Math.Exp(log.High)) : null;
        return new()
        {
            Metric = metric,
            Verdict = verdict,
            Pairs = ratios.Length,
            DecidedAfter = early,
            Ratio = Math.Exp(HodgesLehmann.PseudoMedian(ratios)),
            Interval = interval,
            PValue = SignedRank.PValue(ratios),
            SmallestVisible = visible,
            Reference = Median.Of(pair.Reference),
            Value = Median.Of(pair.Value),
            Note = verdict == ComparisonVerdict.Undecided ? WhyUndecided(ratios.Length, visible, interval, design, pair.Stop) : null,
        };
    }

    /// <summary>
    /// The smallest relative change that so many pairs find in 95 of 100 comparisons at the end of the budget (<see cref="Power"/>), the
    /// noise of a pair being the robust spread of the log ratios; infinite where so few pairs can never decide.
    /// </summary>
    /// <param name="logRatios">ln(second / first) of pairs that have this noise, at least one.</param>
    /// <param name="pairs">How many pairs the comparison has.</param>
    /// <param name="design">How it is decided.</param>
    public static double SmallestVisible(ReadOnlySpan<double> logRatios, int pairs, ComparisonDesign design) =>
        Math.Exp(Power.MinimumDetectableEffect(Mad.NormalScale * Mad.Of(logRatios), pairs, design.FinalAlpha / design.Comparisons, WantedPower)) - 1;

    private static string WhyUndecided(int pairs, double? visible, Interval? interval, ComparisonDesign design, StopReason stop)
    {
        if (pairs < design.LeastPairs)
        {
            return $"{pairs} pairs cannot decide anything, {design.LeastPairs} are the least";
        }

        if (stop != StopReason.Budget)
        {
            return "the runs ended before the budget was used up";
        }

        if (interval is Interval range && !range.Contains(1))
        {
            return FormattableString.Invariant($"a difference is likely, but not shown at a false-alarm rate of {(design.SequentialAlpha + design.FinalAlpha) * 100:0.##} %");
        }

        if (visible is not double effect || effect <= design.SameWithin)
        {
            return "the ratio lies near the bound of what counts as the same";
        }

        // n grows with the square of the precision; the bound of sameness is what there is to resolve.
        double needed = Math.Ceiling(pairs * Math.Pow(effect / design.SameWithin, 2));
        return needed <= MostPairsToAdvise
            ? FormattableString.Invariant($"about {needed:0} pairs would resolve {design.SameWithin * 100:0.##} %")
            : FormattableString.Invariant($"too noisy here to resolve {design.SameWithin * 100:0.##} % with any number of pairs");
    }

    private static double MedianOrNaN(double[] values) => values.Length == 0 ? double.NaN : Median.Of(values);
}
