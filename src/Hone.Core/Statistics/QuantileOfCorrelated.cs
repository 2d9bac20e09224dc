namespace Hone.Statistics;

/// <summary>
/// Quantiles of runs that resemble their neighbours. The value is that of <see cref="Quantile"/>; the interval is as wide as
/// that of so many independent samples as the runs are worth, read at the same shares of the sample. What they are worth
/// differs from quantile to quantile, because runs agree less often in being beyond a far quantile than in being above the middle.
/// Simulated with bench/coverage: 95 % intervals of the median hold the truth in 94–97 % of cases for AR(1) noise up to 0.5 from 80 runs
/// on, up to 0.8 from 200 on; nearer to the fewest, those that are printed are those whose autocorrelation was underestimated.
/// </summary>
public static class QuantileOfCorrelated
{
    // An autocorrelation cannot be told from few runs: how large the relative standard error of what they are worth may be.
    // 0.28 asks for 52 runs that do not resemble each other at all and for 142 at a correlation of 0.8.
    private const double LargestError = 0.28;

    // By how many standard errors the runs must be worth more than enough: without it the intervals that are printed near
    // the limit would be those whose autocorrelation was underestimated.
    private const double Margin = 1.64;

    // The correlation of neighbours counts as half a standard error more than it was found: an interval that is too narrow for what it
    // was underestimated by loses more than one that is too wide for the same wins.
    private const double Caution = 0.5;

    /// <summary>From so many samples on it can be told whether they resemble their neighbours, and what that makes them worth.</summary>
    public const int Fewest = 52;

    /// <summary>
    /// The quantile of runs in the order in which they were taken, as it is printed: from <see cref="Fewest"/> on by
    /// <see cref="Estimate"/>; below, with the interval of independent samples, but with none when neighbours are found to resemble
    /// each other (<see cref="Autocorrelation.IsFound"/>), since so few cannot tell how much.
    /// </summary>
    public static QuantileEstimate OfRuns(ReadOnlySpan<double> samples, double p, double confidence = 0.95) =>
        samples.Length >= Fewest || Autocorrelation.IsFound(samples) ? Estimate(samples, p, confidence) : Quantile.Estimate(samples, p, confidence);

    /// <summary>
    /// The quantile of samples in the order in which they were taken. Claimable when they are surely worth
    /// <see cref="Quantile.NeededSamples"/>; the estimate's own <see cref="QuantileEstimate.NeededSamples"/> says about how many runs
    /// of this kind that takes.
    /// </summary>
    public static QuantileEstimate Estimate(ReadOnlySpan<double> samples, double p, double confidence = 0.95)
    {
        double[] sorted = Quantile.Sorted(samples);
        double value = Quantile.OfSorted(sorted, p);
        int n = sorted.Length;
        (double inflation, double neighbours) = Worth(samples, p);
        int needed = Needed(Quantile.NeededSamples(p, confidence), inflation, neighbours);
        int independent = (int)(n / inflation);
        double tail = (1 - confidence) / 2;
        double low = QuantileRanks.Lower(independent, p, tail);
        double high = QuantileRanks.Upper(independent, p, tail);
        double scale = (n + 1.0) / (independent + 1);
        return new QuantileEstimate(
            p,
            value,
            n >= needed && low >= 1 ? Quantile.LowerLimit(sorted, low * scale) : null,
            n >= needed && high <= independent ? Quantile.UpperLimit(sorted, high * scale) : null,
            n,
            needed);
    }

    /// <summary>
    /// How many independent samples would fix this quantile as well, 1 to n: n / (1 + 2 Σ ρ) with the autocorrelations of "lies
    /// below the quantile". The larger of two sums counts: that of an AR(1) process, and the free one as far as Geyer's rule
    /// (<see cref="Autocorrelation"/>) goes.
    /// </summary>
    public static double EffectiveSampleSize(ReadOnlySpan<double> samples, double p) => samples.Length / Worth(samples, p).Inflation;

    /// <summary>How many runs say as much as one independent sample, and the correlation of a run with the next one.</summary>
    private static (double Inflation, double Neighbours) Worth(ReadOnlySpan<double> samples, double p)
    {
        int n = samples.Length;
        if (!(p > 0 && p < 1) || n < 8)
        {
            return (1, 0);
        }

        double[] scores = NormalScores.Of(samples);
        double z = Normal.Quantile(p);
        int lags = 2 * Autocorrelation.InitialMonotonePairs(scores).Count - 1;
        double[] function = Autocorrelation.Function(scores, lags);

        // The sample's own mean was taken off, which lowers the first autocorrelation by (1 + 4ρ)/n: F. H. C. Marriott and
        // J. A. Pope, "Bias in the Estimation of Autocorrelations", Biometrika 41 (1954).
        double neighbours = Math.Clamp((n * function[1] + 1) / (n - 4), 0, 0.99);
        double careful = Math.Min(neighbours + Caution * Math.Sqrt((1 - neighbours * neighbours) / n), 0.99);
        double parametric = 1;
        for (double power = careful; power > 1e-4; power *= careful)
        {
            parametric += 2 * OfBeingBelow(power, z, p);
        }

        double free = 1;
        for (int lag = 1; lag < function.Length; lag++)
        {
            free += 2 * OfBeingBelow(function[lag], z, p);
        }

        return (Math.Clamp(Math.Max(parametric, free), 1, n), neighbours);
    }

    /// <summary>The smallest n that is worth enough, if more runs have the same autocorrelation.</summary>
    private static int Needed(int independent, double inflation, double neighbours)
    {
        // (1 + ρ)/(1 − ρ) has the relative standard error 2/√(n(1 − ρ²)), ρ having √((1 − ρ²)/n) (Bartlett, JRSS B 8 (1946)).
        double unit = 4 / (1 - neighbours * neighbours);
        double least = independent * inflation;
        double n = Math.Max(unit / (LargestError * LargestError), least * (1 + Margin * Math.Sqrt(unit / least)));
        return n >= int.MaxValue ? int.MaxValue : (int)Math.Ceiling(n);
    }

    /// <summary>
    /// The correlation of "x lies below" and "y lies below" when x and y correlate as normal numbers do: (P(both) − p²) / (p (1 − p)), P
    /// by R. L. Plackett's integral, "A Reduction Formula for Normal Multivariate Integrals", Biometrika 41 (1954).
    /// </summary>
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
