namespace Hone.Statistics;

/// <summary>
/// The t test of two means whose variances may differ: B. L. Welch, "The Generalization of 'Student's' Problem when Several
/// Different Population Variances are Involved", Biometrika 34 (1947). Here for comparison with other tools: it answers
/// for independent samples of a steady machine, which timings seldom are.
/// </summary>
public static class Welch
{
    /// <summary>
    /// T is positive when x has the larger mean; the p-value is two-sided. Samples that do not vary at all: p is 1 when they
    /// are equal, else 0 with an infinite T.
    /// </summary>
    /// <param name="x">At least two values.</param>
    /// <param name="y">At least two values.</param>
    public static (double T, double DegreesOfFreedom, double PValue) Test(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length < 2 || y.Length < 2)
        {
            throw new ArgumentException("both samples need at least two values");
        }

        (double meanX, double variance) = MeanAndItsVariance(x);
        (double meanY, double other) = MeanAndItsVariance(y);
        double sum = variance + other;
        double difference = meanX - meanY;
        if (sum == 0)
        {
            return difference == 0
                ? (0, x.Length + y.Length - 2, 1)
                : (difference > 0 ? double.PositiveInfinity : double.NegativeInfinity, x.Length + y.Length - 2, 0);
        }

        // Shares of the variance, not their squares: tiny variances would vanish when squared (F. E. Satterthwaite, 1946).
        double shareX = variance / sum;
        double shareY = other / sum;
        double df = 1 / (shareX * shareX / (x.Length - 1) + shareY * shareY / (y.Length - 1));
        double t = difference / Math.Sqrt(sum);
        return (t, df, StudentT.TwoSided(t, df));
    }

    private static (double Mean, double VarianceOfMean) MeanAndItsVariance(ReadOnlySpan<double> samples)
    {
        double mean = Mean.Of(samples);
        double squares = 0;
        double rest = 0;
        foreach (double sample in samples)
        {
            squares += (sample - mean) * (sample - mean);
            rest += sample - mean;
        }

        // The rest is what rounding left of a mean (Chan, Golub and LeVeque, The American Statistician 37 (1983)).
        double variance = (squares - rest * rest / samples.Length) / (samples.Length - 1);
        return (mean, Math.Max(0, variance) / samples.Length);
    }
}
