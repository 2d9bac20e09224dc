using System.Globalization;
using System.Text;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>
/// Reads a text in quotes. Either quote will do; inside, a backslash makes <c>\n \t \r \0 \\ \' \"</c>, a byte <c>\xHH</c> or a
/// character <c>\u{H…}</c>; every other character stands for itself, a line end too.
/// </summary>
internal static class QuotedText
{
    /// <summary>The token; null when an error was added.</summary>
    public static Token? Read(string text, ref int at, List<InvariantError> errors)
    {
        int start = at;
        char quote = text[at++];
        List<byte> bytes = [];
        Span<byte> buffer = stackalloc byte[4];
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\')
            {
                if (!Escape(text, ref at, bytes, errors))
                {
                    return null;
                }

                continue;
            }

            Rune rune = Rune.TryGetRuneAt(text, at, out Rune whole) ? whole : Rune.ReplacementChar;
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
            bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
        }

        if (at == text.Length)
        {
            errors.Add(new(start + 1, $"found a text that does not end: no closing {quote}", $"expected {quote} before the end"));
            return null;
        }

        at++;
        return new(TokenKind.Text, start + 1, text[start..at]) { Bytes = [.. bytes] };
    }

    private static bool Escape(string text, ref int at, List<byte> bytes, List<InvariantError> errors)
    {
        int start = at++;
        char letter = at < text.Length ? text[at++] : '\0';
        switch (letter)
        {
            case 'n':
                bytes.Add((byte)'\n');
                return true;
            case 't':
                bytes.Add((byte)'\t');
                return true;
            case 'r':
                bytes.Add((byte)'\r');
                return true;
            case '0':
                bytes.Add(0);
                return true;
            case '\\' or '\'' or '"':
                bytes.Add((byte)letter);
                return true;
            case 'x' when at + 2 <= text.Length && byte.TryParse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value):
                bytes.Add(value);
                at += 2;
                return true;
            case 'u' when at < text.Length && text[at] == '{' && text.IndexOf('}', at) is int close && close - at is > 1 and < 8
                && int.TryParse(text.AsSpan(at + 1, close - at - 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int scalar) && Rune.IsValid(scalar):
                Span<byte> buffer = stackalloc byte[4];
                bytes.AddRange(buffer[..new Rune(scalar).EncodeToUtf8(buffer)]);
                at = close + 1;
                return true;
            default:
                string found = at > text.Length || letter == '\0' ? "\\ at the end" : "\\ before " + Lexer.Shown(text, start + 1);
                errors.Add(new(start + 1, $"found {found}", "expected \\n, \\t, \\r, \\0, \\\\, \\', \\\", \\xHH or \\u{H…}; a backslash itself is \\\\"));
                return false;
        }
    }
}
