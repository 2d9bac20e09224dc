namespace Hone.Statistics;

/// <summary>
/// Samples replaced by where they would stand in a normal sample, in the order taken: Φ⁻¹((rank − 3/8) / (n + 1/4)), G. Blom,
/// Statistical Estimates and Transformed Beta Variables (1958). Wild values keep their place and lose their weight.
/// </summary>
internal static class NormalScores
{
    /// <summary>The scores; equal samples get equal ones.</summary>
    public static double[] Of(ReadOnlySpan<double> samples)
    {
        double[] sorted = samples.ToArray();
        int[] places = new int[sorted.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        Array.Sort(sorted, places);
        if (sorted.Length > 0 && double.IsNaN(sorted[0]))
        {
            throw new ArgumentException("a sample is not a number", nameof(samples));
        }

        long[] ranks = new long[sorted.Length];
        Ranks.OfSorted(sorted, ranks);
        double[] scores = new double[sorted.Length];
        for (int i = 0; i < ranks.Length; i++)
        {
            scores[places[i]] = Normal.Quantile((ranks[i] / 2.0 - 0.375) / (sorted.Length + 0.25));
        }

        return scores;
    }
}
