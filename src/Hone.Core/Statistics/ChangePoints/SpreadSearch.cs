namespace Hone.Statistics.ChangePoints;

/// <summary>
/// Finds where a series becomes noisier or quieter: changes of level of the logarithms of its residuals' sizes, sought in the same way.
/// </summary>
internal static class SpreadSearch
{
    // Sizes below this part of the standard deviation say nothing: their logarithms would be a long lower tail.
    private const double Floor = 0.2;
    private const int FewestPoints = 60;
    private const int FewestOfEach = 20;

    // A spread is a coarse thing, and less of a difference would help nobody.
    private const double Smallest = 1.5;

    /// <summary>The changes of spread about the levels.</summary>
    /// <param name="residuals">The series without its levels.</param>
    /// <param name="sd">Their standard deviation.</param>
    /// <param name="limit">What a change must exceed, in standard deviations of chance.</param>
    public static IReadOnlyList<SpreadChange> Search(double[] residuals, double sd, double limit)
    {
        if (residuals.Length < FewestPoints)
        {
            return [];
        }

        double[] sizes = new double[residuals.Length];
        int small = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            double size = Math.Abs(residuals[i]);
            small += size <= Floor * sd ? 1 : 0;
            sizes[i] = Math.Log(Math.Max(size, Floor * sd));
        }

        // Where values are as coarse as the noise, the sizes are only those of rounding.
        if (small > sizes.Length / 2 || LevelSearch.Search(sizes, limit, Math.Log(Smallest), FewestOfEach) is not { } found)
        {
            return [];
        }

        List<int> starts = [];
        int last = 0;
        for (int i = 0; i < found.Starts.Length; i++)
        {
            int next = i + 1 < found.Starts.Length ? found.Starts[i + 1] : sizes.Length;
            if (found.Starts[i] - last >= FewestOfEach && next - found.Starts[i] >= FewestOfEach)
            {
                starts.Add(found.Starts[i]);
                last = found.Starts[i];
            }
        }

        List<SpreadChange> changes = [];
        for (int i = 0; i < starts.Count; i++)
        {
            double before = Spread(residuals, i == 0 ? 0 : starts[i - 1], starts[i]);
            double after = Spread(residuals, starts[i], i + 1 < starts.Count ? starts[i + 1] : residuals.Length);
            if (before > 0 && after > 0 && Math.Max(before / after, after / before) >= Smallest)
            {
                changes.Add(new(starts[i], before, after));
            }
        }

        return changes;
    }

    /// <summary>The standard deviation of a stretch by its median absolute residual.</summary>
    private static double Spread(double[] residuals, int start, int end)
    {
        double[] sizes = new double[end - start];
        for (int i = start; i < end; i++)
        {
            sizes[i - start] = Math.Abs(residuals[i]);
        }

        return Mad.NormalScale * Middle.OfScrambled(sizes);
    }
}
