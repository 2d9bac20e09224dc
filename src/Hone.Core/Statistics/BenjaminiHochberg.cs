namespace Hone.Statistics;

/// <summary>
/// Many comparisons at once: Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate: A Practical and Powerful
/// Approach to Multiple Testing", JRSS B 57 (1995). Of what is called different at an adjusted p of 0.05, at most one in
/// twenty is expected to be wrong.
/// </summary>
public static class BenjaminiHochberg
{
    /// <summary>The adjusted p-values, in the order of the given ones: each is the smallest rate at which its test would be called.</summary>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        double[] sorted = pValues.ToArray();
        int[] places = new int[sorted.Length];
        for (int i = 0; i < places.Length; i++)
        {
            if (!(sorted[i] >= 0 && sorted[i] <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), sorted[i], "a p-value lies between 0 and 1");
            }

            places[i] = i;
        }

        Array.Sort(sorted, places);
        double[] adjusted = new double[sorted.Length];
        double least = 1;
        for (int rank = sorted.Length; rank >= 1; rank--)
        {
            least = Math.Min(least, sorted[rank - 1] * sorted.Length / rank);
            adjusted[places[rank - 1]] = least;
        }

        return adjusted;
    }
}
