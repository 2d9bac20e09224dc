namespace Hone.Equivalence.Mutants;

/// <summary>
/// Finds the function that a profile names: by a line that lies in it, and by its name. Blocks are told by brackets or indentation,
/// whichever the language has; a block is a function's when it follows a list of parameters and no keyword of control flow.
/// </summary>
public static class SourceFunctions
{
    private static readonly HashSet<string> _control =
    [
        "if", "for", "foreach", "while", "switch", "catch", "using", "lock", "do", "else", "try", "finally", "namespace", "class", "struct", "enum", "interface", "union",
        "record", "match", "loop", "unsafe", "fixed", "synchronized", "when", "extern", "checked", "unchecked", "select", "with", "mod", "impl", "trait", "object", "elif", "unless",
    ];

    /// <summary>The function, or null when the file has none that fits.</summary>
    /// <param name="tokens">The file's tokens.</param>
    /// <param name="source">The file.</param>
    /// <param name="language">Its language.</param>
    /// <param name="name">The function's name, qualified and with parameters or not.</param>
    /// <param name="line">A line inside it or of its head, from 1; null where the profile does not know.</param>
    public static SourceFunction? Find(IReadOnlyList<SourceToken> tokens, string source, SourceLanguage language, string name, int? line)
    {
        string simple = SimpleName(name);
        List<SourceFunction> all = language.Blocks == BlockStyle.Braces ? Braced(tokens, language, name) : Worded(tokens, source, language, name);

        // Local functions and lambdas belong to what is around them: the outermost that holds the line is meant, unless one bears the name.
        List<SourceFunction> around = line is int at ? [.. all.Where(function => function.FirstLine - 1 <= at && at <= function.LastLine)] : [];
        return around.FirstOrDefault(function => Heads(tokens, function, simple))
            ?? around.FirstOrDefault()
            ?? all.FirstOrDefault(function => Heads(tokens, function, simple));
    }

    /// <summary>All functions of a file, without those inside others.</summary>
    public static IReadOnlyList<SourceFunction> All(IReadOnlyList<SourceToken> tokens, string source, SourceLanguage language)
    {
        List<SourceFunction> found = [];
        foreach (SourceFunction function in language.Blocks == BlockStyle.Braces ? Braced(tokens, language, "") : Worded(tokens, source, language, ""))
        {
            if (found.Count == 0 || function.FirstToken >= found[^1].LastToken)
            {
                found.Add(function with { Name = FunctionNames.Of(tokens, function) });
            }
        }

        return found;
    }

    /// <summary>The last part of a qualified name, without type arguments and parameters.</summary>
    public static string SimpleName(string name)
    {
        System.Text.StringBuilder bare = new();
        int depth = 0;
        foreach (char c in name)
        {
            depth += c is '<' or '[' ? 1 : c is '>' or ']' ? -1 : 0;
            if (c == '(' && depth == 0 && bare.Length > 0)
            {
                break;
            }

            if (depth == 0 && c is not ('>' or ']'))
            {
                bare.Append(c);
            }
        }

        string text = bare.ToString();
        return text[(text.LastIndexOfAny(['.', ':', '!', '/', '#', ' ', '*', '&']) + 1)..];
    }

    private static bool Heads(IReadOnlyList<SourceToken> tokens, SourceFunction function, string name)
    {
        for (int i = function.FirstToken - 1; i >= 0 && tokens[i].Line >= function.FirstLine; i--)
        {
            if (tokens[i].Kind == TokenKind.Word && tokens[i].Text == name)
            {
                return true;
            }
        }

        return false;
    }

    private static List<SourceFunction> Braced(IReadOnlyList<SourceToken> tokens, SourceLanguage language, string name)
    {
        int[] partners = SourceLexer.Partners(tokens);
        List<SourceFunction> found = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            int end = tokens[i].Text switch
            {
                "{" => partners[i],
                "=>" => ExpressionEnd(tokens, partners, i),
                _ => -1,
            };
            if (end > i && Head(tokens, partners, language, i) is int head and >= 0)
            {
                found.Add(new(name, i + 1, end, tokens[head].Line, tokens[end].Line));
            }
        }

        return found;
    }

    // The body of "int F(int x) => x + 1;": up to the semicolon at its own depth. A lambda is no function of its own: it has a "(" or "=" before.
    private static int ExpressionEnd(IReadOnlyList<SourceToken> tokens, int[] partners, int arrow)
    {
        if (arrow == 0 || tokens[arrow - 1].Text != ")")
        {
            return -1;
        }

        for (int i = arrow + 1; i < tokens.Count; i++)
        {
            if (tokens[i].Text == ";")
            {
                return i;
            }

            if (tokens[i].Kind == TokenKind.Close || (tokens[i].Kind == TokenKind.Open && partners[i] < 0))
            {
                return -1;
            }

            i = tokens[i].Kind == TokenKind.Open ? partners[i] : i;
        }

        return -1;
    }

    // The first token of the head of a function whose body begins at the token; -1 when the block is something else.
    private static int Head(IReadOnlyList<SourceToken> tokens, int[] partners, SourceLanguage language, int body)
    {
        int i = body > 0 && tokens[body - 1].Text == "=>" ? body - 2 : body - 1;
        bool parameters = false;
        int first = -1;
        for (; i >= 0; i--)
        {
            SourceToken token = tokens[i];
            if (token.Kind == TokenKind.Close && token.Text is ")" or "]" && partners[i] >= 0)
            {
                if (partners[i] > 0 && tokens[partners[i] - 1].Text == "new")
                {
                    return -1;
                }

                parameters |= token.Text == ")" && partners[i] > 0 && tokens[partners[i] - 1].Kind is TokenKind.Word or TokenKind.Operator or TokenKind.Close;
                i = partners[i];
                first = i;
                continue;
            }

            // Behind the parameters stand types with arguments of their own, and in Rust a list of what holds of them.
            if ((!parameters || language.Name == "rust") && language.TypeArguments && token.Text is ">" or ">>" && AngleOpen(tokens, i) is int angle and >= 0)
            {
                i = angle;
                first = i;
                continue;
            }

            if (!parameters && language.Name == "rust" && token.Text == ",")
            {
                continue;
            }

            if (token.Text is ";" or "{" or "}" or "(" or "[" or "," or "=" or "return" or "=>")
            {
                // An assigned or returned function belongs to the code around it, unless it stands at the outermost level.
                if (token.Text is "=" && first >= 0 && i > 0)
                {
                    first = i - 1;
                    continue;
                }

                break;
            }

            // In C a function may return a "struct name", and words of other languages are names as any other.
            if (token.Kind == TokenKind.Word && _control.Contains(token.Text) && !(language.Name is "c" or "c++" && token.Text is "struct" or "union" or "enum" or "class" or "match" or "loop" or "select" or "object" or "record" or "mod" or "trait"))
            {
                return -1;
            }

            first = i;
        }

        return parameters && (language.Name != "rust" || HasWord(tokens, first, body, "fn")) ? first : -1;
    }

    // Where a list of type arguments opens that ends there; -1 when it is none.
    private static int AngleOpen(IReadOnlyList<SourceToken> tokens, int close)
    {
        int depth = 0;
        for (int i = close; i >= 0 && close - i < 200; i--)
        {
            depth += tokens[i].Text switch { ">" => 1, ">>" => 2, "<" => -1, "<<" => -2, _ => 0 };
            if (depth <= 0)
            {
                return i;
            }

            if (tokens[i].Text is ";" or "{" or "}" or "=" or "&&" or "||")
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool HasWord(IReadOnlyList<SourceToken> tokens, int from, int to, string word)
    {
        for (int i = from; i < to; i++)
        {
            if (tokens[i].Text == word)
            {
                return true;
            }
        }

        return false;
    }

    private static List<SourceFunction> Worded(IReadOnlyList<SourceToken> tokens, string source, SourceLanguage language, string name)
    {
        string[] lines = source.Split('\n');
        List<SourceFunction> found = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != TokenKind.Word || !language.FunctionWords.Contains(tokens[i].Text))
            {
                continue;
            }

            int indent = Indent(lines[tokens[i].Line - 1]);
            int body = BodyStart(tokens, i);
            int last = body;
            while (last < tokens.Count && (tokens[last].Line == tokens[i].Line || !IsFirstOfLine(tokens, last) || Indent(lines[tokens[last].Line - 1]) > indent || IsInside(tokens, last, body)))
            {
                last++;
            }

            if (last > body)
            {
                found.Add(new(name, body, last, tokens[i].Line, tokens[last - 1].Line));
            }
        }

        return found;
    }

    // Behind the head: its parameters, an annotation, and the colon.
    private static int BodyStart(IReadOnlyList<SourceToken> tokens, int word)
    {
        int depth = 0;
        int i = word + 1;
        while (i < tokens.Count)
        {
            depth += tokens[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0 && (tokens[i].Text == ":" || i + 1 == tokens.Count || tokens[i + 1].Line > tokens[i].Line))
            {
                return i + 1;
            }

            i++;
        }

        return i;
    }

    // A line that continues a bracket may be indented as it likes.
    private static bool IsInside(IReadOnlyList<SourceToken> tokens, int token, int from)
    {
        int depth = 0;
        for (int i = from; i < token; i++)
        {
            depth += tokens[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
        }

        return depth > 0;
    }

    private static bool IsFirstOfLine(IReadOnlyList<SourceToken> tokens, int i) => i == 0 || tokens[i - 1].Line < tokens[i].Line;

    private static int Indent(string line)
    {
        int width = 0;
        foreach (char c in line)
        {
            if (c is not (' ' or '\t'))
            {
                break;
            }

            width += c == '\t' ? 8 - (width % 8) : 1;
        }

        return width;
    }
}
