using System.Buffers.Binary;
using System.Text;

namespace Hone.Profiling.Formats.Input;

/// <summary>Makes texts of bytes, and gives the same text again where the same short bytes come again, as names in a profile do.</summary>
internal sealed class TextCache
{
    private const int Slots = 1 << 12;
    private const int LongestKept = 256;

    private readonly string?[] _texts = new string?[Slots];

    /// <summary>The text of UTF-8 bytes; what is no UTF-8 becomes U+FFFD.</summary>
    public string Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > LongestKept)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        ref string? kept = ref _texts[Slot(bytes)];
        if (kept is null || !Ascii.Equals(bytes, kept))
        {
            kept = Encoding.UTF8.GetString(bytes);
        }

        return kept;
    }

    private static int Slot(ReadOnlySpan<byte> bytes)
    {
        ulong first = bytes.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : bytes[0] | ((ulong)bytes[bytes.Length / 2] << 8);
        ulong last = bytes.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]) : bytes[^1] | ((ulong)bytes[^Math.Min(2, bytes.Length)] << 8) | ((ulong)bytes[Math.Min(1, bytes.Length - 1)] << 16);
        return (int)(((((first * 0x9E3779B97F4A7C15UL) ^ last) + (ulong)bytes.Length) * 0x9FB21C651E98DF25UL) >> 52);
    }
}
