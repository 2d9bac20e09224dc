using System.Numerics;

namespace Hone.Measurement.Latency;

/// <summary>
/// Counts of latencies in nanoseconds in buckets of at most 1/1024 of their value (after the log-linear buckets of G. Tene's
/// HdrHistogram): below 2,048 ns every nanosecond has a bucket of its own, above that every power of two has 1,024. A value is
/// given back as the middle of its bucket, so it is wrong by at most 0.05 %. Not safe for several threads.
/// </summary>
public sealed class LatencyHistogram
{
    /// <summary>The largest relative difference between a recorded value and what is given back for it.</summary>
    public const double RelativeError = 1.0 / 2048;

    /// <summary>Values from here on, 19.5 hours, share the last bucket; <see cref="Max"/> still tells the largest exactly.</summary>
    public const long Highest = 1L << 46;

    private const int Bits = 10;
    private const int Half = 1 << Bits;

    private readonly long[] _counts = new long[Index(Highest - 1) + 1];

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The smallest value in nanoseconds, exact; 0 when there is none.</summary>
    public long Min { get; private set; }

    /// <summary>The largest value in nanoseconds, exact; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>The sum of all values in nanoseconds, exact to the digits of a double.</summary>
    public double Sum { get; private set; }

    /// <summary>The number of the bucket that a value falls into.</summary>
    public static int Index(long value)
    {
        long held = Math.Clamp(value, 0, Highest - 1);
        int shift = Math.Max(0, BitOperations.Log2((ulong)held) - Bits);
        return (shift << Bits) + (int)(held >> shift);
    }

    /// <summary>The first value of a bucket.</summary>
    public static long Low(int index)
    {
        int shift = Math.Max(0, (index >> Bits) - 1);
        return (long)(index - (shift << Bits)) << shift;
    }

    /// <summary>Counts one value; a negative one, which only a broken clock gives, counts as 0.</summary>
    public void Add(long nanoseconds) => Add(nanoseconds, 1);

    /// <summary>Counts a value several times.</summary>
    public void Add(long nanoseconds, long times)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        if (times == 0)
        {
            return;
        }

        long value = Math.Max(0, nanoseconds);
        _counts[Index(value)] += times;
        Min = Count == 0 ? value : Math.Min(Min, value);
        Max = Math.Max(Max, value);
        Sum += (double)value * times;
        Count += times;
    }

    /// <summary>Adds everything that another histogram counted.</summary>
    public void Add(LatencyHistogram other)
    {
        if (other.Count == 0)
        {
            return;
        }

        for (int i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Min = Count == 0 ? other.Min : Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
        Sum += other.Sum;
        Count += other.Count;
    }

    /// <summary>The value of a rank counted from 1, in nanoseconds: the middle of its bucket, within <see cref="Min"/> and <see cref="Max"/>.</summary>
    public long AtRank(long rank)
    {
        if (rank < 1 || rank > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(rank), rank, "a rank lies between 1 and the count");
        }

        long seen = 0;
        int index = -1;
        while (seen < rank)
        {
            seen += _counts[++index];
        }

        long low = Low(index);
        long middle = low + ((Low(index + 1) - low) >> 1);
        return index == _counts.Length - 1 ? Max : Math.Clamp(middle, Min, Max);
    }

    /// <summary>How many values lie in buckets above that of <paramref name="nanoseconds"/>.</summary>
    public long CountAbove(long nanoseconds)
    {
        long above = 0;
        for (int i = Index(nanoseconds) + 1; i < _counts.Length; i++)
        {
            above += _counts[i];
        }

        return above;
    }

    /// <summary>The buckets that are not empty: the first value of each, and its count, ascending.</summary>
    public IEnumerable<(long Low, long Count)> Buckets()
    {
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                yield return (Low(i), _counts[i]);
            }
        }
    }
}
