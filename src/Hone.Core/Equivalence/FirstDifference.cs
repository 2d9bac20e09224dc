using System.Globalization;
using System.Text;

namespace Hone.Equivalence;

/// <summary>Where two byte sequences part, shown so that a person sees it at a glance.</summary>
/// <param name="Offset">The first byte that differs, counted from 0.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Column">Its byte in the line, counted from 1.</param>
/// <param name="Expected">The golden output around it.</param>
/// <param name="Actual">The other output around it.</param>
public sealed record FirstDifference(long Offset, long Line, long Column, string Expected, string Actual)
{
    private const int Before = 24;
    private const int After = 40;

    /// <summary>The first difference, or null when the bytes are equal.</summary>
    public static FirstDifference? Find(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        int offset = expected.CommonPrefixLength(actual);
        if (offset == expected.Length && offset == actual.Length)
        {
            return null;
        }

        ReadOnlySpan<byte> same = expected[..offset];
        int lineStart = same.LastIndexOf((byte)'\n') + 1;
        return new(
            offset,
            same.Count((byte)'\n') + 1,
            offset - lineStart + 1,
            Excerpt(expected, offset, lineStart),
            Excerpt(actual, offset, lineStart));
    }

    /// <summary>Three lines: the place, the expected bytes and the actual ones.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"line {Line}, byte {Column} (offset {Offset})\n  golden: {Expected}\n  now:    {Actual}");

    private static string Excerpt(ReadOnlySpan<byte> bytes, int offset, int lineStart)
    {
        int start = Math.Max(lineStart, offset - Before);
        int end = Math.Min(bytes.Length, offset + After);
        int lineEnd = start < end ? bytes[offset..end].IndexOf((byte)'\n') : -1;
        if (lineEnd >= 0)
        {
            end = offset + lineEnd;
        }

        StringBuilder text = new(start > lineStart ? "…" : "");
        text.Append(Printable(bytes[start..Math.Max(start, end)]));
        if (offset >= bytes.Length)
        {
            text.Append("⟨end⟩");
        }
        else if (bytes[offset] == '\n')
        {
            text.Append("⟨newline⟩");
        }
        else if (end < bytes.Length && lineEnd < 0)
        {
            text.Append('…');
        }

        return text.ToString();
    }

    // Output is untrusted: control characters would reach the terminal.
    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        while (bytes.Length > 0)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed) == System.Buffers.OperationStatus.Done
                && !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            {
                text.Append(rune);
            }
            else
            {
                foreach (byte b in bytes[..consumed])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
                }
            }

            bytes = bytes[consumed..];
        }

        return text.ToString();
    }
}
