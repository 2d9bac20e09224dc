using System.Text;

namespace Hone.Workloads;

/// <summary>The manifest as text, before it is TOML.</summary>
internal static class ManifestText
{
    /// <summary>The bytes as UTF-8 text; null with an error at the first byte that is not (RFC 3629).</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, ManifestErrors errors)
    {
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            errors.Add(new TextPlace(1, 1), "not-utf8", "the manifest is UTF-16, and TOML is UTF-8", "save the file as UTF-8");
            return null;
        }

        // No byte makes more than one UTF-16 unit, and no unit needs more than three bytes.
        if (bytes.Length > 3L * Manifest.MostLetters)
        {
            return new string(' ', Manifest.MostLetters + 1);
        }

        int wrong = FirstNotUtf8(bytes);
        if (wrong < 0)
        {
            return Encoding.UTF8.GetString(bytes);
        }

        ReadOnlySpan<byte> before = bytes[..wrong];
        int line = before.Count((byte)'\n') + 1;
        int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        errors.Add(new TextPlace(line, column), "not-utf8", $"the byte 0x{bytes[wrong]:X2} is not UTF-8", "save the file as UTF-8");
        return null;
    }

    /// <summary>Where the brackets of a text are nested deepest, strings not told apart: near enough to look at.</summary>
    public static TextPlace DeepestBracket(string text)
    {
        TextPlace deepest = new(1, 1);
        int line = 1;
        int column = 1;
        int depth = 0;
        int most = 0;
        foreach (char letter in text)
        {
            depth += letter is '[' or '{' ? 1 : letter is ']' or '}' ? -1 : 0;
            if (depth > most)
            {
                (most, deepest) = (depth, new TextPlace(line, column));
            }

            (line, column) = letter == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return deepest;
    }

    private static int FirstNotUtf8(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out int taken) != System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += taken;
        }

        return -1;
    }
}
