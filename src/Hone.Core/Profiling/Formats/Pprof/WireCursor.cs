namespace Hone.Profiling.Formats.Pprof;

/// <summary>Steps through the fields of a protobuf message that is whole in memory.</summary>
internal ref struct WireCursor(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>The bytes stopped making sense, or ended inside a field.</summary>
    public bool Failed { get; private set; }

    /// <summary>Takes the next field; false at the end and where the bytes make no sense.</summary>
    public bool Next(out WireField field)
    {
        field = default;
        if (_at >= _message.Length || !TryVarint(out ulong tag))
        {
            return false;
        }

        int number = (int)Math.Min(tag >> 3, int.MaxValue);
        switch (tag & 7)
        {
            case 0 when TryVarint(out ulong value):
                field = new WireField(number, value, default);
                break;
            case 1 when TryTake(8, out ReadOnlySpan<byte> fixed64):
                field = new WireField(number, BitConverter.ToUInt64(fixed64), default);
                break;
            case 2 when TryVarint(out ulong length) && TryTake(length, out ReadOnlySpan<byte> bytes):
                field = new WireField(number, 0, bytes);
                break;
            case 5 when TryTake(4, out ReadOnlySpan<byte> fixed32):
                field = new WireField(number, BitConverter.ToUInt32(fixed32), default);
                break;
            default:
                Failed = true;
                return false;
        }

        Failed |= number == 0;
        return !Failed;
    }

    /// <summary>Takes the next number of a packed list.</summary>
    public bool NextPacked(out ulong value)
    {
        value = 0;
        return _at < _message.Length && TryVarint(out value);
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (int shift = 0; shift < 70 && _at < _message.Length; shift += 7)
        {
            byte next = _message[_at++];
            value |= shift < 64 ? (ulong)(next & 0x7f) << shift : 0;
            if (next < 0x80)
            {
                return true;
            }
        }

        Failed = true;
        return false;
    }

    private bool TryTake(ulong length, out ReadOnlySpan<byte> bytes)
    {
        if (length > (ulong)(_message.Length - _at))
        {
            Failed = true;
            bytes = default;
            return false;
        }

        bytes = _message.Slice(_at, (int)length);
        _at += (int)length;
        return true;
    }
}
