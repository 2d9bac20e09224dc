using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hone.Equivalence.Normalisers.Formats;

/// <summary>
/// Lines in any order, however many: the sum of their SHA-256 hashes modulo 2^256 and their number. Two texts give the same when
/// they have the same lines equally often (an additive multiset hash; Clarke et al., "Incremental multiset hash functions",
/// ASIACRYPT 2003).
/// </summary>
internal sealed class LineBag
{
    private readonly ulong[] _sum = new ulong[4];
    private readonly IncrementalHash _line = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _lines;
    private bool _begun;

    /// <summary>Reads the next piece.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int end = bytes.IndexOf((byte)'\n');
            _line.AppendData(end < 0 ? bytes : bytes[..end]);
            _begun = end < 0;
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (end >= 0)
            {
                EndLine();
            }
        }
    }

    /// <summary>Hands out what stands for the lines.</summary>
    public void Finish(ITokenSink sink)
    {
        Span<byte> bytes = stackalloc byte[8 + 32 + 1];
        bytes[40] = (byte)(_begun ? 1 : 0);
        if (_begun)
        {
            // A last line without its line feed is another line.
            _line.AppendData("\n"u8);
            EndLine();
        }

        BinaryPrimitives.WriteInt64BigEndian(bytes, _lines);
        for (int i = 0; i < _sum.Length; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes[(8 + (8 * i))..], _sum[i]);
        }

        sink.Literal(bytes);
        Array.Clear(_sum);
        (_lines, _begun) = (0, false);
    }

    private void EndLine()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _line.GetHashAndReset(hash);
        UInt128 carry = 0;
        for (int i = _sum.Length - 1; i >= 0; i--)
        {
            carry += (UInt128)_sum[i] + BinaryPrimitives.ReadUInt64BigEndian(hash[(8 * i)..]);
            _sum[i] = (ulong)carry;
            carry >>= 64;
        }

        _lines++;
    }
}
