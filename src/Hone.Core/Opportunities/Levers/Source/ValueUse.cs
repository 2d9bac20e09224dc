namespace Hone.Opportunities.Levers.Source;

/// <summary>What becomes of the results of calls, and whether what goes into them changes.</summary>
internal static class ValueUse
{
    private static readonly HashSet<string> _first = ["First", "FirstOrDefault", "Take", "slice", "Single", "get", "at", "ElementAt", "pop"];

    private static readonly HashSet<string> _speaking =
    [
        "print", "printf", "fprintf", "puts", "putchar", "write", "Write", "WriteLine", "log", "fwrite", "fputs", "open", "fopen", "send", "recv", "read", "Read", "ReadLine", "readline", "input", "random", "rand", "Next", "exit",
    ];

    /// <summary>Functions that a loop calls with arguments that it does not change.</summary>
    public static HashSet<string> Unchanging(CodeView view)
    {
        HashSet<string> names = [];
        foreach (CodeLoop loop in view.Loops)
        {
            HashSet<string>? changed = null;
            foreach (CodeCall call in view.Calls.Where(call => loop.Holds(call.At)))
            {
                changed ??= view.ChangedIn(loop);
                if (call.On != "new" && !changed.Contains(call.On) && !Words(view, call.From, call.To).Any(changed.Contains) && (call.To > call.From || call.On.Length > 0))
                {
                    names.Add(call.Name);
                }
            }
        }

        return names;
    }

    /// <summary>Functions whose result nothing reads.</summary>
    public static HashSet<string> Unread(CodeView view)
    {
        HashSet<string> names = [];
        foreach ((int variable, CodeCall call) in Results(view))
        {
            string name = view.Text(variable);
            if (name == "_" || view.Tokens.Count(token => token.Kind == CodeTokenKind.Word && token.Text == name) == 1)
            {
                names.Add(call.Name);
            }
        }

        return names;
    }

    /// <summary>Functions whose result is read only under a condition.</summary>
    public static HashSet<string> Conditional(CodeView view)
    {
        HashSet<string> names = [];
        List<CodeLoop> conditions = [.. view.Conditions()];
        foreach ((int variable, CodeCall call) in Results(view))
        {
            List<int> reads = [.. Enumerable.Range(0, view.Tokens.Count).Where(i => i != variable && view.IsWord(i, view.Text(variable)) && !(view.Text(i + 1) == "=" && i < variable))];
            if (reads.Count > 0 && reads.TrueForAll(read => read > variable && conditions.Exists(block =>
                    block.HeadFrom > variable && read >= block.BodyFrom && read < block.BodyTo && !Words(view, block.HeadFrom, block.HeadTo).Contains(view.Text(variable)))))
            {
                names.Add(call.Name);
            }
        }

        return names;
    }

    /// <summary>A whole is made in a loop, and only single items of it are read outside of any.</summary>
    public static bool TakesFew(CodeView view)
    {
        HashSet<string> filled = [];
        for (int i = 0; i < view.Tokens.Count; i++)
        {
            if (!view.IsWord(i) || !view.Sets(i))
            {
                continue;
            }

            int end = view.StatementEnd(i);
            bool makes = view.Calls.Exists(call => call.At > i && call.At < end && view.Loops.Exists(loop => loop.Holds(call.At) && (loop.BodyFrom > i || view.Text(i + 1) is "[" or ".")) && call.Name is not ("range" or "len" or "append" or "push" or "Add"));
            if (makes && (view.Text(i + 1) is "[" or "." || view.Loops.Exists(loop => loop.BodyFrom > i && loop.BodyTo <= end)))
            {
                filled.Add(view.Text(i));
            }
        }

        return filled.Any(name => ReadsSingle(view, name));
    }

    /// <summary>One call sorts or copies a whole, and only its first items are taken.</summary>
    public static bool TakesFirst(CodeView view) =>
        view.Calls.Exists(call => call.Name is "ToList" or "ToArray" or "list" or "sorted" or "map" or "OrderBy"
            && call.To + 1 < view.Tokens.Count && ((view.Text(call.To + 1) == "[" && (view.IsConstant(call.To + 2) || view.Text(call.To + 2) == ":"))
                || (view.Text(call.To + 1) == "." && _first.Contains(view.Text(call.To + 2)))));

    /// <summary>Takes arguments, gives a value back, and sets nothing but its own variables, as far as its tokens tell.</summary>
    public static bool LooksPure(CodeView view)
    {
        bool takes = view.Function.Head.SkipWhile(token => token.Text != "(").Any(token => token.Kind == CodeTokenKind.Word && token.Text is not ("void" or "self" or "this"));
        bool gives = false;
        HashSet<string> own = [];
        for (int i = 0; i < view.Tokens.Count; i++)
        {
            gives |= view.IsWord(i, "return") && view.Text(i + 1) is not (";" or "") && !(view.Function.Indented && i + 1 < view.Tokens.Count && view.Tokens[i + 1].Line > view.Tokens[i].Line);
            if (view.IsWord(i) && view.Text(i + 1) == "=" && view.Text(i - 1) is not ("." or "->"))
            {
                own.Add(view.Text(i));
            }
        }

        for (int i = 0; i < view.Tokens.Count; i++)
        {
            bool elsewhere = view.IsAssignment(i) && ((view.IsWord(i - 1) && view.Text(i - 2) is "." or "->")
                || (view.Text(i - 1) == "]" && !own.Contains(view.Text(view.Partners[i - 1] - 1))));
            if (elsewhere || (view.IsWord(i) && view.Text(i) is "global" or "nonlocal"))
            {
                return false;
            }
        }

        return takes && (gives || view.Function.Head.Count == 0) && !view.Calls.Exists(call => _speaking.Contains(call.Name));
    }

    private static bool ReadsSingle(CodeView view, string name)
    {
        bool single = false;
        for (int i = 0; i < view.Tokens.Count; i++)
        {
            if (!view.IsWord(i, name) || view.Sets(i) || view.Text(i - 1) is "." or "->" || (view.Text(i + 1) == "." && view.Text(i + 2) is "length" or "Count" or "Length" or "size"))
            {
                continue;
            }

            // Its declaration, as in "double results[N];".
            bool typed = view.IsWord(i - 1) && view.Text(i - 1) is not ("return" or "in" or "yield" or "await" or "and" or "or" or "not" or "else");
            bool declared = typed && view.Text(i + 1) == "[" && view.Text(view.Partners[i + 1] + 1) is ";" or "=";
            if (declared || (typed && view.Text(i + 1) is ";" or "="))
            {
                continue;
            }

            bool picks = view.Depth(i) == 0 && (view.Text(i + 1) == "[" || (view.Text(i + 1) is "." or "?." && _first.Contains(view.Text(i + 2))));
            if (!picks)
            {
                return false;
            }

            single = true;
        }

        return single;
    }

    // "x = f(…)", outermost calls only.
    private static IEnumerable<(int Variable, CodeCall Call)> Results(CodeView view)
    {
        foreach (CodeCall call in view.Calls)
        {
            int first = call.At;
            while (view.Text(first - 1) is "." or "->" or "::" && view.IsWord(first - 2))
            {
                first -= 2;
            }

            first -= view.Text(first - 1) == "await" ? 1 : 0;
            if (view.Text(first - 1) == "=" && view.IsWord(first - 2) && view.Text(first - 3) is not ("." or "->") && view.Text(call.To + 1) is not ("." or "["))
            {
                yield return (first - 2, call);
            }
        }
    }

    private static IEnumerable<string> Words(CodeView view, int from, int to)
    {
        for (int i = from; i < to && i < view.Tokens.Count; i++)
        {
            if (view.IsWord(i))
            {
                yield return view.Text(i);
            }
        }
    }
}
