using System.Text;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Evaluation;

/// <summary>Texts in pieces: lines, words, characters. Pieces are parts of the same memory.</summary>
internal static class Pieces
{
    private const long PieceBytes = 56;

    private static readonly byte[] _space = " \t\n\r\v\f"u8.ToArray();

    /// <summary>The lines without their line feeds; what follows the last line feed is a line only when it is not empty.</summary>
    public static Value Lines(ReadOnlyMemory<byte> text, ReadingCost cost)
    {
        int ends = text.Span.Count((byte)'\n');
        if (cost.Spend(1 + text.Length / 8 + ends, Meter.ListBytes(ends) + PieceBytes * ends) is { } tooLarge)
        {
            return tooLarge;
        }

        List<Value> lines = new(ends + 1);
        while (text.Length > 0)
        {
            int end = text.Span.IndexOf((byte)'\n');
            lines.Add(new TextValue(end < 0 ? text : text[..end]));
            text = end < 0 ? default : text[(end + 1)..];
        }

        return new ListValue(lines, "line");
    }

    /// <summary>What stands between white space.</summary>
    public static Value Words(ReadOnlyMemory<byte> text, ReadingCost cost)
    {
        List<Value> words = [];
        while (true)
        {
            int start = text.Span.IndexOfAnyExcept(_space);
            if (start < 0)
            {
                return cost.Spend(1 + words.Count, Meter.ListBytes(words.Count)) ?? (Value)new ListValue(words, "word");
            }

            text = text[start..];
            int length = text.Span.IndexOfAny(_space);
            length = length < 0 ? text.Length : length;
            words.Add(new TextValue(text[..length]));
            text = text[length..];
            if (cost.Spend(1 + length / 8, PieceBytes) is { } tooLarge)
            {
                return tooLarge;
            }
        }
    }

    /// <summary>What stands between separators, empty pieces too.</summary>
    public static Value Split(ReadOnlyMemory<byte> text, ReadOnlySpan<byte> separator, Meter meter)
    {
        List<Value> pieces = [];
        if (meter.Spend(1 + text.Length / 8) is { } full)
        {
            return full;
        }

        while (true)
        {
            int end = text.Span.IndexOf(separator);
            pieces.Add(new TextValue(end < 0 ? text : text[..end]));
            if (end < 0)
            {
                return meter.Spend(0, Meter.ListBytes(pieces.Count)) ?? (Value)new ListValue(pieces, "piece");
            }

            text = text[(end + separator.Length)..];
            if (meter.Spend(1, PieceBytes) is { } tooLarge)
            {
                return tooLarge;
            }
        }
    }

    /// <summary>The text without white space at its ends.</summary>
    public static TextValue Trimmed(TextValue text)
    {
        ReadOnlySpan<byte> span = text.Span;
        int start = span.IndexOfAnyExcept(_space);
        return start < 0 ? new(default) : new(text.Bytes[start..(span.LastIndexOfAnyExcept(_space) + 1)]);
    }

    /// <summary>How many characters (Unicode scalar values) the text has; bytes that are not UTF-8 count as one for each ill-formed sequence.</summary>
    public static long Characters(ReadOnlySpan<byte> text)
    {
        long count = 0;
        while (text.Length > 0)
        {
            Rune.DecodeFromUtf8(text, out _, out int taken);
            text = text[taken..];
            count++;
        }

        return count;
    }

    /// <summary>The lines as one text, a line feed after each.</summary>
    public static Value Unlines(IReadOnlyList<Value> lines, Meter meter)
    {
        long length = lines.Sum(line => ((TextValue)line).Span.Length + 1L);
        if (length > int.MaxValue || meter.Spend(1 + length / 8, length) is not null)
        {
            return meter.Spend(0) ?? FaultValue.Undecided("the text would be longer than 2 GiB");
        }

        byte[] text = new byte[length];
        int at = 0;
        foreach (Value line in lines)
        {
            ReadOnlySpan<byte> bytes = ((TextValue)line).Span;
            bytes.CopyTo(text.AsSpan(at));
            at += bytes.Length;
            text[at++] = (byte)'\n';
        }

        return new TextValue(text);
    }
}
