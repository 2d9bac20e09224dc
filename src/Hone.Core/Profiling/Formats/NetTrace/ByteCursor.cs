using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hone.Profiling.Formats.NetTrace;

/// <summary>
/// Reads little-endian values from bytes of unknown origin. A read past the end gives zero and sets <see cref="Failed"/>
/// for good, so that a decoder reads all its fields and asks once.
/// </summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public bool Failed { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || count < 0 || count > Remaining)
        {
            Failed = true;
            return default;
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    public void Skip(int count) => Take(count);

    public byte U8()
    {
        ReadOnlySpan<byte> taken = Take(1);
        return taken.IsEmpty ? (byte)0 : taken[0];
    }

    public ushort U16()
    {
        ReadOnlySpan<byte> taken = Take(2);
        return taken.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(taken);
    }

    public uint U32()
    {
        ReadOnlySpan<byte> taken = Take(4);
        return taken.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(taken);
    }

    public int I32() => (int)U32();

    public ulong U64()
    {
        ReadOnlySpan<byte> taken = Take(8);
        return taken.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(taken);
    }

    /// <summary>A pointer of the traced process, 4 or 8 bytes.</summary>
    public ulong Pointer(int size) => size == 4 ? U32() : U64();

    /// <summary>A base-128 number of at most 5 bytes, least significant group first.</summary>
    public uint Var32() => (uint)Var(5);

    /// <summary>A base-128 number of at most 10 bytes, least significant group first.</summary>
    public ulong Var64() => Var(10);

    /// <summary>UTF-16 text up to its terminating zero.</summary>
    public string Utf16()
    {
        ReadOnlySpan<char> rest = MemoryMarshal.Cast<byte, char>(_bytes[Position..]);
        int length = rest.IndexOf('\0');
        if (Failed || length < 0)
        {
            Failed = true;
            return "";
        }

        Position += (length + 1) * 2;
        return length == 0 ? "" : new string(rest[..length]);
    }

    private ulong Var(int most)
    {
        ulong value = 0;
        for (int i = 0; i < most; i++)
        {
            byte next = U8();
            value |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80)
            {
                return value;
            }
        }

        Failed = true;
        return 0;
    }
}
