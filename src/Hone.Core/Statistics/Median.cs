namespace Hone.Statistics;

/// <summary>The middle of a sample.</summary>
public static class Median
{
    /// <summary>The median of samples in any order: the middle one, or the mean of the two middle ones.</summary>
    public static double Of(ReadOnlySpan<double> samples) => Quantile.OfSorted(Quantile.Sorted(samples), 0.5);
}
