namespace Hone.Statistics;

/// <summary>
/// The n(n + 1)/2 averages of a sample's members with each other and themselves, in ascending order, never all made:
/// J. E. Walsh, "Some Significance Tests for the Median which are Valid Under Very General Conditions", Annals of
/// Mathematical Statistics 20 (1949). The signed-rank test, its interval and its estimate are all ranks among them.
/// </summary>
public sealed class WalshAverages
{
    private readonly double[] _sorted;

    /// <summary>Takes a sample in any order; every member must be finite.</summary>
    public WalshAverages(ReadOnlySpan<double> samples)
    {
        _sorted = Finite.Sorted(samples);
        Count = (long)_sorted.Length * (_sorted.Length + 1) / 2;
    }

    /// <summary>How many there are.</summary>
    public long Count { get; }

    /// <summary>The k-th smallest, k from 1 to <see cref="Count"/>; O(n) time per bit of a double.</summary>
    public double Smallest(long k) => ImplicitOrder.Select(_sorted[0], _sorted[^1], k, AtMost);

    /// <summary>The median of them.</summary>
    public double Median()
    {
        double low = Smallest((Count + 1) / 2);
        if (Count % 2 == 1)
        {
            return low;
        }

        double high = Smallest(Count / 2 + 1);
        return low + (high - low) / 2;
    }

    /// <summary>
    /// How many are at most v: as the smaller partner rises, the last larger partner that fits falls, so both ends walk
    /// towards each other once.
    /// </summary>
    private long AtMost(double v)
    {
        double[] x = _sorted;
        long count = 0;
        int j = x.Length - 1;
        for (int i = 0; i <= j; i++)
        {
            while (j >= i && (x[i] + x[j]) / 2 > v)
            {
                j--;
            }

            count += j - i + 1;
        }

        return count;
    }
}
