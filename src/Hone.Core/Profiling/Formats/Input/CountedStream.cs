namespace Hone.Profiling.Formats.Input;

/// <summary>Counts what is read from a stream, and knows when it has ended.</summary>
internal sealed class CountedStream(Stream inner) : ForwardStream
{
    /// <summary>Bytes read so far.</summary>
    public long Given { get; private set; }

    /// <summary>True once there is no more.</summary>
    public bool Ended { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        Given += read;
        Ended |= read == 0 && buffer.Length > 0;
        return read;
    }
}
