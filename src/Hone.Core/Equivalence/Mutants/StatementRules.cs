namespace Hone.Equivalence.Mutants;

/// <summary>Mutants of whole statements: deleted, never or always executed, another value returned, another way out of a loop.</summary>
internal static class StatementRules
{
    // A statement that begins with one of these is no plain expression.
    private static readonly HashSet<string> _structure =
    [
        "if", "else", "for", "foreach", "while", "do", "switch", "case", "default", "try", "catch", "finally", "return", "break", "continue", "goto", "var", "let", "const", "auto",
        "static", "using", "lock", "fixed", "unsafe", "struct", "class", "def", "elif", "except", "with", "import", "from", "global", "nonlocal", "pass", "match", "loop", "fn", "func",
        "function", "val", "local", "end", "then", "fi", "done", "esac", "when", "unless", "until", "begin", "rescue", "ensure", "my", "our", "use", "async", "type", "enum", "defer",
        "int", "long", "short", "char", "unsigned", "signed", "float", "double", "size_t", "bool", "void", "string", "byte", "final", "elsif", "next", "redo", "retry", "guard",
    ];

    /// <summary>The mutants of the statement or keyword that begins at an index.</summary>
    public static IEnumerable<Mutant> At(FunctionTokens code, int i)
    {
        SourceToken token = code[i];
        if (BeginsStatement(code, i) && EndOf(code, i) is int end and > 0 && IsPlain(code, i, end))
        {
            yield return code.Replace(i, end, code.Language.Semicolons && code[end].Text != ";" ? "" : code.Language.Nothing, MutantFamily.Deletion);
        }

        if (token.Kind != TokenKind.Word)
        {
            yield break;
        }

        IEnumerable<Mutant> found = token.Text switch
        {
            "if" or "elif" or "elsif" or "unless" => Conditions(code, i, loops: false),
            "while" or "until" => Conditions(code, i, loops: true),
            "return" => Return(code, i),
            "break" when BeginsStatement(code, i) => [code.Replace(i, i, "continue", MutantFamily.Jump)],
            "continue" when BeginsStatement(code, i) => [code.Replace(i, i, "break", MutantFamily.Jump)],
            _ => [],
        };
        foreach (Mutant mutant in found)
        {
            yield return mutant;
        }
    }

    /// <summary>Whether a statement begins at an index.</summary>
    public static bool BeginsStatement(FunctionTokens code, int i)
    {
        SourceToken before = code[i - 1];
        if (!code.IsAmongStatements(i) || code[i].Kind == TokenKind.Close || code[i].Text is "{" or ";" or "else" or "," or "." || EndsDo(code, i))
        {
            return false;
        }

        return i == code.From || before.Text is ";" or "{" or "}" || IsBare(code, i)
            || (!code.Language.Semicolons && before.Line < code[i].Line && code[i].Kind == TokenKind.Word && code[i].Text != "end");
    }

    /// <summary>Whether the body of a condition or loop without braces begins at an index.</summary>
    public static bool IsBare(FunctionTokens code, int i)
    {
        if (code.Language.Blocks != BlockStyle.Braces || !code.Language.Semicolons || code[i].Text is "{" or ";" or "}" || i <= code.From)
        {
            return false;
        }

        return code[i - 1].Text is "else" or "do" ? code[i].Text != "if"
            : code[i - 1].Text == ")" && code.Partner(i - 1) is int open and > 0 && code[open - 1].Text is "if" or "while" or "for" or "foreach";
    }

    /// <summary>The last token of the statement that begins at an index, its semicolon included; -1 when it has no plain end.</summary>
    public static int EndOf(FunctionTokens code, int i)
    {
        for (int at = i; at < code.To; at++)
        {
            if (code.Language.Semicolons && code[at].Text == ";")
            {
                return at;
            }

            if (code[at].Kind == TokenKind.Close || code[at].Text == "{")
            {
                return -1;
            }

            if (code[at].Kind == TokenKind.Open)
            {
                at = code.Partner(at);
                if (at < 0)
                {
                    return -1;
                }
            }

            bool last = code[at + 1].Line > code[at].Line || at + 1 == code.To || code[at + 1].Text is ";" or "}";
            if (!code.Language.Semicolons && last && !GoesOn(code[at], code[at + 1]))
            {
                return at;
            }
        }

        return -1;
    }

    // A call, an assignment, a step, or an error that is raised: what can be left out without leaving a name undeclared.
    private static bool IsPlain(FunctionTokens code, int first, int end)
    {
        if (code[first] is { Kind: TokenKind.Word } word && _structure.Contains(word.Text))
        {
            return false;
        }

        if (code[first].Kind is not TokenKind.Word && code[first].Text is not ("(" or "*" or "++" or "--"))
        {
            return false;
        }

        bool effect = code[first].Text is "throw" or "raise" or "delete" or "yield" || code.Language.Name == "shell";
        for (int i = first; i <= end; i++)
        {
            // "Type name", "Type<T> name", "Type *name": a declaration.
            bool pair = i > first && code[i].Kind == TokenKind.Word && code[i - 1] is { Kind: TokenKind.Word } before && !FunctionTokens.IsKeyword(before.Text) && code.Language.Semicolons;
            bool typed = i > first && code[i].Kind == TokenKind.Word && i - first <= 8 && code[i + 1].Text is "=" or ";" && code[i - 1].Text is ">" or "*" or "]" or "?" && code.Language.Semicolons && !effect
                && code[first].Kind == TokenKind.Word;
            if (pair || typed || code[i].Text == ":=")
            {
                return false;
            }

            effect |= code[i].Text is "=" or "++" or "--" || (code[i].Text.Length is 2 or 3 && code[i].Text[^1] == '=' && code[i].Text is not ("==" or "<=" or ">=" or "!=" or "===")) || code.IsCall(i);
            if (code[i].Kind == TokenKind.Open && code.Partner(i) > 0)
            {
                i = code.Partner(i);
            }
        }

        return effect;
    }

    private static IEnumerable<Mutant> Conditions(FunctionTokens code, int i, bool loops)
    {
        (int first, int last) = Condition(code, i);
        if (last < first || first < 0)
        {
            yield break;
        }

        (string yes, string no) = code.Language.Truth;
        yield return code.Replace(first, last, no, MutantFamily.Condition);
        if (!loops)
        {
            yield return code.Replace(first, last, yes, MutantFamily.Condition);
            yield return code.Replace(first, last, $"{code.Language.Not}({code.Between(first, last)})", MutantFamily.Condition);
        }
    }

    // The condition behind a keyword, without its parentheses or its colon.
    private static (int First, int Last) Condition(FunctionTokens code, int keyword)
    {
        if (code[keyword + 1].Text == "(" && code.Partner(keyword + 1) is int close and > 0 && (code.Language.Blocks == BlockStyle.Braces || code[close + 1].Text is ":"))
        {
            return code.Language.Name is "go" or "rust" or "swift" && code[close + 1].Text != "{" ? Bare(code, keyword) : (keyword + 2, close - 1);
        }

        return code.Language.Name == "shell" || (code.Language.Blocks == BlockStyle.Braces && code.Language.Name is not ("go" or "rust" or "swift")) ? (-1, -1) : Bare(code, keyword);
    }

    private static (int First, int Last) Bare(FunctionTokens code, int keyword)
    {
        for (int i = keyword + 1; i < code.To; i++)
        {
            if (code[i].Text is "{" or ":" or "then" or "do" || (code.Language.Blocks == BlockStyle.EndWord && code[i].Line > code[keyword].Line))
            {
                return (keyword + 1, i - 1);
            }

            // "if let", "if x := f(); x > 0" and comprehensions are more than a condition.
            if (code[i].Text is "let" or ";" or ":=" or "]" or "}" or ")")
            {
                return (-1, -1);
            }

            i = code[i].Kind == TokenKind.Open && code.Partner(i) > 0 ? code.Partner(i) : i;
        }

        return (-1, -1);
    }

    private static IEnumerable<Mutant> Return(FunctionTokens code, int i)
    {
        int end = EndOf(code, i);
        int last = end > 0 && code[end].Text == ";" ? end - 1 : end;
        if (last <= i || code.Language.Default is not string other || code.Between(i + 1, last) == other)
        {
            yield break;
        }

        yield return code.Replace(i + 1, last, other, MutantFamily.ReturnValue);
    }

    // "while (…);" that belongs to a "do" before it.
    private static bool EndsDo(FunctionTokens code, int i) =>
        code[i].Text == "while" && code.Language.Semicolons && code.Partner(i + 1) is int close and > 0 && code[close + 1].Text == ";";

    private static bool GoesOn(SourceToken last, SourceToken next) =>
        last.Text is "," or "+" or "-" or "*" or "/" or "&&" or "||" or "=" or "." or "and" or "or" or "\\" || next.Text is "." or "?." or "&&" or "||";
}
