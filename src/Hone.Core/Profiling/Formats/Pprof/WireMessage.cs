using System.Text;

namespace Hone.Profiling.Formats.Pprof;

/// <summary>Builds one protobuf message; fields that are zero or empty are left out, as proto3 does.</summary>
internal sealed class WireMessage
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public WireMessage Number(int field, long value)
    {
        if (value != 0)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
        }

        return this;
    }

    /// <summary>A text; written also when it is empty, for the first of pprof's texts must be.</summary>
    public WireMessage Text(int field, string text)
    {
        // Halves of surrogate pairs become U+FFFD: a text of protobuf is valid UTF-8.
        return Message(field, Encoding.UTF8.GetBytes(text));
    }

    public WireMessage Message(int field, ReadOnlySpan<byte> bytes)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)bytes.Length);
        Room(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }

    /// <summary>One number of a packed list.</summary>
    public void Varint(ulong value)
    {
        Room(10);
        while (value >= 0x80)
        {
            _bytes[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[_length++] = (byte)value;
    }

    private void Room(int more)
    {
        if (_bytes.Length - _length < more)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }
}
