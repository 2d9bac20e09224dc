using System.Text;
using Hone.Statistics;

namespace Hone.Reporting.Comparisons;

/// <summary>Small histograms of several samples on one axis, a line each.</summary>
public static class Histogram
{
    private const string Blocks = " ▁▂▃▄▅▆▇█";
    private const string Plain = " .:-=+*#@";

    // Beyond this many interquartile ranges above the upper quartile is the tail of a busy machine: it would push everything
    // else into one column, and is counted instead.
    private const double Reach = 4;

    /// <summary>The counts of each sample in equal columns, and what they stand for.</summary>
    /// <param name="Low">Where the first column begins, in the unit of the samples.</param>
    /// <param name="High">Where the last one ends.</param>
    /// <param name="Counts">Counts by sample and column.</param>
    /// <param name="Beyond">By sample: how many lie above <paramref name="High"/>.</param>
    public sealed record Columns(double Low, double High, IReadOnlyList<int[]> Counts, IReadOnlyList<int> Beyond);

    /// <summary>Counts samples, each with at least one value; null when all values are the same, so that there is no axis.</summary>
    public static Columns? Count(IReadOnlyList<double[]> samples, int columns)
    {
        double low = samples.Min(sample => sample.Min());
        double high = samples.Max(Far);
        if (!(high > low) || !double.IsFinite(high - low))
        {
            return null;
        }

        List<int[]> counts = [];
        List<int> beyond = [];
        foreach (double[] sample in samples)
        {
            int[] count = new int[columns];
            foreach (double value in sample.Where(value => value <= high))
            {
                count[Math.Min(columns - 1, (int)((value - low) / (high - low) * columns))]++;
            }

            counts.Add(count);
            beyond.Add(sample.Count(value => value > high));
        }

        return new(low, high, counts, beyond);
    }

    /// <summary>One sample as a line; its fullest column is the highest mark, and no value is drawn as nothing.</summary>
    public static string Draw(int[] counts, bool unicode)
    {
        string marks = unicode ? Blocks : Plain;
        int most = Math.Max(1, counts.Max());
        StringBuilder line = new(counts.Length);
        foreach (int count in counts)
        {
            line.Append(marks[count == 0 ? 0 : Math.Max(1, (int)Math.Round((double)count / most * (marks.Length - 1)))]);
        }

        return line.ToString();
    }

    private static double Far(double[] sample)
    {
        double[] sorted = [.. sample.Order()];
        double lower = Quantile.OfSorted(sorted, 0.25);
        double upper = Quantile.OfSorted(sorted, 0.75);
        double limit = upper + (Reach * (upper - lower));
        return sorted.Last(value => value <= limit);
    }
}
