using System.Numerics;

namespace Hone.Measurement.Latency.Formats;

/// <summary>Which values a bucket of HdrHistogram holds (HdrHistogram/HdrHistogram, AbstractHistogram.java).</summary>
/// <param name="digits">The significant decimal digits, 0 to 5.</param>
/// <param name="lowest">The lowest value that is told from 0.</param>
internal sealed class HdrBuckets(int digits, long lowest)
{
    private readonly int _unitBits = BitOperations.Log2((ulong)lowest);
    private readonly int _halfBits = Math.Max(BitOperations.Log2(BitOperations.RoundUpToPowerOf2((ulong)(2 * Math.Pow(10, digits)))), 1) - 1;

    /// <summary>The middle of the bucket of an index; infinite when no value is that large.</summary>
    public double Middle(long index)
    {
        long half = 1L << _halfBits;
        long bucket = (index >> _halfBits) - 1;
        long sub = (index & (half - 1)) + half;
        if (bucket < 0)
        {
            (bucket, sub) = (0, sub - half);
        }

        double width = Math.ScaleB(1, (int)Math.Min(bucket, 1000) + _unitBits);
        return sub * width + (width > 1 ? Math.Floor(width / 2) : 0);
    }
}
