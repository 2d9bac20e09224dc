namespace Hone.Statistics;

/// <summary>
/// Bootstrap intervals, corrected for bias and for a spread that changes with the estimate (BCa): B. Efron, "Better
/// Bootstrap Confidence Intervals", JASA 82 (1987); T. J. DiCiccio and B. Efron, "Bootstrap Confidence Intervals", Statistical
/// Science 11 (1996). Seeded: the same samples give the same interval.
/// </summary>
public static class Bootstrap
{
    /// <summary>The usual number of resamples.</summary>
    public const int Resamples = 2000;

    /// <summary>The BCa interval of any statistic of one sample, in the statistic's unit. The samples are resampled one by one.</summary>
    /// <param name="samples">At least two.</param>
    /// <param name="statistic">A number computed from a sample; called <paramref name="resamples"/> + n + 1 times, on a buffer that it may reorder.</param>
    /// <param name="confidence">Such as 0.95.</param>
    /// <param name="seed">Where the random numbers start.</param>
    /// <param name="resamples">At least 100.</param>
    public static Interval Bca(
        ReadOnlySpan<double> samples, Func<Span<double>, double> statistic, double confidence = 0.95, ulong seed = 1, int resamples = Resamples)
    {
        int n = samples.Length;
        if (n < 2)
        {
            throw new ArgumentException("a bootstrap needs at least two samples", nameof(samples));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 100);
        double[] buffer = samples.ToArray();
        double estimate = statistic(buffer);
        double[] left = new double[n];
        for (int i = 0; i < n; i++)
        {
            samples[..i].CopyTo(buffer);
            samples[(i + 1)..].CopyTo(buffer.AsSpan(i));
            left[i] = statistic(buffer.AsSpan(0, n - 1));
        }

        SeededRandom random = new(seed);
        double[] replicates = new double[resamples];
        for (int b = 0; b < resamples; b++)
        {
            for (int i = 0; i < n; i++)
            {
                buffer[i] = samples[random.NextIndex(n)];
            }

            replicates[b] = statistic(buffer);
        }

        return FromReplicates(replicates, estimate, Acceleration(left), confidence);
    }

    /// <summary>
    /// The interval of quantile(y) − quantile(x), in the unit of the samples; null while either sample is too small to carry
    /// the quantile (<see cref="Quantile.NeededSamples"/>).
    /// </summary>
    public static Interval? QuantileDifference(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, double p, double confidence = 0.95, ulong seed = 1, int resamples = Resamples) =>
        Carry(x, y, p, confidence) ? QuantileBootstrap.Difference(Quantile.Sorted(x), Quantile.Sorted(y), p, confidence, seed, resamples) : null;

    /// <summary>The interval of ln(quantile(y) / quantile(x)), null as above. All samples must be above zero.</summary>
    public static Interval? QuantileLogRatio(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, double p, double confidence = 0.95, ulong seed = 1, int resamples = Resamples) =>
        Carry(x, y, p, confidence) ? QuantileBootstrap.Difference(Logarithms(x), Logarithms(y), p, confidence, seed, resamples) : null;

    /// <summary>How fast the spread changes with the estimate, from the statistic without each sample in turn (Efron 1987, §6).</summary>
    public static double Acceleration(ReadOnlySpan<double> leaveOneOut)
    {
        (double cubes, double squares) = Influence(leaveOneOut);
        return Acceleration(cubes, squares);
    }

    /// <summary>The acceleration from the sums of cubes and squares of the influences (Efron 1987, §6).</summary>
    internal static double Acceleration(double cubes, double squares) => squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;

    /// <summary>
    /// Σ u³/n³ and Σ u²/n² with u = (n − 1)(mean − leave-one-out value): what one sample adds to the acceleration; the sums of
    /// independent samples add up.
    /// </summary>
    internal static (double Cubes, double Squares) Influence(ReadOnlySpan<double> leaveOneOut)
    {
        double n = leaveOneOut.Length;
        double mean = Mean.Of(leaveOneOut);
        double cubes = 0;
        double squares = 0;
        foreach (double value in leaveOneOut)
        {
            double u = (n - 1) * (mean - value) / n;
            cubes += u * u * u;
            squares += u * u;
        }

        return (cubes, squares);
    }

    /// <summary>
    /// The interval from replicates that were made elsewhere (sorted here in place), the estimate on the sample itself, and the
    /// acceleration.
    /// </summary>
    public static Interval FromReplicates(double[] replicates, double estimate, double acceleration, double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "a confidence lies between 0 and 1");
        }

        Array.Sort(replicates);
        if (replicates[0] == replicates[^1] || double.IsNaN(replicates[0]))
        {
            return new Interval(replicates[0], replicates[0]);
        }

        // Replicates equal to the estimate count half below: quantiles of few values repeat themselves.
        int below = 0;
        int equal = 0;
        foreach (double replicate in replicates)
        {
            below += replicate < estimate ? 1 : 0;
            equal += replicate == estimate ? 1 : 0;
        }

        double half = 0.5 / replicates.Length;
        double bias = Normal.Quantile(Math.Clamp((below + 0.5 * equal) / replicates.Length, half, 1 - half));
        double z = Normal.Quantile((1 - confidence) / 2);
        return new Interval(At(replicates, bias, acceleration, z), At(replicates, bias, acceleration, -z));
    }

    private static bool Carry(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double p, double confidence) =>
        Math.Min(x.Length, y.Length) >= Quantile.NeededSamples(p, confidence);

    /// <summary>Sorted; between order statistics the quantile is then geometric, a difference far below the interval's width.</summary>
    private static double[] Logarithms(ReadOnlySpan<double> samples)
    {
        double[] sorted = Quantile.Sorted(samples);
        if (!(sorted[0] > 0))
        {
            throw new ArgumentException("a ratio needs samples above zero", nameof(samples));
        }

        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = Math.Log(sorted[i]);
        }

        return sorted;
    }

    private static double At(double[] sorted, double bias, double acceleration, double z)
    {
        double shifted = bias + z;
        double shrink = 1 - acceleration * shifted;

        // Past this point the transformation folds back (DiCiccio and Efron 1996, §3): the outermost replicate stands.
        double level = shrink > 0 ? Normal.Cdf(bias + shifted / shrink) : z < 0 ? 0 : 1;
        return Quantile.OfSorted(sorted, level);
    }
}
