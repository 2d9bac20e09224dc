namespace Hone.Profiling.Formats.Input;

/// <summary>A stream whose first bytes can be looked at before it is read from its beginning.</summary>
internal sealed class HeadStream : Stream
{
    private readonly Stream _inner;
    private readonly byte[] _head;
    private int _given;

    private HeadStream(Stream inner, byte[] head)
    {
        _inner = inner;
        _head = head;
    }

    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Head => _head;

    public override bool CanRead => true;

    /// <summary>Seeking is left to the stream below, which stands where it stood once the head is read.</summary>
    public override bool CanSeek => _inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => _inner.Length;

    public override long Position
    {
        get => _inner.Position - (_head.Length - _given);
        set
        {
            _inner.Position = value;
            _given = _head.Length;
        }
    }

    /// <summary>Reads the head of <paramref name="stream"/>; in pieces, for a pipe gives what it has.</summary>
    public static HeadStream Over(Stream stream, int bytes)
    {
        byte[] head = new byte[bytes];
        int length = stream.ReadAtLeast(head, bytes, throwOnEndOfStream: false);
        return new HeadStream(stream, head[..length]);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _head.Length)
        {
            return _inner.Read(buffer);
        }

        int length = Math.Min(buffer.Length, _head.Length - _given);
        _head.AsSpan(_given, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };

    public override void Flush() => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
