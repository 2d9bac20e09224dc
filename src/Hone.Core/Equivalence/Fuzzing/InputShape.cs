using System.Text.Json;

namespace Hone.Equivalence.Fuzzing;

/// <summary>What an input looks like, by its content.</summary>
public enum InputKind
{
    /// <summary>None of the others.</summary>
    Binary,

    /// <summary>Lines of text.</summary>
    Text,

    /// <summary>Lines with the same number of separators each.</summary>
    Table,

    /// <summary>A JSON document (RFC 8259).</summary>
    Json,
}

/// <summary>The look of an input, which decides what mutators fit it.</summary>
/// <param name="Kind">Which it is.</param>
/// <param name="Separator">What stands between the fields of a table; a comma where it is none.</param>
public sealed record InputShape(InputKind Kind, byte Separator = (byte)',')
{
    private const int LinesLookedAt = 50;
    private const int MostDepth = 64;

    private static readonly byte[] _separators = [(byte)',', (byte)'\t', (byte)';', (byte)'|'];

    /// <summary>The shape of some bytes; whatever they are, it does not throw.</summary>
    public static InputShape Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
        {
            return new(InputKind.Binary);
        }

        if (IsJson(bytes))
        {
            return new(InputKind.Json);
        }

        foreach (byte separator in _separators)
        {
            if (IsTable(bytes, separator))
            {
                return new(InputKind.Table, separator);
            }
        }

        int controls = 0;
        foreach (byte b in bytes[..Math.Min(bytes.Length, 4096)])
        {
            controls += b < 9 || b is > 13 and < 32 ? 1 : 0;
        }

        return new(controls * 20 > Math.Min(bytes.Length, 4096) ? InputKind.Binary : InputKind.Text);
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = bytes.TrimStart(" \t\r\n"u8);
        if (start.IsEmpty || start[0] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }

        try
        {
            Utf8JsonReader reader = new(bytes, new JsonReaderOptions { MaxDepth = MostDepth });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsTable(ReadOnlySpan<byte> bytes, byte separator)
    {
        int lines = 0;
        int expected = -1;
        while (!bytes.IsEmpty && lines < LinesLookedAt)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? bytes : bytes[..end];
            int count = line.Count(separator);
            if (count == 0 || (expected >= 0 && count != expected))
            {
                return false;
            }

            expected = count;
            lines++;
            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }

        return lines >= 2;
    }
}
