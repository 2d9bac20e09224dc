namespace Hone.Opportunities.Levers.Source;

/// <summary>A function's body with its loops and calls found.</summary>
internal sealed class CodeView
{
    private static readonly HashSet<string> _assignments = ["=", "+=", "-=", "*=", "/=", "%=", "|=", "&=", "^=", "<<=", ">>=", ":=", "??=", "//=", "**="];

    private static readonly HashSet<string> _changing =
    [
        "append", "add", "push", "Add", "insert", "pop", "remove", "clear", "update", "extend", "push_back", "emplace_back", "pop_back", "Insert", "Remove", "RemoveAt", "Clear", "Append", "shift", "unshift", "splice", "setdefault",
        "Enqueue", "Dequeue", "put", "get", "next", "read", "Read", "readline", "ReadLine", "Next", "MoveNext",
    ];

    public CodeView(CodeFunction function)
    {
        Function = function;
        Partners = CodeCalls.Partners(function.Body);
        Loops = CodeLoops.Find(function.Body, Partners, function.Indented);
        Calls = CodeCalls.Find(function.Body, Partners);
    }

    public CodeFunction Function { get; }

    public IReadOnlyList<CodeToken> Tokens => Function.Body;

    public int[] Partners { get; }

    public List<CodeLoop> Loops { get; }

    public List<CodeCall> Calls { get; }

    /// <summary>How many loops repeat the token.</summary>
    public int Depth(int token) => Loops.Count(loop => loop.Holds(token));

    public bool IsWord(int token, string? text = null) => token >= 0 && token < Tokens.Count && Tokens[token].Kind == CodeTokenKind.Word && (text is null || Tokens[token].Text == text);

    public string Text(int token) => token >= 0 && token < Tokens.Count ? Tokens[token].Text : "";

    /// <summary>A constant: number, text, or a word that stands for one.</summary>
    public bool IsConstant(int token) => token >= 0 && token < Tokens.Count
        && (Tokens[token].Kind is CodeTokenKind.Number or CodeTokenKind.Text || Tokens[token].Text is "null" or "None" or "NULL" or "nullptr" or "true" or "false" or "True" or "False" or "undefined" or "EOF");

    /// <summary>The token is set: assigned, counted up or down, or changed by a method that changes what it is called on.</summary>
    public bool Sets(int token) => IsWord(token) && (_assignments.Contains(Text(token + 1)) || Text(token + 1) is "++" or "--" || Text(token - 1) is "++" or "--"
        || (Text(token + 1) == "." && _changing.Contains(Text(token + 2)) && Text(token + 3) == "(")
        || (Text(token + 1) == "[" && Partners[token + 1] > 0 && _assignments.Contains(Text(Partners[token + 1] + 1))));

    public bool IsAssignment(int token) => token >= 0 && token < Tokens.Count && _assignments.Contains(Tokens[token].Text);

    /// <summary>All names that change while the loop runs.</summary>
    public HashSet<string> ChangedIn(CodeLoop loop)
    {
        HashSet<string> changed = [.. loop.Variables];
        foreach (CodeLoop inner in Loops.Where(loop.Holds))
        {
            changed.UnionWith(inner.Variables);
        }

        for (int i = Math.Min(loop.HeadFrom, loop.BodyFrom); i < Math.Max(loop.HeadTo, loop.BodyTo); i++)
        {
            if (Sets(i) || (IsWord(i) && Text(i - 1) == "&" && Text(i - 2) is "(" or ","))
            {
                changed.Add(Text(i));
            }
        }

        return changed;
    }

    /// <summary>Behind the statement that holds a token: its semicolon, or the end of its line outside of brackets.</summary>
    public int StatementEnd(int token)
    {
        int i = token;
        while (i < Tokens.Count)
        {
            if (Tokens[i].Kind == CodeTokenKind.Open && Partners[i] > i)
            {
                i = Partners[i] + 1;
                if (Function.Indented && i < Tokens.Count && Tokens[i].Line > Tokens[i - 1].Line)
                {
                    return i;
                }

                continue;
            }

            if (Text(i) == ";" || Tokens[i].Kind == CodeTokenKind.Close)
            {
                return i;
            }

            if (Function.Indented && i + 1 < Tokens.Count && Tokens[i + 1].Line > Tokens[i].Line)
            {
                return i + 1;
            }

            i++;
        }

        return i;
    }

    /// <summary>The blocks that conditions govern, with the condition as head.</summary>
    public IEnumerable<CodeLoop> Conditions()
    {
        for (int i = 0; i < Tokens.Count; i++)
        {
            if (IsWord(i) && Text(i) is "if" or "elif" && (!Function.Indented || i == 0 || Tokens[i - 1].Line < Tokens[i].Line)
                && CodeLoops.Condition(Tokens, Partners, i, Function.Indented) is CodeLoop block)
            {
                yield return block;
            }
        }
    }
}
