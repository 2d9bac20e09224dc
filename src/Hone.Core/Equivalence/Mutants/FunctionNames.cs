using System.Globalization;

namespace Hone.Equivalence.Mutants;

/// <summary>The name of a function by its head: the word before its parameters, past attributes, modifiers and receivers that look like a call.</summary>
internal static class FunctionNames
{
    // Words whose parentheses are not parameters: C and C++ attributes, Rust's visibility, Go's receivers, nameless functions.
    private static readonly HashSet<string> _before =
    [
        "__attribute__", "__attribute", "__declspec", "alignas", "_Alignas", "decltype", "explicit", "noexcept", "requires", "pub", "func", "function", "async", "fn", "return", "await", "extern", "where", "if",
    ];

    /// <summary>The name; <c>line N</c> where the head shows none.</summary>
    public static string Of(IReadOnlyList<SourceToken> tokens, SourceFunction function)
    {
        int end = Math.Min(function.FirstToken, tokens.Count);
        int from = end;
        while (from > 0 && tokens[from - 1].Line >= function.FirstLine)
        {
            from--;
        }

        string? name = null;
        for (int i = from; i < end; i++)
        {
            if (tokens[i].Kind != TokenKind.Open)
            {
                continue;
            }

            if (tokens[i].Text == "(" && Word(tokens, i - 1, from) is string word)
            {
                // A macro in capitals may stand around the type.
                bool isMacro = name is not null && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_');
                name = name is null || isMacro ? word : name;
            }

            i = Skip(tokens, i, end);
        }

        return name ?? Assigned(tokens, from, end) ?? Defined(tokens, from, end) ?? string.Create(CultureInfo.InvariantCulture, $"line {function.FirstLine}");
    }

    // The word that ends there, type arguments behind it left out.
    private static string? Word(IReadOnlyList<SourceToken> tokens, int at, int from)
    {
        int depth = 0;
        while (at >= from && (depth > 0 || tokens[at].Text is ">" or ">>"))
        {
            depth += tokens[at].Text switch { ">" => 1, ">>" => 2, "<" => -1, "<<" => -2, _ => 0 };
            at--;
        }

        return at >= from && tokens[at].Kind == TokenKind.Word && !_before.Contains(tokens[at].Text) ? tokens[at].Text : null;
    }

    // "const name = (a) => …", "name: function (a) { … }".
    private static string? Assigned(IReadOnlyList<SourceToken> tokens, int from, int end)
    {
        for (int i = from + 1; i < end; i++)
        {
            if (tokens[i].Text is "=" or ":" && tokens[i - 1].Kind == TokenKind.Word)
            {
                return tokens[i - 1].Text;
            }
        }

        return null;
    }

    // "def self.name" without parameters.
    private static string? Defined(IReadOnlyList<SourceToken> tokens, int from, int end)
    {
        string? name = null;
        for (int i = from; i < end && tokens[i].Line == tokens[from].Line; i++)
        {
            name = tokens[i].Kind == TokenKind.Word && tokens[i].Text is not "def" ? tokens[i].Text : name;
        }

        return name;
    }

    // The last token of the bracket that opens here; the head's end when it is not closed in it.
    private static int Skip(IReadOnlyList<SourceToken> tokens, int open, int end)
    {
        int depth = 0;
        for (int i = open; i < end; i++)
        {
            depth += tokens[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return end;
    }
}
