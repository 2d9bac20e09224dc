using Hone.Statistics;
using Hone.Units;

namespace Hone.Measurement.Comparing;

/// <summary>
/// Judges many comparisons that are put together from one long stream of real pairs of a command beside itself: blocks of
/// consecutive pairs, which keep the machine's bursts and drifts, with the labels of each pair drawn again, which is what the
/// random order did in the first place, and an effect added. The noise is real, only the effect is planted (a "plasmode": Cattell
/// and Jaspers, Multivariate Behavioral Research Monographs 67-3 (1967)); so the power is known to a percent within seconds,
/// where real comparisons would take hours.
/// </summary>
public static class SelfTestResample
{
    /// <summary>Consecutive pairs in a block.</summary>
    public const int BlockPairs = 20;

    /// <summary>One row an effect and metric.</summary>
    /// <param name="stream">The pairs of a command beside itself; at least <see cref="BlockPairs"/> of them.</param>
    /// <param name="metrics">The metrics.</param>
    /// <param name="effects">The effects, 0 for none.</param>
    /// <param name="comparisons">Comparisons an effect and metric.</param>
    /// <param name="pairs">The budget of each, in pairs.</param>
    /// <param name="pairTime">The machine time of one pair.</param>
    /// <param name="design">How they are decided.</param>
    /// <param name="seed">What blocks and labels are drawn from.</param>
    public static IReadOnlyList<SelfTestRow> Rows(
        CommandPairs[] stream, IReadOnlyList<Metric> metrics, IReadOnlyList<double> effects, int comparisons, int pairs, Duration pairTime, ComparisonDesign design, ulong seed)
    {
        List<SelfTestRow> rows = [];
        foreach (double effect in effects)
        {
            for (int i = 0; i < metrics.Count; i++)
            {
                if (ComparisonRule.LogRatios(stream[i].Reference, stream[i].Value) is not { Length: >= BlockPairs } real)
                {
                    continue;
                }

                SeededRandom random = new(seed + (ulong)rows.Count);
                List<(Comparison, double, Duration)> judged = [];
                for (int k = 0; k < comparisons; k++)
                {
                    CommandPairs drawn = Stop(Draw(real, Math.Log(1 + effect), pairs, random), design);
                    judged.Add((ComparisonRule.Judge(metrics[i], [drawn], design)[0], 1 + effect, new(pairTime.Nanoseconds * drawn.Value.Length)));
                }

                rows.Add(SelfTestRow.Of(effect, metrics[i], judged)!);
            }
        }

        return rows;
    }

    private static double[] Draw(double[] real, double effect, int pairs, SeededRandom random)
    {
        double[] drawn = new double[pairs];
        int from = 0;
        for (int i = 0; i < pairs; i++, from++)
        {
            from = i % BlockPairs == 0 ? random.NextIndex(real.Length - BlockPairs + 1) : from;
            drawn[i] = effect + (random.NextIndex(2) == 0 ? real[from] : -real[from]);
        }

        return drawn;
    }

    // As the runs themselves stop: at the first look that decides.
    private static CommandPairs Stop(double[] logRatios, ComparisonDesign design)
    {
        foreach (int look in ComparisonDesign.LookAfter.TakeWhile(look => look <= logRatios.Length))
        {
            if (ComparisonRule.LookDecides(logRatios.AsSpan(0, look), design))
            {
                return Pairs(logRatios[..look], StopReason.Decided);
            }
        }

        return Pairs(logRatios, StopReason.Budget);
    }

    // The larger value carries the size, so that a swapped pair has exactly the opposite logarithm.
    private static CommandPairs Pairs(double[] logRatios, StopReason stop) =>
        new([.. logRatios.Select(ratio => Math.Exp(Math.Max(0, -ratio)))], [.. logRatios.Select(ratio => Math.Exp(Math.Max(0, ratio)))], stop);
}
