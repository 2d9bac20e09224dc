namespace Hone.Statistics;

/// <summary>
/// How far a sample is from having one mode: J. A. Hartigan and P. M. Hartigan, "The Dip Test of Unimodality", Annals of
/// Statistics 13 (1985). The dip is the distance from the sample's distribution function to the nearest one that rises ever
/// faster up to some point and ever slower after it. The algorithm is that of P. M. Hartigan, "Algorithm AS 217", Applied Statistics 34
/// (1985), stopped as M. Maechler found necessary (R package diptest).
/// </summary>
public static class DipTest
{
    // Quantiles of √n · dip of uniform samples, the least favourable with one mode: 50,000 samples each, made by
    // `bench/coverage -- dip-table`.
    private static readonly double[] _levels = [0.5, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
    private static readonly int[] _sizes = [8, 12, 20, 30, 50, 100, 200, 500, 1000, 5000];
    private static readonly double[][] _table =
    [
        [0.3144, 0.4035, 0.4373, 0.4714, 0.4910, 0.5057, 0.5244, 0.5416],
        [0.3153, 0.4158, 0.4503, 0.4877, 0.5133, 0.5353, 0.5664, 0.5921],
        [0.3286, 0.4349, 0.4695, 0.5113, 0.5405, 0.5667, 0.5983, 0.6205],
        [0.3371, 0.4466, 0.4829, 0.5267, 0.5557, 0.5819, 0.6136, 0.6452],
        [0.3450, 0.4587, 0.4973, 0.5421, 0.5719, 0.6029, 0.6379, 0.6627],
        [0.3545, 0.4713, 0.5095, 0.5537, 0.5867, 0.6167, 0.6469, 0.6739],
        [0.3613, 0.4801, 0.5198, 0.5674, 0.5990, 0.6279, 0.6677, 0.6932],
        [0.3679, 0.4891, 0.5299, 0.5804, 0.6165, 0.6500, 0.6907, 0.7209],
        [0.3707, 0.4922, 0.5348, 0.5840, 0.6181, 0.6510, 0.6900, 0.7241],
        [0.3752, 0.4982, 0.5417, 0.5902, 0.6247, 0.6583, 0.6921, 0.7202],
    ];

    /// <summary>The dip of samples in ascending order, between 1/(2n) and 1/4.</summary>
    public static double Dip(ReadOnlySpan<double> sorted)
    {
        int n = sorted.Length;
        if (n == 0)
        {
            throw new ArgumentException("a dip needs at least one sample", nameof(sorted));
        }

        if (sorted[0] == sorted[^1])
        {
            return 0.5 / n;
        }

        // Places count from 0; heights are in samples, so a step of the distribution function is 1.
        int[] convex = ConvexCorners(sorted);
        int[] concave = ConcaveCorners(sorted);
        int[] under = new int[n];
        int[] over = new int[n];
        int low = 0;
        int high = n - 1;
        double dip = 1;
        while (true)
        {
            int unders = Path(convex, high, low, under);
            int overs = Path(concave, low, high, over);
            (double distance, int fromUnder, int fromOver) = Widest(sorted, under.AsSpan(0, unders), over.AsSpan(0, overs));
            if (distance < dip)
            {
                return dip / (2 * n);
            }

            for (int i = fromUnder; i + 1 < unders; i++)
            {
                dip = Math.Max(dip, AboveChord(sorted, under[i + 1], under[i]));
            }

            for (int i = fromOver; i + 1 < overs; i++)
            {
                dip = Math.Max(dip, BelowChord(sorted, over[i], over[i + 1]));
            }

            if (low == under[fromUnder] && high == over[fromOver])
            {
                return dip / (2 * n);
            }

            low = under[fromUnder];
            high = over[fromOver];
        }
    }

    /// <summary>
    /// The probability of such a dip or a larger one in a uniform sample of the size, read from a simulated table; 1 below 8
    /// samples, and never below 0.001.
    /// </summary>
    public static double PValue(double dip, int n)
    {
        if (n < _sizes[0])
        {
            return 1;
        }

        double scaled = Math.Sqrt(n) * dip;
        int column = 0;
        while (column + 2 < _sizes.Length && _sizes[column + 1] <= n)
        {
            column++;
        }

        // Between two sizes linear in 1/√n, in which the quantiles are nearly straight; past the last one, the last.
        double from = 1 / Math.Sqrt(_sizes[column]);
        double share = Math.Clamp((from - 1 / Math.Sqrt(n)) / (from - 1 / Math.Sqrt(_sizes[column + 1])), 0, 1);
        double before = 0;
        double level = 1;
        for (int i = 0; i < _levels.Length; i++)
        {
            double quantile = _table[column][i] + share * (_table[column + 1][i] - _table[column][i]);
            if (scaled < quantile)
            {
                return level * Math.Pow(_levels[i] / level, Math.Max(0, scaled - before) / (quantile - before));
            }

            (before, level) = (quantile, _levels[i]);
        }

        return level;
    }

    /// <summary>For each place the corner before it on the greatest convex function below the points up to it.</summary>
    private static int[] ConvexCorners(ReadOnlySpan<double> x)
    {
        int[] before = new int[x.Length];
        for (int j = 1; j < x.Length; j++)
        {
            int corner = j - 1;
            while (corner != 0 && (x[j] - x[corner]) * (corner - before[corner]) >= (x[corner] - x[before[corner]]) * (j - corner))
            {
                corner = before[corner];
            }

            before[j] = corner;
        }

        return before;
    }

    /// <summary>For each place the corner after it on the least concave function above the points from it on.</summary>
    private static int[] ConcaveCorners(ReadOnlySpan<double> x)
    {
        int last = x.Length - 1;
        int[] after = new int[x.Length];
        after[last] = last;
        for (int k = last - 1; k >= 0; k--)
        {
            int corner = k + 1;
            while (corner != last && (x[k] - x[corner]) * (corner - after[corner]) >= (x[corner] - x[after[corner]]) * (k - corner))
            {
                corner = after[corner];
            }

            after[k] = corner;
        }

        return after;
    }

    private static int Path(int[] next, int from, int to, int[] path)
    {
        int count = 0;
        path[count++] = from;
        while (path[count - 1] != to)
        {
            path[count] = next[path[count - 1]];
            count++;
        }

        return count;
    }

    /// <summary>
    /// The largest distance between the two hulls, and the corners at which it occurs; <paramref name="under"/> runs downwards from the
    /// upper end.
    /// </summary>
    private static (double Distance, int FromUnder, int FromOver) Widest(ReadOnlySpan<double> x, ReadOnlySpan<int> under, ReadOnlySpan<int> over)
    {
        int fromUnder = under.Length - 1;
        int fromOver = over.Length - 1;
        if (under.Length == 2 && over.Length == 2)
        {
            return (1, fromUnder, fromOver);
        }

        double widest = 0;
        int i = under.Length - 2;
        int j = 1;
        do
        {
            int low = under[i];
            int top = over[j];
            if (low > top)
            {
                int start = under[i + 1];
                double distance = top - start + 1 - (x[top] - x[start]) * (low - start) / (x[low] - x[start]);
                j++;
                if (distance >= widest)
                {
                    (widest, fromUnder, fromOver) = (distance, i + 1, j - 1);
                }
            }
            else
            {
                int start = over[j - 1];
                double distance = (x[low] - x[start]) * (top - start) / (x[top] - x[start]) - (low - start - 1);
                i--;
                if (distance >= widest)
                {
                    (widest, fromUnder, fromOver) = (distance, i + 1, j);
                }
            }

            i = Math.Max(i, 0);
            j = Math.Min(j, over.Length - 1);
        }
        while (under[i] != over[j]);
        return (widest, fromUnder, fromOver);
    }

    private static double AboveChord(ReadOnlySpan<double> x, int from, int to)
    {
        double most = 1;
        if (to - from > 1 && x[to] != x[from])
        {
            double slope = (to - from) / (x[to] - x[from]);
            for (int i = from; i <= to; i++)
            {
                most = Math.Max(most, i - from + 1 - (x[i] - x[from]) * slope);
            }
        }

        return most;
    }

    private static double BelowChord(ReadOnlySpan<double> x, int from, int to)
    {
        double most = 1;
        if (to - from > 1 && x[to] != x[from])
        {
            double slope = (to - from) / (x[to] - x[from]);
            for (int i = from; i <= to; i++)
            {
                most = Math.Max(most, (x[i] - x[from]) * slope - (i - from - 1));
            }
        }

        return most;
    }
}
