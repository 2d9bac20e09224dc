namespace Hone.Statistics;

/// <summary>
/// The points of a ladder from several measurements of each size: the median of each, with a variance that is partly the size's own and
/// partly that of all sizes together. Three measurements tell little of their own spread (the idea of G. K. Smyth, "Linear Models and
/// Empirical Bayes Methods", Statistical Applications in Genetics and Molecular Biology 3 (2004), with a fixed weight).
/// </summary>
public static class RepeatedCosts
{
    /// <summary>Standard deviation of the logarithm that is supposed where no size was measured twice.</summary>
    public const double SupposedSpread = 0.05;

    private const double SharedFreedom = 4;

    /// <summary>The points, and the degrees of freedom behind their variances.</summary>
    /// <param name="sizes">Size and measurements, ascending by size; measurements above 0, at least one each.</param>
    /// <param name="modelError">Standard deviation of the logarithm by which a real program lies off any curve: caches, page sizes, the growth steps of tables.</param>
    public static (ScalePoint[] Points, double Freedom) Of(IReadOnlyList<(double Size, IReadOnlyList<double> Costs)> sizes, double modelError)
    {
        double[][] logs = [.. sizes.Select(size => size.Costs.Select(cost => Math.Log(cost)).ToArray())];
        double squares = logs.Sum(SquaresAbout);
        int freedom = logs.Sum(each => each.Length - 1);
        double shared = freedom > 0 ? squares / freedom : SupposedSpread * SupposedSpread;
        ScalePoint[] points = new ScalePoint[logs.Length];
        for (int i = 0; i < points.Length; i++)
        {
            int count = logs[i].Length;
            double variance = (SquaresAbout(logs[i]) + (SharedFreedom * shared)) / (count - 1 + SharedFreedom);
            points[i] = ScalePoint.OfAmount(sizes[i].Size, Math.Exp(Median.Of(logs[i])), (variance * OfMedian(count)) + (modelError * modelError));
        }

        return (points, freedom > 0 ? freedom : SharedFreedom);
    }

    // Variance of a median of normal numbers in units of theirs: π/2n for many, exactly 1 and 1/2 for one and two.
    private static double OfMedian(int count) => count <= 2 ? 1.0 / count : Math.PI / 2 / count;

    private static double SquaresAbout(double[] values)
    {
        double mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }
}
