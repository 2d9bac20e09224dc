using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hone.Equivalence.Normalisers;

/// <summary>A token as it is remembered from one run to the next, whatever its length.</summary>
/// <param name="Offset">How many bytes outside of tokens lie before it.</param>
/// <param name="Rule">The normaliser that knows it.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Digest">The first 16 bytes of its SHA-256.</param>
public readonly record struct TokenRecord(long Offset, int Rule, int Length, UInt128 Digest)
{
    /// <summary>The size of a record in a spool.</summary>
    public const int Size = 32;

    /// <summary>The record of a token.</summary>
    public static TokenRecord Of(long offset, int rule, ReadOnlySpan<byte> raw)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(raw, hash);
        return new(offset, rule, raw.Length, BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Writes it into <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> into)
    {
        BinaryPrimitives.WriteInt64BigEndian(into, Offset);
        BinaryPrimitives.WriteInt32BigEndian(into[8..], Rule);
        BinaryPrimitives.WriteInt32BigEndian(into[12..], Length);
        BinaryPrimitives.WriteUInt128BigEndian(into[16..], Digest);
    }

    /// <summary>The records of a spool, from its beginning; one reader at a time.</summary>
    public static IEnumerable<TokenRecord> ReadAll(Stream spool)
    {
        spool.Position = 0;
        byte[] records = new byte[Size * 1024];
        int read;
        while ((read = spool.ReadAtLeast(records, records.Length, throwOnEndOfStream: false)) > 0)
        {
            for (int at = 0; at + Size <= read; at += Size)
            {
                yield return Read(records.AsSpan(at));
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static TokenRecord Read(ReadOnlySpan<byte> from) => new(
        BinaryPrimitives.ReadInt64BigEndian(from),
        BinaryPrimitives.ReadInt32BigEndian(from[8..]),
        BinaryPrimitives.ReadInt32BigEndian(from[12..]),
        BinaryPrimitives.ReadUInt128BigEndian(from[16..]));
}
