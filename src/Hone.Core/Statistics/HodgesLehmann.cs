namespace Hone.Statistics;

/// <summary>
/// The estimates that belong to the rank tests: J. L. Hodges and E. L. Lehmann, "Estimates of Location Based on Rank
/// Tests", Annals of Mathematical Statistics 34 (1963). Nearly as precise as the mean for normal noise (efficiency 3/π),
/// and unmoved by up to 29 % wild samples.
/// </summary>
public static class HodgesLehmann
{
    /// <summary>One sample: the median of all averages of two differences, in their unit. At least one, all finite.</summary>
    public static double PseudoMedian(ReadOnlySpan<double> differences) => new WalshAverages(differences).Median();

    /// <summary>
    /// Two samples: the median of all differences y − x, in their unit: how far y lies above x. Of 5,000 × 5,000 differences
    /// none is stored.
    /// </summary>
    public static double Shift(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] left = Finite.Sorted(x);
        double[] right = Finite.Sorted(y);
        long count = (long)left.Length * right.Length;
        double low = Smallest(left, right, (count + 1) / 2);
        if (count % 2 == 1)
        {
            return low;
        }

        double high = Smallest(left, right, count / 2 + 1);
        return low + (high - low) / 2;
    }

    private static double Smallest(double[] x, double[] y, long k) =>
        ImplicitOrder.Select(y[0] - x[^1], y[^1] - x[0], k, v =>
        {
            // As x rises, more of y lies within v of it.
            long within = 0;
            int j = 0;
            foreach (double start in x)
            {
                while (j < y.Length && y[j] - start <= v)
                {
                    j++;
                }

                within += j;
            }

            return within;
        });
}
