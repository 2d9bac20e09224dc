using System.Globalization;
using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint.Tokens;

/// <summary>A constant that a patch brings in.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
/// <param name="Token">The token.</param>
/// <param name="Text">A text without its quotes and with its escapes read; a number without separators and suffix.</param>
/// <param name="Compared">It stands beside a comparison.</param>
internal sealed record Literal(FileReading File, ChangedLine Line, SourceToken Token, string Text, bool Compared)
{
    /// <summary>The number; null for a text, a fraction, or one that is too large.</summary>
    public long? Number { get; } = Token.Kind == TokenKind.Number ? Parse(Text) : null;

    private static long? Parse(string text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out long hex) ? hex : null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}

/// <summary>The constants that a patch brings in, and that its files did not have.</summary>
internal static class Literals
{
    private static readonly HashSet<string> _comparisons = ["==", "!=", "===", "!==", "<", ">", "<=", ">=", "case", "is", "in", "when"];

    public static IReadOnlyList<Literal> New(IReadOnlyList<FileReading> files)
    {
        List<Literal> found = [];
        foreach (FileReading file in files)
        {
            HashSet<string> old = [.. file.Old.Tokens.Where(IsConstant).Select(token => token.Text)];
            foreach (ChangedLine line in file.Edits.SelectMany(edit => edit.Added))
            {
                for (int i = 0; i < line.Tokens.Count; i++)
                {
                    SourceToken token = line.Tokens[i];
                    if (IsConstant(token) && !old.Contains(token.Text))
                    {
                        bool compared = (i > 0 && _comparisons.Contains(line.Tokens[i - 1].Text)) || (i + 1 < line.Tokens.Count && _comparisons.Contains(line.Tokens[i + 1].Text));
                        found.Add(new(file, line, token, token.Kind == TokenKind.Text ? Unquote(token.Text) : Digits(token.Text), compared));
                    }
                }
            }
        }

        return found;
    }

    /// <summary>The text of a constant: without quotes and prefix, the usual escapes read.</summary>
    public static string Unquote(string text)
    {
        int open = text.IndexOfAny(['"', '\'', '`']);
        if (open < 0)
        {
            return text;
        }

        char quote = text[open];
        string inner = text[open..].Trim(quote);
        if (!inner.Contains('\\', StringComparison.Ordinal))
        {
            return inner;
        }

        System.Text.StringBuilder read = new();
        for (int i = 0; i < inner.Length; i++)
        {
            bool isHex = inner[i] == '\\' && i + 3 < inner.Length && inner[i + 1] == 'x' && char.IsAsciiHexDigit(inner[i + 2]) && char.IsAsciiHexDigit(inner[i + 3]);
            if (isHex)
            {
                read.Append((char)byte.Parse(inner.AsSpan(i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 3;
            }
            else if (inner[i] == '\\' && i + 1 < inner.Length)
            {
                i++;
                read.Append(inner[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', char other => other });
            }
            else
            {
                read.Append(inner[i]);
            }
        }

        return read.ToString();
    }

    private static bool IsConstant(SourceToken token) => token.Kind is TokenKind.Text or TokenKind.Number;

    private static string Digits(string text)
    {
        string bare = text.Replace("_", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
        return bare.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? bare.TrimEnd('u', 'U', 'l', 'L') : bare.TrimEnd('u', 'U', 'l', 'L', 'n', 'm', 'M', 'd', 'D', 'f', 'F');
    }
}
