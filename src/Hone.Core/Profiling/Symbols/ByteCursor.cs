using System.Buffers.Binary;

namespace Hone.Profiling.Symbols;

/// <summary>
/// Reads little-endian numbers from bytes that nobody vouches for. A read past the end gives 0 and sets
/// <see cref="Failed"/>, so that a parser needs one check a loop instead of one a field.
/// </summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The next byte to read.</summary>
    public int Position { get; private set; }

    /// <summary>True once a read or a seek went past the end.</summary>
    public bool Failed { get; private set; }

    /// <summary>True when nothing more can be read.</summary>
    public readonly bool AtEnd => Failed || Position >= _bytes.Length;

    /// <summary>Goes to <paramref name="position"/>; a place outside the bytes fails.</summary>
    public void Seek(ulong position)
    {
        if (position > (ulong)_bytes.Length)
        {
            Failed = true;
        }
        else
        {
            Position = (int)position;
        }
    }

    /// <summary>Goes <paramref name="count"/> bytes ahead.</summary>
    public void Skip(ulong count)
    {
        if (count > (ulong)(_bytes.Length - Position))
        {
            Failed = true;
            Position = _bytes.Length;
        }
        else
        {
            Position += (int)count;
        }
    }

    public byte U8() => Has(1) ? _bytes[Position++] : (byte)0;

    public ushort U16()
    {
        if (!Has(2))
        {
            return 0;
        }

        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[Position..]);
        Position += 2;
        return value;
    }

    public uint U24() => (uint)(U16() | (U8() << 16));

    public uint U32()
    {
        if (!Has(4))
        {
            return 0;
        }

        uint value = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[Position..]);
        Position += 4;
        return value;
    }

    public ulong U64()
    {
        if (!Has(8))
        {
            return 0;
        }

        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[Position..]);
        Position += 8;
        return value;
    }

    /// <summary>An unsigned number of 1, 2, 3, 4 or 8 bytes; any other size fails.</summary>
    public ulong Word(int size)
    {
        switch (size)
        {
            case 1: return U8();
            case 2: return U16();
            case 3: return U24();
            case 4: return U32();
            case 8: return U64();
            default:
                Failed = true;
                return 0;
        }
    }

    /// <summary>An unsigned LEB128 number; bits above the 64th are lost.</summary>
    public ulong Uleb()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = U8();
            if (shift < 64)
            {
                value |= (ulong)(part & 0x7f) << shift;
            }

            if ((part & 0x80) == 0)
            {
                return value;
            }
        }
    }

    /// <summary>A signed LEB128 number; bits above the 64th are lost.</summary>
    public long Sleb()
    {
        long value = 0;
        for (int shift = 0; ;)
        {
            byte part = U8();
            if (shift < 64)
            {
                value |= (long)(part & 0x7f) << shift;
            }

            shift += 7;
            if ((part & 0x80) == 0)
            {
                return shift < 64 && (part & 0x40) != 0 ? value | (-1L << shift) : value;
            }
        }
    }

    /// <summary>The bytes up to the next NUL, which is skipped; without a NUL it fails and gives the rest.</summary>
    public ReadOnlySpan<byte> Text()
    {
        ReadOnlySpan<byte> rest = _bytes[Position..];
        int length = rest.IndexOf((byte)0);
        if (length < 0)
        {
            Failed = true;
            Position = _bytes.Length;
            return rest;
        }

        Position += length + 1;
        return rest[..length];
    }

    /// <summary>The next <paramref name="count"/> bytes; empty and failed when there are fewer.</summary>
    public ReadOnlySpan<byte> Take(ulong count)
    {
        int start = Position;
        Skip(count);
        return Failed ? default : _bytes[start..Position];
    }

    private bool Has(int count)
    {
        if (_bytes.Length - Position >= count && !Failed)
        {
            return true;
        }

        Failed = true;
        return false;
    }
}
