using System.Buffers.Binary;

namespace Hone.Profiling.Formats.Input;

/// <summary>Counts what is read from a compressed file, knows when it has ended, and what its last bytes say.</summary>
internal sealed class CountedStream(Stream inner) : ForwardStream
{
    private readonly byte[] _tail = new byte[4];

    /// <summary>Bytes read so far.</summary>
    public long Given { get; private set; }

    /// <summary>True once there is no more.</summary>
    public bool Ended { get; private set; }

    /// <summary>
    /// The last four bytes: at the end of a gzip file the length of what its last member holds, modulo 2³² (RFC 1952, ISIZE).
    /// </summary>
    public uint Tail => BinaryPrimitives.ReadUInt32LittleEndian(_tail);

    /// <summary>True once bytes came that look like the beginning of another gzip member, which the last length says nothing about.</summary>
    public bool SeemsJoined { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        Span<byte> bytes = buffer[..read];
        SeemsJoined |= bytes[Math.Min(read, Given == 0 ? 1 : 0)..].IndexOf((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]) >= 0;
        int kept = Math.Max(0, 4 - read);
        _tail.AsSpan(4 - kept).CopyTo(_tail);
        bytes[Math.Max(0, read - 4)..].CopyTo(_tail.AsSpan(kept));
        Given += read;
        Ended |= read == 0 && buffer.Length > 0;
        return read;
    }
}
