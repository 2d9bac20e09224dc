namespace Hone.Opportunities.Handicaps;

/// <summary>How the delay is dealt out over the calls.</summary>
/// <param name="Every">Every so many calls a thread waits.</param>
/// <param name="Waits">How long it waits then, in nanoseconds, for each level.</param>
public sealed record DelayPlan(long Every, IReadOnlyList<long> Waits)
{
    // What a language's clock can be waited for with an error of a few per cent.
    private const long ShortestNative = 2_000;
    private const long ShortestSlow = 20_000;

    /// <summary>
    /// The plan for a run of so much time with so many calls along its longest chain: each call waits where the smallest level leaves
    /// it enough, else every k-th call waits for k of them, so that the clock's own cost stays small.
    /// </summary>
    /// <param name="levels">The parts of the run's time.</param>
    /// <param name="wall">The run's time without delay, in nanoseconds.</param>
    /// <param name="calls">Calls along the longest chain, at least 1.</param>
    /// <param name="slow">The language takes longer to read a clock.</param>
    public static DelayPlan Of(IReadOnlyList<double> levels, double wall, long calls, bool slow)
    {
        double smallest = levels.Where(level => level > 0).Min() * wall;
        double shortest = slow ? ShortestSlow : ShortestNative;
        long every = (long)Math.Clamp(Math.Ceiling(shortest * calls / smallest), 1, Math.Max(1, calls));
        return new(every, [.. levels.Select(level => (long)Math.Round(level * wall * every / calls))]);
    }
}
