namespace Hone.Guardrails;

/// <summary>
/// Judges what is counted: instructions, system calls, allocated bytes. There is no test of significance: counts either repeat, and then
/// any difference is one, or they have a spread, and then only what stands clear of all of it is believed.
/// </summary>
internal static class CountRule
{
    /// <summary>The figures of a workload's counts; none for what was not counted, or has no limit.</summary>
    public static IEnumerable<GuardFigure> Judge(GuardedWorkload workload) =>
        workload.Counts.SelectMany(counts => workload.Limits.Where(limit => limit.Metric == counts.Metric).Take(1).Select(limit => Judge(counts, limit)));

    private static GuardFigure Judge(CountedMetric counts, GuardLimit limit)
    {
        double low = (double)counts.Head.Min() / Math.Max(1, counts.Base.Max());
        double high = (double)counts.Head.Max() / Math.Max(1, counts.Base.Min());
        double before = Middle(counts.Base);
        double after = Middle(counts.Head);
        double bound = Math.Exp(limit.End(before));
        // Of nothing there is no part: where the base counts none, only the floor can be held against.
        bool isLoss = low >= bound && counts.Head.Min() - counts.Base.Max() >= limit.Floor;
        bool isKept = high < bound || counts.Head.Max() - counts.Base.Min() < limit.Floor;
        GuardFinding finding = isLoss ? GuardFinding.Regressed : isKept ? GuardFinding.Kept : GuardFinding.Undecided;
        return new()
        {
            Limit = limit,
            Finding = finding,
            Pairs = Math.Min(counts.Base.Count, counts.Head.Count),
            Ratio = after / Math.Max(1, before),
            Interval = new(low, high),
            Excluded = finding == GuardFinding.Kept ? Math.Max(0, high - 1) : null,
            Bound = bound - 1,
            Base = before,
            Head = after,
            Note = finding == GuardFinding.Undecided ? "the counts of one program differ by more than what is to be told apart" : null,
        };
    }

    private static double Middle(IReadOnlyList<long> counts) => Statistics.Median.Of([.. counts.Select(count => (double)count)]);
}
