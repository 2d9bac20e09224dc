using System.Text;

namespace Hone.Profiling.Formats.NetTrace;

/// <summary>The bytes of a trace as a forward stream with a known position. Every read says whether it got all it asked for.</summary>
internal sealed class ObjectStream(Stream stream)
{
    /// <summary>No writer makes blocks of more than a few hundred KiB; what claims more is damage, not data.</summary>
    private const int LargestBlock = 64 << 20;

    private byte[] _block = [];

    public long Position { get; private set; }

    public bool TryBytes(Span<byte> into)
    {
        int got = stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        Position += got;
        return got == into.Length;
    }

    public bool TryByte(out byte value)
    {
        Span<byte> one = stackalloc byte[1];
        bool got = TryBytes(one);
        value = one[0];
        return got;
    }

    public bool TryInt(out int value)
    {
        Span<byte> four = stackalloc byte[4];
        bool got = TryBytes(four);
        value = BitConverter.ToInt32(four);
        return got;
    }

    /// <summary>UTF-8 text behind its length in bytes; names of types are short, so a long one is damage.</summary>
    public bool TryText(out string text)
    {
        text = "";
        Span<byte> bytes = stackalloc byte[64];
        if (!TryInt(out int length) || length < 0 || length > bytes.Length || !TryBytes(bytes[..length]))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(bytes[..length]);
        return true;
    }

    /// <summary>
    /// A block: its size, padding to a multiple of 4, its bytes. False when the size is absurd or the stream ends inside;
    /// in the latter case <paramref name="block"/> holds what was there. The bytes are overwritten by the next block.
    /// </summary>
    public bool TryBlock(out ReadOnlySpan<byte> block)
    {
        block = default;
        Span<byte> padding = stackalloc byte[3];
        if (!TryInt(out int size) || size < 0 || size > LargestBlock || !TryBytes(padding[..(int)(-Position & 3)]))
        {
            return false;
        }

        // Grown as bytes arrive, so that a forged size costs no more memory than the file has bytes.
        int filled = 0;
        while (filled < size)
        {
            int want = Math.Min(size - filled, 1 << 16);
            if (_block.Length < filled + want)
            {
                Array.Resize(ref _block, Math.Max(filled + want, Math.Min(_block.Length * 2, LargestBlock)));
            }

            int got = stream.ReadAtLeast(_block.AsSpan(filled, want), want, throwOnEndOfStream: false);
            filled += got;
            Position += got;
            if (got < want)
            {
                break;
            }
        }

        block = _block.AsSpan(0, filled);
        return filled == size;
    }
}
