namespace Hone.Statistics;

/// <summary>
/// How far apart the same quantile of two samples lies, for <see cref="Bootstrap"/>. The resamples are
/// not made: the two order statistics that a quantile needs fall, in a resample of n, on the places of the order statistics
/// of n uniform numbers, and these are beta variables (H. A. David and H. N. Nagaraja, Order Statistics, §2.5). Each resample
/// thus costs a few random numbers, however large the sample.
/// </summary>
internal static class QuantileBootstrap
{
    /// <summary>The interval of quantile(y) − quantile(x), both ascending and large enough for the quantile.</summary>
    public static Interval Difference(double[] x, double[] y, double p, double confidence, ulong seed, int resamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        SeededRandom random = new(seed);
        double[] replicates = new double[resamples];
        for (int b = 0; b < resamples; b++)
        {
            replicates[b] = Resampled(y, p, random) - Resampled(x, p, random);
        }

        (double cubesX, double squaresX) = Bootstrap.Influence(LeaveOneOut(x, p, -1));
        (double cubesY, double squaresY) = Bootstrap.Influence(LeaveOneOut(y, p, 1));
        return Bootstrap.FromReplicates(
            replicates,
            Quantile.OfSorted(y, p) - Quantile.OfSorted(x, p),
            Bootstrap.Acceleration(cubesX + cubesY, squaresX + squaresY),
            confidence);
    }

    /// <summary>The type 7 quantile of one resample, drawn directly.</summary>
    private static double Resampled(double[] sorted, double p, SeededRandom random)
    {
        int n = sorted.Length;
        double position = (n - 1) * p;
        int below = (int)position;
        double fraction = position - below;

        // U of rank r among n uniforms is beta(r, n + 1 − r), a ratio of gammas; the next one is the smallest of n − r
        // uniforms above it.
        double left = random.NextGamma(below + 1);
        double u = left / (left + random.NextGamma(n - below));
        double low = sorted[Math.Min(n - 1, (int)(u * n))];
        if (fraction == 0)
        {
            return low;
        }

        double next = u + (1 - u) * (1 - Math.Pow(random.NextDouble(), 1.0 / (n - below - 1)));
        double high = sorted[Math.Min(n - 1, (int)(next * n))];
        return low + fraction * (high - low);
    }

    /// <summary>The quantile without each sample in turn, times the sign; only a few values are possible.</summary>
    private static double[] LeaveOneOut(double[] sorted, double p, int sign)
    {
        int rest = sorted.Length - 1;
        double position = (rest - 1) * p;
        int below = (int)position;
        double fraction = position - below;
        double[] values = new double[sorted.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double low = sorted[below < i ? below : below + 1];
            double high = fraction == 0 ? low : sorted[below + 1 < i ? below + 1 : below + 2];
            values[i] = sign * (low + fraction * (high - low));
        }

        return values;
    }
}
