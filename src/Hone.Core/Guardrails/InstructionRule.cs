namespace Hone.Guardrails;

/// <summary>
/// Judges counts of instructions. There is no test of significance: counts either repeat, and then any difference is one, or they have a
/// spread, and then only what stands clear of all of it is believed.
/// </summary>
internal static class InstructionRule
{
    /// <summary>The figure of a workload's instructions; none where they were not counted, or have no limit.</summary>
    public static IEnumerable<GuardFigure> Judge(GuardedWorkload workload)
    {
        if (workload.Instructions is not CountedInstructions counts || workload.Limits.FirstOrDefault(limit => limit.Metric == GuardLimits.Instructions) is not GuardLimit limit)
        {
            yield break;
        }

        double low = (double)counts.Head.Min() / Math.Max(1, counts.Base.Max());
        double high = (double)counts.Head.Max() / Math.Max(1, counts.Base.Min());
        double before = Middle(counts.Base);
        double after = Middle(counts.Head);
        double bound = Math.Exp(limit.End(before));
        GuardFinding finding = low >= bound ? GuardFinding.Regressed : high < bound ? GuardFinding.Kept : GuardFinding.Undecided;
        yield return new()
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
