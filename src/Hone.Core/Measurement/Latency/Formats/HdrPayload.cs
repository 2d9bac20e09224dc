using System.Buffers.Binary;
using System.IO.Compression;

namespace Hone.Measurement.Latency.Formats;

/// <summary>
/// Decodes one compressed histogram of an HdrHistogram log (HdrHistogram/HdrHistogram, AbstractHistogram.java): base64, a
/// cookie and a length, zlib (RFC 1950), then a header of 40 bytes and the counts; in V2 as zig-zag LEB128 numbers of which
/// negative ones are runs of empty buckets, in V1 as big-endian words of 2, 4 or 8 bytes.
/// </summary>
internal static class HdrPayload
{
    private const int V1 = 0x1c849301;
    private const int V1Compressed = 0x1c849302;
    private const int V2 = 0x1c849303;
    private const int V2Compressed = 0x1c849304;
    private const int CookieMask = ~0xf0;
    private const int HeaderBytes = 40;
    private const int MostBytes = 32 << 20;

    /// <summary>The counts of a payload, each value the middle of its bucket; false, with the reason, when it is none.</summary>
    /// <param name="base64">The payload's text.</param>
    /// <param name="unit">How many nanoseconds a value of 1 is.</param>
    public static bool TryDecode(string base64, double unit, out LatencyHistogram counts, out string reason)
    {
        counts = new();
        byte[] outer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, outer, out int length) || length < 8)
        {
            reason = "the payload is no base64, or cut off";
            return false;
        }

        int cookie = BinaryPrimitives.ReadInt32BigEndian(outer) & CookieMask;
        if (cookie is not V1Compressed and not V2Compressed)
        {
            reason = "the payload is no HdrHistogram of version 1 or 2";
            return false;
        }

        if (BinaryPrimitives.ReadInt32BigEndian(outer.AsSpan(4)) is int stated && stated != length - 8)
        {
            reason = "the payload is cut off";
            return false;
        }

        if (Inflate(outer.AsMemory(8, length - 8)) is not byte[] inner || inner.Length < HeaderBytes)
        {
            reason = "the payload cannot be decompressed, or to more than 32 MiB";
            return false;
        }

        reason = Fill(inner, cookie == V2Compressed, unit, counts);
        return reason.Length == 0;
    }

    private static byte[]? Inflate(ReadOnlyMemory<byte> compressed)
    {
        try
        {
            using MemoryStream source = new(compressed.ToArray());
            using ZLibStream zlib = new(source, CompressionMode.Decompress);
            using MemoryStream result = new();
            byte[] buffer = new byte[64 << 10];
            while (zlib.Read(buffer, 0, buffer.Length) is int got and > 0)
            {
                result.Write(buffer, 0, got);
                if (result.Length > MostBytes)
                {
                    return null;
                }
            }

            return result.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static string Fill(byte[] inner, bool second, double unit, LatencyHistogram counts)
    {
        int raw = BinaryPrimitives.ReadInt32BigEndian(inner);
        int length = BinaryPrimitives.ReadInt32BigEndian(inner.AsSpan(4));
        int digits = BinaryPrimitives.ReadInt32BigEndian(inner.AsSpan(12));
        long lowest = BinaryPrimitives.ReadInt64BigEndian(inner.AsSpan(16));
        double ratio = BinaryPrimitives.ReadDoubleBigEndian(inner.AsSpan(32));
        if ((raw & CookieMask) != (second ? V2 : V1) || length < 0 || length > inner.Length - HeaderBytes
            || BinaryPrimitives.ReadInt32BigEndian(inner.AsSpan(8)) != 0 || digits is < 0 or > 5 || lowest < 1 || lowest > 1L << 40 || !(ratio > 0 && ratio < 1e12))
        {
            return "the histogram's header is damaged, or of a kind that is not read (shifted values)";
        }

        HdrBuckets buckets = new(digits, lowest);
        ReadOnlySpan<byte> words = inner.AsSpan(HeaderBytes, length);
        return second ? FillPacked(words, buckets, unit * ratio, counts) : FillWords(words, (raw & ~CookieMask) >> 4, buckets, unit * ratio, counts);
    }

    private static string FillPacked(ReadOnlySpan<byte> words, HdrBuckets buckets, double unit, LatencyHistogram counts)
    {
        long index = 0;
        while (words.Length > 0)
        {
            if (!TakeZigZag(ref words, out long number))
            {
                return "the histogram's counts are cut off";
            }

            if (number < 0)
            {
                if (number < -int.MaxValue)
                {
                    return "the histogram's counts are damaged";
                }

                index -= number;
            }
            else if (!Add(index++, number, buckets, unit, counts))
            {
                return "the histogram's counts are damaged";
            }
        }

        return "";
    }

    private static string FillWords(ReadOnlySpan<byte> words, int size, HdrBuckets buckets, double unit, LatencyHistogram counts)
    {
        if (size is not (2 or 4 or 8) || words.Length % size != 0)
        {
            return "the histogram's counts are damaged";
        }

        for (int index = 0; index * size < words.Length; index++)
        {
            ReadOnlySpan<byte> word = words[(index * size)..];
            long count = size switch { 2 => BinaryPrimitives.ReadInt16BigEndian(word), 4 => BinaryPrimitives.ReadInt32BigEndian(word), _ => BinaryPrimitives.ReadInt64BigEndian(word) };
            if (count < 0 || !Add(index, count, buckets, unit, counts))
            {
                return "the histogram's counts are damaged";
            }
        }

        return "";
    }

    private static bool Add(long index, long count, HdrBuckets buckets, double unit, LatencyHistogram counts)
    {
        if (count == 0)
        {
            return true;
        }

        double value = buckets.Middle(index) * unit;
        if (count > 1L << 50 || counts.Count > 1L << 52 || !LatencyValues.IsLatency(value))
        {
            return false;
        }

        counts.Add((long)Math.Round(value), count);
        return true;
    }

    // LEB128-64b9B: seven bits a byte, the lowest first; a ninth byte has eight. The sign is the lowest bit (zig-zag).
    private static bool TakeZigZag(ref ReadOnlySpan<byte> words, out long number)
    {
        ulong bits = 0;
        number = 0;
        for (int at = 0; at < 9; at++)
        {
            if (at >= words.Length)
            {
                return false;
            }

            byte next = words[at];
            bits |= (ulong)(at == 8 ? next : next & 0x7f) << (7 * at);
            if ((next & 0x80) == 0 || at == 8)
            {
                words = words[(at + 1)..];
                number = (long)(bits >> 1) ^ -(long)(bits & 1);
                return true;
            }
        }

        return false;
    }
}
