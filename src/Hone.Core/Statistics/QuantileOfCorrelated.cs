namespace Hone.Statistics;

/// <summary>
/// Quantiles of runs that resemble their neighbours. The value is that of <see cref="Quantile"/>; the interval is as wide as
/// that of so many independent samples as the runs are worth, read at the same shares of the sample. What they are worth
/// differs from quantile to quantile, because runs agree less often in being beyond a far quantile than in being above the middle.
/// </summary>
public static class QuantileOfCorrelated
{
    /// <summary>The quantile of samples in the order in which they were taken; claimable when they are worth <see cref="Quantile.NeededSamples"/>.</summary>
    public static QuantileEstimate Estimate(ReadOnlySpan<double> samples, double p, double confidence = 0.95)
    {
        double[] sorted = Quantile.Sorted(samples);
        int n = sorted.Length;
        int worth = (int)EffectiveSampleSize(samples, p);
        double tail = (1 - confidence) / 2;
        double low = QuantileRanks.Lower(worth, p, tail);
        double high = QuantileRanks.Upper(worth, p, tail);
        double scale = (n + 1.0) / (worth + 1);
        return new QuantileEstimate(
            p,
            Quantile.OfSorted(sorted, p),
            low >= 1 ? Quantile.AtRank(sorted, low * scale) : null,
            high <= worth ? Quantile.AtRank(sorted, high * scale) : null,
            n,
            Quantile.NeededSamples(p, confidence));
    }

    /// <summary>
    /// How many independent samples would fix this quantile as well, 1 to n. The count of samples below it has the
    /// autocorrelations of "is below", which follow from those of the samples' normal scores when they depend on each other as
    /// normal numbers do: (P(both below) − p²) / (p (1 − p)), the probability by R. L. Plackett's integral, "A Reduction Formula for
    /// Normal Multivariate Integrals", Biometrika 41 (1954). The sum is ended by Geyer's rule as in <see cref="Autocorrelation"/>.
    /// </summary>
    public static double EffectiveSampleSize(ReadOnlySpan<double> samples, double p)
    {
        if (!(p > 0 && p < 1) || samples.Length < 4)
        {
            return samples.Length;
        }

        double[] scores = NormalScores.Of(samples);
        int lags = 2 * Autocorrelation.InitialMonotonePairs(scores).Count;
        double[] function = Autocorrelation.Function(scores, lags - 1);
        double z = Normal.Quantile(p);
        double sum = 1;
        for (int lag = 1; lag < function.Length; lag++)
        {
            sum += 2 * OfBeingBelow(function[lag], z, p);
        }

        return samples.Length / Math.Clamp(sum, 1, samples.Length);
    }

    private static double OfBeingBelow(double correlation, double z, double p)
    {
        // Simpson's rule on r = sin(angle), which takes the root out of the integrand.
        const int Steps = 16;
        double width = Math.Asin(Math.Clamp(correlation, -1, 1)) / Steps;
        double sum = 0;
        for (int i = 0; i <= Steps; i++)
        {
            double weight = i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.Exp(-z * z / (1 + Math.Sin(i * width)));
        }

        return sum * width / 3 / (2 * Math.PI) / (p * (1 - p));
    }
}
