namespace Hone.Statistics;

/// <summary>The arithmetic mean.</summary>
public static class Mean
{
    /// <summary>The mean of at least one sample, in their unit.</summary>
    public static double Of(ReadOnlySpan<double> samples)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException("a mean needs at least one sample", nameof(samples));
        }

        double sum = 0;
        foreach (double sample in samples)
        {
            sum += sample;
        }

        return sum / samples.Length;
    }
}
