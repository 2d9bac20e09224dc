namespace Hone.Statistics;

/// <summary>
/// Cuts a series into stretches of one level each: the cut that makes squared residuals plus a penalty for every stretch smallest,
/// found exactly by R. Killick, P. Fearnhead and I. A. Eckley, "Optimal Detection of Changepoints with a Linear Computational Cost",
/// JASA 107 (2012) (PELT).
/// </summary>
internal static class Levels
{
    /// <summary>
    /// The standard deviation of the noise about the levels, whatever they do: from the median absolute difference of
    /// neighbours, which a change of level touches once. 0 when most neighbours are equal.
    /// </summary>
    public static double Noise(ReadOnlySpan<double> series)
    {
        double[] steps = new double[series.Length - 1];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = Math.Abs(series[i + 1] - series[i]);
        }

        return Mad.NormalScale / Math.Sqrt(2) * Median.Of(steps);
    }

    /// <summary>
    /// The series with single wild values replaced by the median of the five around them, so that one disturbed run is not a level.
    /// The first two stay: a cold first run is what is looked for.
    /// </summary>
    public static double[] WithoutSpikes(ReadOnlySpan<double> series, double noise)
    {
        double[] calm = series.ToArray();
        Span<double> window = stackalloc double[5];
        for (int i = 2; i < series.Length; i++)
        {
            int start = Math.Min(i - 2, series.Length - 5);
            series.Slice(start, 5).CopyTo(window);
            window.Sort();
            if (Math.Abs(series[i] - window[2]) > 3 * noise)
            {
                calm[i] = window[2];
            }
        }

        return calm;
    }

    /// <summary>Where each stretch starts, ascending, the first one at 0.</summary>
    /// <param name="series">At least one value.</param>
    /// <param name="noise">Standard deviation; 0 makes every difference count.</param>
    /// <param name="penalty">Price of a stretch, in squared residuals over squared noise.</param>
    public static int[] Find(ReadOnlySpan<double> series, double noise, double penalty)
    {
        int n = series.Length;
        double[] sums = new double[n + 1];
        double[] squares = new double[n + 1];

        // Centred, so that the squares of the prefix sums do not cancel.
        double centre = Mean.Of(series);
        for (int i = 0; i < n; i++)
        {
            double value = series[i] - centre;
            sums[i + 1] = sums[i] + value;
            squares[i + 1] = squares[i] + value * value;
        }

        double price = penalty * Math.Max(noise * noise, 1e-18 + 1e-15 * squares[n]);
        double[] best = new double[n + 1];
        int[] from = new int[n + 1];
        best[0] = -price;
        List<int> open = [];
        for (int end = 1; end <= n; end++)
        {
            open.Add(end - 1);
            best[end] = double.PositiveInfinity;
            foreach (int start in open)
            {
                double cost = best[start] + Residual(sums, squares, start, end) + price;
                if (cost < best[end])
                {
                    (best[end], from[end]) = (cost, start);
                }
            }

            // A start that is dearer than the best even without the price of another stretch can never become the best again.
            int here = end;
            open.RemoveAll(start => best[start] + Residual(sums, squares, start, here) > best[here]);
        }

        List<int> starts = [];
        for (int end = n; end > 0; end = from[end])
        {
            starts.Add(from[end]);
        }

        starts.Reverse();
        return [.. starts];
    }

    private static double Residual(double[] sums, double[] squares, int start, int end)
    {
        double sum = sums[end] - sums[start];
        return squares[end] - squares[start] - sum * sum / (end - start);
    }
}
