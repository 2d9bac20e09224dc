namespace Hone.Statistics;

/// <summary>The entry check of the rank methods: one infinite or undefined number would move every rank silently.</summary>
internal static class Finite
{
    /// <summary>An ascending copy of samples that are all finite.</summary>
    public static double[] Sorted(ReadOnlySpan<double> samples)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException("at least one sample is needed", nameof(samples));
        }

        double[] sorted = samples.ToArray();
        Array.Sort(sorted);
        if (!double.IsFinite(sorted[0]) || !double.IsFinite(sorted[^1]))
        {
            throw new ArgumentException("a sample is not a finite number", nameof(samples));
        }

        return sorted;
    }
}
