namespace Hone.Guardrails;

/// <summary>
/// Judges what is counted: instructions, system calls, allocated bytes. There is no test of significance: counts either repeat, and then
/// any difference is one, or they have a spread, and then only what stands clear of all of it is believed.
/// </summary>
internal static class CountRule
{
    /// <summary>A figure for each limit of what no timed run has. What was asked for and not counted is undecided: nobody looked.</summary>
    public static IEnumerable<GuardFigure> Judge(GuardedWorkload workload) =>
        workload.Limits.Where(limit => limit.Measured is null).DistinctBy(limit => limit.Metric)
            .Select(limit => workload.Counts.FirstOrDefault(counts => counts.Metric == limit.Metric) is CountedMetric counts ? Judge(counts, limit) : NotCounted(limit));

    private static GuardFigure NotCounted(GuardLimit limit) => new()
    {
        Limit = limit,
        Finding = GuardFinding.Undecided,
        Pairs = 0,
        Ratio = double.NaN,
        Bound = Math.Exp(limit.End(0)) - 1,
        Base = double.NaN,
        Head = double.NaN,
        Note = GuardLimits.IsCounted(limit.Metric) ? "it was asked for and not counted" : "this version of hone does not know this metric",
    };

    private static GuardFigure Judge(CountedMetric counts, GuardLimit limit)
    {
        // Of nothing there is no part: where the base counts none, there is no ratio, and only the floor can be held against.
        bool hasRatio = counts.Base.Min() > 0;
        double low = (double)counts.Head.Min() / Math.Max(1, counts.Base.Max());
        double high = (double)counts.Head.Max() / Math.Max(1, counts.Base.Min());
        double before = Middle(counts.Base);
        double after = Middle(counts.Head);
        double bound = Math.Exp(limit.End(before));
        bool isLoss = low >= bound && counts.Head.Min() - counts.Base.Max() >= limit.Floor;
        bool isKept = high < bound || counts.Head.Max() - counts.Base.Min() < limit.Floor;
        GuardFinding finding = isLoss ? GuardFinding.Regressed : isKept ? GuardFinding.Kept : GuardFinding.Undecided;
        return new()
        {
            Limit = limit,
            Finding = finding,
            Pairs = Math.Min(counts.Base.Count, counts.Head.Count),
            Ratio = hasRatio ? after / before : double.NaN,
            Interval = hasRatio ? new(low, high) : null,

            // What the counts themselves leave possible, though the limit or the floor would allow more or less.
            Excluded = finding == GuardFinding.Kept && hasRatio ? Math.Max(0, high - 1) : null,
            Bound = bound - 1,
            Base = before,
            Head = after,
            Note = finding == GuardFinding.Undecided ? "the counts of one program differ by more than what is to be told apart" : null,
        };
    }

    private static double Middle(IReadOnlyList<long> counts) => Statistics.Median.Of([.. counts.Select(count => (double)count)]);
}
