namespace Hone.Equivalence.Mutants;

/// <summary>
/// Splits a source file into tokens. It knows comments, text constants, numbers and operators of its language and no grammar:
/// what a change of a token makes of the program is for the language's own compiler to refuse. Linear in the source; whatever the
/// source is, it ends and never throws.
/// </summary>
public static class SourceLexer
{
    // Longest first.
    private static readonly string[] _operators =
    [
        ">>>=", "<=>", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "//=", "...", "..=", "..<", "->", "=>", "::", "++", "--", "&&", "||", "??", "?.",
        "==", "!=", "<=", ">=", "~=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**", "//", ":=", "..", "<>",
    ];

    /// <summary>The tokens of <paramref name="source"/>.</summary>
    public static IReadOnlyList<SourceToken> Tokens(string source, SourceLanguage language)
    {
        List<SourceToken> tokens = [];
        int line = 1;
        int at = 0;
        bool lineStart = true;
        while (at < source.Length)
        {
            char c = source[at];
            int end = Comment(source, at, language, lineStart);
            if (end == at && char.IsWhiteSpace(c))
            {
                end = at + 1;
            }
            else if (end == at)
            {
                (TokenKind kind, end) = Next(source, at, language);
                tokens.Add(new(kind, at, source[at..end], line));
                lineStart = false;
            }

            int feeds = source.AsSpan(at, end - at).Count('\n');
            line += feeds;
            lineStart |= feeds > 0;
            at = end;
        }

        return tokens;
    }

    /// <summary>The index of each bracket's partner, -1 for everything else and for brackets that have none.</summary>
    public static int[] Partners(IReadOnlyList<SourceToken> tokens)
    {
        int[] partners = new int[tokens.Count];
        Array.Fill(partners, -1);
        Stack<int> open = new();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == TokenKind.Open)
            {
                open.Push(i);
            }
            else if (tokens[i].Kind == TokenKind.Close)
            {
                // A bracket of another kind in between was never closed: macros do that.
                while (open.Count > 0 && !Fits(tokens[open.Peek()].Text, tokens[i].Text) && open.Any(index => Fits(tokens[index].Text, tokens[i].Text)))
                {
                    open.Pop();
                }

                if (open.Count > 0 && Fits(tokens[open.Peek()].Text, tokens[i].Text))
                {
                    partners[i] = open.Pop();
                    partners[partners[i]] = i;
                }
            }
        }

        return partners;
    }

    private static bool Fits(string open, string close) => (open, close) is ("(", ")") or ("[", "]") or ("{", "}");

    // Behind the comment or preprocessor line that begins here, or the same place.
    private static int Comment(string source, int at, SourceLanguage language, bool lineStart)
    {
        foreach ((string open, string close) in language.BlockComments)
        {
            if (Begins(source, at, open))
            {
                int end = source.IndexOf(close, at + open.Length, StringComparison.Ordinal);
                return end < 0 ? source.Length : end + close.Length;
            }
        }

        if (language.LineComments.Any(open => Begins(source, at, open)) && !(source[at] == '#' && at > 0 && source[at - 1] is '$' or '{'))
        {
            return LineEnd(source, at, continued: false);
        }

        return language.Directives && lineStart && source[at] == '#' ? LineEnd(source, at, continued: true) : at;
    }

    private static int LineEnd(string source, int at, bool continued)
    {
        while (true)
        {
            int end = source.IndexOf('\n', at);
            if (end < 0)
            {
                return source.Length;
            }

            bool goesOn = continued && (source[end - 1] == '\\' || (end > 1 && source[end - 1] == '\r' && source[end - 2] == '\\'));
            if (!goesOn)
            {
                return end;
            }

            at = end + 1;
        }
    }

    private static (TokenKind Kind, int End) Next(string source, int at, SourceLanguage language)
    {
        foreach (TextForm form in language.Texts)
        {
            if (Begins(source, at, form.Open))
            {
                return (TokenKind.Text, TextEnd(source, at, form));
            }
        }

        char c = source[at];
        if (c == language.Letter && LetterEnd(source, at) is int letter and > 0)
        {
            return (TokenKind.Letter, letter);
        }

        if (char.IsAsciiDigit(c))
        {
            return (TokenKind.Number, NumberEnd(source, at));
        }

        if (IsWord(c) || (c is '@' or '$' or '\'' && at + 1 < source.Length && IsWord(source[at + 1])))
        {
            int end = at + 1;
            while (end < source.Length && IsWord(source[end]))
            {
                end++;
            }

            return (TokenKind.Word, end);
        }

        if (c is '(' or '[' or '{')
        {
            return (TokenKind.Open, at + 1);
        }

        if (c is ')' or ']' or '}')
        {
            return (TokenKind.Close, at + 1);
        }

        foreach (string operation in _operators)
        {
            if (operation[0] == c && Begins(source, at, operation))
            {
                return (TokenKind.Operator, at + operation.Length);
            }
        }

        return (TokenKind.Operator, at + 1);
    }

    // Holes of interpolated texts hold code; a quote in there does not end the text.
    private static int TextEnd(string source, int at, TextForm form)
    {
        bool holes = form.Open.Contains('$', StringComparison.Ordinal) || form.Open == "`";
        bool doubled = !form.Escapes && form.Close.Length == 1;
        int depth = 0;
        int i = at + form.Open.Length;
        while (i < source.Length)
        {
            char c = source[i];
            if (form.Escapes && c == '\\')
            {
                i += 2;
            }
            else if (holes && c == '{')
            {
                bool literal = depth == 0 && (form.Open == "`" ? source[i - 1] != '$' : i + 1 < source.Length && source[i + 1] == '{');
                depth += literal ? 0 : 1;
                i += literal && form.Open != "`" ? 2 : 1;
            }
            else if (holes && c == '}' && depth > 0)
            {
                depth--;
                i++;
            }
            else if (depth == 0 && Begins(source, i, form.Close))
            {
                i += form.Close.Length;
                if (!(doubled && Begins(source, i, form.Close)))
                {
                    return i;
                }

                i += form.Close.Length;
            }
            else if (c == '\n' && !form.Lines)
            {
                return i;
            }
            else
            {
                i++;
            }
        }

        return source.Length;
    }

    // 'x', '\n', '\x41' and the like; 0 when it is something else, such as a lifetime of Rust.
    private static int LetterEnd(string source, int at)
    {
        int i = at + 1;
        if (i < source.Length && source[i] == '\\')
        {
            int close = source.IndexOf('\'', Math.Min(source.Length, i + 2));
            return close > 0 && close - at <= 12 ? close + 1 : 0;
        }

        // A letter beyond ASCII is several bytes, and the source may be read byte by byte.
        for (int length = 1; length <= 4 && i + length < source.Length; length++)
        {
            if (source[i + length] == '\'')
            {
                return source[i] == '\'' ? 0 : i + length + 1;
            }

            if (source[i] < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    private static int NumberEnd(string source, int at)
    {
        int end = at + 1;
        while (end < source.Length)
        {
            char c = source[end];
            bool exponent = c is '+' or '-' && source[end - 1] is 'e' or 'E' && !Begins(source, at, "0x");
            bool point = c == '.' && end + 1 < source.Length && char.IsAsciiDigit(source[end + 1]);
            bool separator = c == '\'' && end + 1 < source.Length && char.IsAsciiHexDigit(source[end + 1]);
            if (!(char.IsAsciiLetterOrDigit(c) || c == '_' || exponent || point || separator))
            {
                break;
            }

            end++;
        }

        return end;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || c >= 0x80;

    private static bool Begins(string source, int at, string text) => source.AsSpan(at).StartsWith(text, StringComparison.Ordinal);
}
