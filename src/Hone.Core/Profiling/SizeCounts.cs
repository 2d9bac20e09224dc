namespace Hone.Profiling;

/// <summary>Counts sizes to find their median: exact for the first 1,024 different sizes, then by powers of two.</summary>
internal sealed class SizeCounts
{
    private const int MaxExact = 1024;

    private readonly Dictionary<long, long> _counts = [];
    private long _total;

    /// <summary>Counts one size, 0 or more.</summary>
    public void Add(long size)
    {
        if (_counts.Count >= MaxExact && !_counts.ContainsKey(size))
        {
            size = size == 0 ? 0 : 1L << (63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)size));
        }

        _counts[size] = _counts.GetValueOrDefault(size) + 1;
        _total++;
    }

    /// <summary>The size that half of the counted ones do not exceed; null when none was counted.</summary>
    public long? Median()
    {
        long below = 0;
        foreach ((long size, long count) in _counts.OrderBy(pair => pair.Key))
        {
            below += count;
            if (below * 2 >= _total)
            {
                return size;
            }
        }

        return null;
    }
}
