namespace Hone.Statistics;

/// <summary>Whether a sample has one mode or several, such as runs with a warm and a cold cache, and where they lie.</summary>
/// <param name="Dip">Hartigan's dip.</param>
/// <param name="PValue">That of "one mode", by <see cref="DipTest"/>: 0.001 stands for "at most".</param>
/// <param name="Modes">Ascending; a single one unless the p-value is small.</param>
public sealed record Modality(double Dip, double PValue, IReadOnlyList<Mode> Modes)
{
    /// <summary>
    /// Tests samples in any order for more than one mode and, when there are several, divides them where the two sides are most
    /// unlike (N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Trans. SMC 9 (1979)), each side again
    /// as long as the test finds several modes in it (the recursion of S. Maurus and C. Plant, "Skinny-dip", KDD (2016)).
    /// </summary>
    /// <param name="samples">At least one, all finite.</param>
    /// <param name="alpha">How often a sample with one mode is said to have several.</param>
    public static Modality Of(ReadOnlySpan<double> samples, double alpha = 0.01)
    {
        double[] sorted = Finite.Sorted(samples);
        double dip = DipTest.Dip(sorted);
        List<Mode> modes = [];
        Divide(sorted, alpha, sorted.Length, modes);
        return new Modality(dip, DipTest.PValue(dip, sorted.Length), modes);
    }

    private static void Divide(ReadOnlySpan<double> sorted, double alpha, int all, List<Mode> modes)
    {
        int cut = DipTest.PValue(DipTest.Dip(sorted), sorted.Length) <= alpha ? MostUnlike(sorted) : 0;
        if (cut == 0)
        {
            modes.Add(new Mode(Quantile.OfSorted(sorted, 0.5), (double)sorted.Length / all, sorted[0], sorted[^1]));
            return;
        }

        Divide(sorted[..cut], alpha, all, modes);
        Divide(sorted[cut..], alpha, all, modes);
    }

    /// <summary>The cut with the largest variance between its sides; equal samples are never parted.</summary>
    private static int MostUnlike(ReadOnlySpan<double> sorted)
    {
        double middle = sorted[sorted.Length / 2];
        double total = 0;
        foreach (double sample in sorted)
        {
            total += sample - middle;
        }

        double left = 0;
        double most = 0;
        int cut = 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            left += sorted[i - 1] - middle;
            double apart = left / i - (total - left) / (sorted.Length - i);
            double between = apart * apart * i * (sorted.Length - i);
            if (between > most && sorted[i] > sorted[i - 1])
            {
                (most, cut) = (between, i);
            }
        }

        return cut;
    }
}
