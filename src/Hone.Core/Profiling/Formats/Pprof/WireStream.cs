namespace Hone.Profiling.Formats.Pprof;

/// <summary>Takes the fields of the outermost message out of a stream, one at a time.</summary>
internal sealed class WireStream(Stream stream, CancellationToken cancellation)
{
    private const int LargestField = 64 << 20;

    private readonly byte[] _buffer = new byte[1 << 16];
    private byte[] _bytes = new byte[4096];
    private int _next;
    private int _end;

    /// <summary>How many bytes were read.</summary>
    public long Position { get; private set; }

    /// <summary>The bytes ended inside a field.</summary>
    public bool CutOff { get; private set; }

    /// <summary>The bytes make no sense at <see cref="Position"/>.</summary>
    public bool Failed { get; private set; }

    /// <summary>Takes the next field, valid until the one after; false at the end, where bytes are missing and where they make no sense.</summary>
    public bool Next(out WireField field)
    {
        cancellation.ThrowIfCancellationRequested();
        field = default;
        if (!TryVarint(out ulong tag, atStart: true))
        {
            return false;
        }

        int number = (int)Math.Min(tag >> 3, int.MaxValue);
        if (number == 0 || (tag & 7) is not (0 or 1 or 2 or 5))
        {
            Failed = true;
            return false;
        }

        if ((tag & 7) == 0)
        {
            bool whole = TryVarint(out ulong value, atStart: false);
            field = new WireField(number, value, default);
            return whole;
        }

        ulong length = (tag & 7) == 1 ? 8u : 4u;
        if ((tag & 7) == 2 && !TryVarint(out length, atStart: false))
        {
            return false;
        }

        if (length > LargestField)
        {
            Failed = true;
            return false;
        }

        return TryTake((int)length, out ReadOnlySpan<byte> bytes) && Set(out field, new WireField(number, 0, bytes));
    }

    private static bool Set(out WireField field, WireField value)
    {
        field = value;
        return true;
    }

    private bool TryTake(int length, out ReadOnlySpan<byte> bytes)
    {
        // A length that a damaged file only pretends is not believed before the bytes came.
        int got = 0;
        while (got < length)
        {
            if (got == _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Min(length, _bytes.Length * 2));
            }

            if (_next == _end && !Fill())
            {
                CutOff = true;
                bytes = default;
                return false;
            }

            int part = Math.Min(_end - _next, Math.Min(length, _bytes.Length) - got);
            _buffer.AsSpan(_next, part).CopyTo(_bytes.AsSpan(got));
            _next += part;
            got += part;
            Position += part;
        }

        bytes = _bytes.AsSpan(0, length);
        return true;
    }

    private bool TryVarint(out ulong value, bool atStart)
    {
        value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_next == _end && !Fill())
            {
                CutOff |= !atStart || shift > 0;
                return false;
            }

            byte next = _buffer[_next++];
            Position++;
            value |= shift < 64 ? (ulong)(next & 0x7f) << shift : 0;
            if (next < 0x80)
            {
                return true;
            }
        }

        Failed = true;
        return false;
    }

    private bool Fill()
    {
        _next = 0;
        _end = stream.Read(_buffer);
        return _end > 0;
    }
}
