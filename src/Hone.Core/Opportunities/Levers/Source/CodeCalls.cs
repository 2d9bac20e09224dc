namespace Hone.Opportunities.Levers.Source;

/// <summary>A call.</summary>
/// <param name="At">The token of the name.</param>
/// <param name="Name">The name.</param>
/// <param name="On">What it is called on (<c>json</c> of <c>json.loads</c>), or empty.</param>
/// <param name="From">The first token of the arguments.</param>
/// <param name="To">Behind the last.</param>
internal sealed record CodeCall(int At, string Name, string On, int From, int To);

/// <summary>Finds calls, and pairs brackets.</summary>
internal static class CodeCalls
{
    private static readonly HashSet<string> _keywords =
    [
        "if", "for", "foreach", "while", "switch", "return", "catch", "using", "lock", "sizeof", "typeof", "nameof", "and", "or", "not", "in", "is", "elif", "assert", "await", "throw", "else", "case", "when",
        "function", "def", "lambda", "yield", "fixed", "checked", "unchecked", "default", "void", "int", "char", "long", "double", "float", "unsigned", "async", "static",
    ];

    /// <summary>The calls in the order of their names.</summary>
    public static List<CodeCall> Find(IReadOnlyList<CodeToken> tokens, int[] partners)
    {
        List<CodeCall> calls = [];
        for (int i = 0; i + 1 < tokens.Count; i++)
        {
            if (tokens[i].Kind != CodeTokenKind.Word || _keywords.Contains(tokens[i].Text))
            {
                continue;
            }

            int open = tokens[i + 1].Text == "<" ? BehindTypes(tokens, i + 1) : i + 1;
            if (open < tokens.Count && tokens[open].Text == "(" && partners[open] > open)
            {
                bool on = i > 1 && tokens[i - 1].Text is "." or "->" or "::" or "?.";
                calls.Add(new CodeCall(i, tokens[i].Text, on ? tokens[i - 2].Text : i > 0 && tokens[i - 1].Text == "new" ? "new" : "", open + 1, partners[open]));
            }
        }

        return calls;
    }

    /// <summary>The partner of each bracket, -1 for other tokens and for brackets without one.</summary>
    public static int[] Partners(IReadOnlyList<CodeToken> tokens)
    {
        int[] partners = new int[tokens.Count];
        Array.Fill(partners, -1);
        Stack<int> open = new();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind == CodeTokenKind.Open)
            {
                open.Push(i);
            }
            else if (tokens[i].Kind == CodeTokenKind.Close && open.TryPop(out int from))
            {
                partners[i] = from;
                partners[from] = i;
            }
        }

        return partners;
    }

    // Type arguments hold nothing but names, dots, commas and more of them.
    private static int BehindTypes(IReadOnlyList<CodeToken> tokens, int at)
    {
        int depth = 0;
        for (int i = at; i < tokens.Count && i < at + 16; i++)
        {
            string text = tokens[i].Text;
            depth += text switch { "<" => 1, ">" => -1, ">>" => -2, _ => 0 };
            if (depth <= 0)
            {
                return i + 1;
            }

            if (tokens[i].Kind != CodeTokenKind.Word && text is not ("<" or "." or "," or "::" or "?" or "[" or "]" or "*"))
            {
                break;
            }
        }

        return tokens.Count;
    }
}
