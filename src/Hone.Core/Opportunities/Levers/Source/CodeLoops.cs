namespace Hone.Opportunities.Levers.Source;

/// <summary>Finds the loops of a function: statements by braces or indentation, comprehensions, and calls that take a function for each item.</summary>
internal static class CodeLoops
{
    private static readonly HashSet<string> _each =
    [
        "forEach", "map", "filter", "reduce", "some", "every", "find", "findIndex", "flatMap", "findLast",
        "Select", "SelectMany", "Where", "Any", "All", "First", "FirstOrDefault", "Single", "SingleOrDefault", "Sum", "Aggregate", "ForEach", "Count", "Max", "Min", "FindIndex", "Find", "Exists", "RemoveAll",
    ];

    private static readonly HashSet<string> _noVariables =
    [
        "const", "let", "var", "auto", "int", "long", "unsigned", "size_t", "char", "double", "float", "string", "uint", "ulong", "short", "byte", "ref", "in", "readonly", "struct", "await", "std", "of",
    ];

    /// <summary>The loops in the order in which they begin.</summary>
    public static List<CodeLoop> Find(IReadOnlyList<CodeToken> tokens, int[] partners, bool indented)
    {
        List<CodeLoop> loops = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != CodeTokenKind.Word)
            {
                continue;
            }

            CodeLoop? loop = tokens[i].Text switch
            {
                "for" or "while" when indented => Indented(tokens, partners, i),
                "for" or "foreach" or "while" or "loop" => Braced(tokens, partners, i),
                "do" when i + 1 < tokens.Count && tokens[i + 1].Text == "{" && partners[i + 1] > i => new CodeLoop(i, i, i + 2, partners[i + 1], [], false),
                _ when _each.Contains(tokens[i].Text) => Callback(tokens, partners, i),
                _ => null,
            };
            if (loop is not null)
            {
                loops.Add(loop);
            }
        }

        return loops;
    }

    /// <summary>What an <c>if</c> at a token governs, and its condition as the head; null when it cannot be told.</summary>
    public static CodeLoop? Condition(IReadOnlyList<CodeToken> tokens, int[] partners, int word, bool indented) =>
        indented ? Indented(tokens, partners, word) : Braced(tokens, partners, word);

    private static CodeLoop? Braced(IReadOnlyList<CodeToken> tokens, int[] partners, int word)
    {
        int open = word + 1;
        while (open < tokens.Count && open < word + 3 && tokens[open].Kind == CodeTokenKind.Word && tokens[open].Text is "await" or "constexpr")
        {
            open++;
        }

        if (open >= tokens.Count)
        {
            return null;
        }

        int headFrom = open;
        int headTo;
        int body;
        if (tokens[open].Text == "(" && partners[open] > open)
        {
            headFrom = open + 1;
            headTo = partners[open];
            body = headTo + 1;
        }
        else
        {
            headTo = open;
            while (headTo < tokens.Count && tokens[headTo].Text is not ("{" or ";" or "}"))
            {
                headTo = tokens[headTo].Kind == CodeTokenKind.Open && partners[headTo] > headTo ? partners[headTo] + 1 : headTo + 1;
            }

            body = headTo;
        }

        if (body >= tokens.Count || tokens[body].Text == ";")
        {
            // "do { … } while (…);" has its body before.
            return body < tokens.Count && word > 0 && tokens[word - 1].Text != "}" ? new CodeLoop(headFrom, headTo, body, body, Variables(tokens, headFrom, headTo), true) : null;
        }

        int end = StatementEnd(tokens, partners, body);
        bool each = Enumerable.Range(headFrom, headTo - headFrom).Any(i => tokens[i].Text is "in" or "of" or ":" or "range");
        return new CodeLoop(headFrom, headTo, body, end, Variables(tokens, headFrom, headTo), !each);
    }

    /// <summary>Behind the statement that begins at a token.</summary>
    private static int StatementEnd(IReadOnlyList<CodeToken> tokens, int[] partners, int at)
    {
        if (tokens[at].Text == "{")
        {
            return partners[at] > at ? partners[at] + 1 : tokens.Count;
        }

        int i = at;
        while (i < tokens.Count)
        {
            if (tokens[i].Text is "for" or "while" or "foreach" or "if" && i + 1 < tokens.Count && tokens[i + 1].Text == "(" && partners[i + 1] > i && partners[i + 1] + 1 < tokens.Count)
            {
                int end = StatementEnd(tokens, partners, partners[i + 1] + 1);
                if (tokens[i].Text != "if" || end >= tokens.Count || tokens[end].Text != "else")
                {
                    return end;
                }

                return end + 1 < tokens.Count ? StatementEnd(tokens, partners, end + 1) : end;
            }

            if (tokens[i].Text == ";")
            {
                return i + 1;
            }

            if (tokens[i].Kind == CodeTokenKind.Close)
            {
                return i;
            }

            i = tokens[i].Kind == CodeTokenKind.Open && partners[i] > i ? partners[i] + 1 : i + 1;
        }

        return tokens.Count;
    }

    private static CodeLoop? Indented(IReadOnlyList<CodeToken> tokens, int[] partners, int word)
    {
        bool statement = word == 0 || tokens[word - 1].Line < tokens[word].Line || tokens[word - 1].Text == "async";
        if (!statement)
        {
            return tokens[word].Text == "for" ? Comprehension(tokens, partners, word) : null;
        }

        int colon = word + 1;
        while (colon < tokens.Count && tokens[colon].Text != ":")
        {
            colon = tokens[colon].Kind == CodeTokenKind.Open && partners[colon] > colon ? partners[colon] + 1 : colon + 1;
        }

        int end = colon + 1;
        while (end < tokens.Count && (tokens[end].Line == tokens[end - 1].Line || tokens[end].Column > tokens[word].Column || tokens[end].Kind == CodeTokenKind.Close))
        {
            end = tokens[end].Kind == CodeTokenKind.Open && partners[end] > end ? partners[end] + 1 : end + 1;
        }

        end = Math.Min(end, tokens.Count);
        int headTo = Math.Min(colon, tokens.Count);
        return colon >= tokens.Count ? null : new CodeLoop(word + 1, headTo, colon + 1, end, tokens[word].Text == "for" ? Variables(tokens, word + 1, headTo) : [], tokens[word].Text == "while");
    }

    // The item stands before the word, inside of the same brackets.
    private static CodeLoop? Comprehension(IReadOnlyList<CodeToken> tokens, int[] partners, int word)
    {
        for (int open = word - 1; open >= 0; open--)
        {
            if (tokens[open].Kind == CodeTokenKind.Open && partners[open] > word)
            {
                int to = word + 1;
                while (to < partners[open] && tokens[to].Text is not ("if" or "for"))
                {
                    to = tokens[to].Kind == CodeTokenKind.Open && partners[to] > to ? partners[to] + 1 : to + 1;
                }

                return new CodeLoop(word + 1, Math.Min(to, partners[open]), open + 1, partners[open], Variables(tokens, word + 1, to), false);
            }
        }

        return null;
    }

    private static CodeLoop? Callback(IReadOnlyList<CodeToken> tokens, int[] partners, int word)
    {
        if (word == 0 || tokens[word - 1].Text is not ("." or "?.") || word + 1 >= tokens.Count || tokens[word + 1].Text != "(" || partners[word + 1] < word)
        {
            return null;
        }

        int to = partners[word + 1];
        for (int i = word + 2; i < to; i++)
        {
            if (tokens[i].Text is "=>" or "function")
            {
                List<string> variables = [.. Enumerable.Range(word + 2, i - word - 2).Where(at => tokens[at].Kind == CodeTokenKind.Word).Select(at => tokens[at].Text)];
                return new CodeLoop(word + 2, i, i + 1, to, variables, false);
            }
        }

        return null;
    }

    private static List<string> Variables(IReadOnlyList<CodeToken> tokens, int from, int to)
    {
        List<string> before = [];
        for (int i = from; i < to && i < tokens.Count; i++)
        {
            if (tokens[i].Text is "in" or "of" or ":" && before.Count > 0)
            {
                return before;
            }

            if (tokens[i].Text == ";")
            {
                break;
            }

            if (tokens[i].Kind == CodeTokenKind.Word && !_noVariables.Contains(tokens[i].Text))
            {
                before.Add(tokens[i].Text);
            }
        }

        // A counting loop: what is set in its first part.
        List<string> set = [];
        for (int i = from; i + 1 < to && i + 1 < tokens.Count && tokens[i].Text != ";"; i++)
        {
            if (tokens[i].Kind == CodeTokenKind.Word && tokens[i + 1].Text is "=" or ":=")
            {
                set.Add(tokens[i].Text);
            }
        }

        return set;
    }
}
