using System.Globalization;
using System.Text;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>Splits the text of an invariant into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] _signs = ["==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "."];

    /// <summary>The tokens, an <see cref="TokenKind.End"/> last; null when an error was added.</summary>
    public static IReadOnlyList<Token>? Split(string text, List<InvariantError> errors)
    {
        List<Token> tokens = [];
        int at = 0;
        while (true)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r')
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new(TokenKind.End, at + 1, ""));
                return tokens;
            }

            if (Next(text, ref at, errors) is not { } token)
            {
                return null;
            }

            tokens.Add(token);
        }
    }

    private static Token? Next(string text, ref int at, List<InvariantError> errors)
    {
        int start = at;
        char first = text[at];
        if (first is '\'' or '"')
        {
            return QuotedText.Read(text, ref at, errors);
        }

        if (char.IsAsciiDigit(first))
        {
            return Number(text, ref at, errors);
        }

        if (char.IsAsciiLetter(first) || first == '_')
        {
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
            {
                at++;
            }

            return new(TokenKind.Name, start + 1, text[start..at]);
        }

        foreach (string sign in _signs)
        {
            if (text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
            {
                at += sign.Length;
                return new(TokenKind.Sign, start + 1, sign);
            }
        }

        (string what, string next) = first switch
        {
            '=' => ("found a single =", "write == to compare"),
            '!' => ("found !", "write not, or != to compare"),
            '&' => ("found &", "write and"),
            '|' => ("found |", "write or"),
            '$' => ("found $", "a path starts at its value: json(stdout).items[*].price"),
            '%' => ("found %", "write 0.05 for 5 %"),
            '`' or '‘' or '’' or '“' or '”' => ($"found {Shown(text, start)}", "write texts in straight quotes: 'a' or \"a\""),
            _ => ($"found {Shown(text, start)}, which means nothing here", "expected a name, a number, a text in quotes or an operator"),
        };
        errors.Add(new(start + 1, what, next));
        return null;
    }

    private static Token? Number(string text, ref int at, List<InvariantError> errors)
    {
        int start = at;
        SkipDigits(text, ref at);
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            SkipDigits(text, ref at);
        }

        if (at < text.Length && text[at] is 'e' or 'E')
        {
            int exponent = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                at = exponent;
                SkipDigits(text, ref at);
            }
        }

        // A name that starts with digits, or a version such as 1.2.3, is no number.
        if (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
        {
            errors.Add(new(at + 1, $"found {Shown(text, at)} after the number {TokenCursor.Short(text[start..at])}", "expected an operator, or the end; a text stands in quotes"));
            return null;
        }

        string digits = text[start..at].Replace("_", "", StringComparison.Ordinal);
        switch (NumberReader.Read(Encoding.ASCII.GetBytes(digits), strict: false, out ExactNumber number))
        {
            case NumberReading.Number:
                return new(TokenKind.Number, start + 1, text[start..at]) { Number = number };
            default:
                errors.Add(new(start + 1, "found a number that is too large", string.Create(CultureInfo.InvariantCulture, $"expected at most {ExactNumber.MostDigits} digits")));
                return null;
        }
    }

    private static void SkipDigits(string text, ref int at)
    {
        // 1_000_000 as in TOML: an underscore between digits.
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '_' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))))
        {
            at++;
        }
    }

    /// <summary>The character that stands there, quoted and printable.</summary>
    public static string Shown(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out Rune rune) && ShownValue.IsPlain(rune)
            ? "'" + rune + "'"
            : string.Create(CultureInfo.InvariantCulture, $"the character U+{(Rune.TryGetRuneAt(text, at, out Rune other) ? other.Value : text[at]):X4}");
}
