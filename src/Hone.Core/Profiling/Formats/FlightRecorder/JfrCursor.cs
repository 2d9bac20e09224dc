using System.Buffers.Binary;
using System.Text;

namespace Hone.Profiling.Formats.FlightRecorder;

/// <summary>
/// Reads the values of a flight recording: fixed numbers are big-endian, all others are base-128 with the least significant
/// group first, where a ninth byte counts whole. A read past the end gives zero and sets <see cref="Failed"/> for good.
/// </summary>
internal ref struct JfrCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public bool Failed { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>Moves to an absolute position; outside the bytes it fails.</summary>
    public void MoveTo(long position)
    {
        Failed |= position < 0 || position > _bytes.Length;
        Position = Failed ? _bytes.Length : (int)position;
    }

    public ReadOnlySpan<byte> Take(long count)
    {
        if (Failed || count < 0 || count > Remaining)
        {
            Failed = true;
            return default;
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    public byte U8()
    {
        ReadOnlySpan<byte> taken = Take(1);
        return taken.IsEmpty ? (byte)0 : taken[0];
    }

    public int I32() => Take(4) is { IsEmpty: false } taken ? BinaryPrimitives.ReadInt32BigEndian(taken) : 0;

    public long I64() => Take(8) is { IsEmpty: false } taken ? BinaryPrimitives.ReadInt64BigEndian(taken) : 0;

    public long Var()
    {
        ulong value = 0;
        for (int i = 0; i < 8; i++)
        {
            byte next = U8();
            value |= (ulong)(next & 0x7f) << (7 * i);
            if (next < 0x80)
            {
                return (long)value;
            }
        }

        return (long)(value | ((ulong)U8() << 56));
    }

    /// <summary>How many items follow; no more than the rest has bytes.</summary>
    public int Count()
    {
        long count = Var();
        Failed |= count < 0 || count > Remaining;
        return Failed ? 0 : (int)count;
    }

    /// <summary>A text; null when it is null or, with its key in <paramref name="constant"/>, stands in the constant pool.</summary>
    public string? Text(out long constant)
    {
        constant = 0;
        switch (U8())
        {
            case 0:
                return null;
            case 1:
                return "";
            case 2:
                constant = Var();
                return null;
            case 3:
                return Encoding.UTF8.GetString(Take(Var()));
            case 4:
                int count = Count();
                StringBuilder text = new(count);
                for (int i = 0; i < count && !Failed; i++)
                {
                    text.Append((char)Var());
                }

                return text.ToString();
            case 5:
                return Encoding.Latin1.GetString(Take(Var()));
            default:
                Failed = true;
                return null;
        }
    }
}
