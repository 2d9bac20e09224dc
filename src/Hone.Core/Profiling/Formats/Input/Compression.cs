using System.IO.Compression;
using ZstdSharp;

namespace Hone.Profiling.Formats.Input;

/// <summary>Recognises gzip (RFC 1952) and Zstandard (RFC 8878) by their first bytes and unwraps them.</summary>
internal static class Compression
{
    /// <summary>The bytes inside, bounded as <see cref="ExpandedStream"/> says; null when the stream is not compressed.</summary>
    public static ExpandedStream? Unwrap(HeadStream stream, string place)
    {
        ReadOnlySpan<byte> head = stream.Head;
        if (head is [0x1f, 0x8b, 8, ..])
        {
            CountedStream counted = new(stream);
            return new ExpandedStream(new GZipStream(counted, CompressionMode.Decompress), counted, "gzip", place);
        }

        if (head is [0x28, 0xb5, 0x2f, 0xfd, ..])
        {
            CountedStream counted = new(stream);
            return new ExpandedStream(new DecompressionStream(counted), counted, "zstd", place);
        }

        return null;
    }
}
