namespace Hone.Statistics;

/// <summary>The median absolute deviation: a spread that a few wild samples do not move.</summary>
public static class Mad
{
    /// <summary>
    /// What a deviation is multiplied with to estimate the standard deviation of normal samples: 1 / Φ⁻¹(3/4)
    /// (Rousseeuw and Croux, JASA 88 (1993)).
    /// </summary>
    public const double NormalScale = 1.482602218505602;

    /// <summary>The median of the distances from the median, in the unit of the samples, unscaled.</summary>
    public static double Of(ReadOnlySpan<double> samples)
    {
        double middle = Median.Of(samples);
        double[] distances = new double[samples.Length];
        for (int i = 0; i < distances.Length; i++)
        {
            distances[i] = Math.Abs(samples[i] - middle);
        }

        return Median.Of(distances);
    }
}
