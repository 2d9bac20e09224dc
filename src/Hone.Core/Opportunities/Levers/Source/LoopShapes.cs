namespace Hone.Opportunities.Levers.Source;

/// <summary>Recognises what kind of loop a loop is.</summary>
internal static class LoopShapes
{
    private static readonly HashSet<string> _equal = ["==", "==="];
    private static readonly HashSet<string> _ordered = ["<", ">", "<=", ">="];
    private static readonly HashSet<string> _comparing = ["strcmp", "strncmp", "strcasecmp", "memcmp", "Equals", "equals", "compare", "SequenceEqual"];

    /// <summary>The shapes of all loops of a function.</summary>
    public static SourceFeature Of(CodeView view)
    {
        SourceFeature found = SourceFeature.None;
        foreach (CodeLoop loop in view.Loops)
        {
            bool innermost = !view.Loops.Exists(loop.Holds);
            if (innermost)
            {
                found |= Scan(view, loop);
                found |= IsRangeSum(view, loop) ? SourceFeature.RangeSum : 0;
            }

            found |= IsConstantTable(view, loop) ? SourceFeature.ConstantTable : 0;
            foreach (CodeLoop inner in view.Loops.Where(loop.Holds))
            {
                found |= IsPair(view, loop, inner) ? SourceFeature.PairLoop : 0;
            }
        }

        return found | (SumsSlices(view) ? SourceFeature.RangeSum : 0);
    }

    private static SourceFeature Scan(CodeView view, CodeLoop loop)
    {
        bool ends = false;
        for (int i = loop.BodyFrom; i < loop.BodyTo; i++)
        {
            ends |= view.IsWord(i) && view.Text(i) is "return" or "break" or "yield";
        }

        // A comprehension or a call with a function for each item: its head is no statement.
        bool each = loop.HeadTo > loop.BodyFrom || view.Text(loop.BodyFrom - 1) is "=>" or "(" or "[" or "{" && view.Text(loop.HeadTo) != "{";
        bool counts = view.Depth(loop.BodyFrom) >= 2;
        SourceFeature found = SourceFeature.None;
        if (ends || each || counts)
        {
            foreach (int i in Comparisons(view, loop))
            {
                string text = view.Text(i);
                if ((_equal.Contains(text) && !view.IsConstant(i + 1) && !view.IsConstant(i - 1)) || (_comparing.Contains(text) && view.Text(i + 1) == "("))
                {
                    found |= SourceFeature.EqualityScan;
                }
                else if (ends && _ordered.Contains(text) && !view.IsConstant(i + 1) && !view.IsConstant(i - 1) && Mentions(view, i, loop))
                {
                    found |= SourceFeature.OrderScan;
                }
            }
        }

        // "while (i < n && bounds[i] <= value)" ends early by its head.
        if (loop.Repeated && LoopEndsByItem(view, loop))
        {
            found |= SourceFeature.OrderScan;
        }

        return found;
    }

    // Comparisons in conditions: behind "if", or in the item test of a comprehension or callback.
    private static IEnumerable<int> Comparisons(CodeView view, CodeLoop loop)
    {
        for (int i = loop.BodyFrom; i < loop.BodyTo && i < view.Tokens.Count; i++)
        {
            string text = view.Text(i);
            if (_equal.Contains(text) || (_ordered.Contains(text) && view.Tokens[i].Kind == CodeTokenKind.Operator) || _comparing.Contains(text))
            {
                yield return i;
            }
        }
    }

    // One side holds an item: a loop variable that is an item, or something in brackets.
    private static bool Mentions(CodeView view, int at, CodeLoop loop)
    {
        for (int i = Math.Max(loop.BodyFrom, at - 6); i < Math.Min(loop.BodyTo, at + 7); i++)
        {
            if (view.Text(i) == "[" || (view.IsWord(i) && loop.Variables.Contains(view.Text(i)) && !loop.Repeated))
            {
                return true;
            }
        }

        return false;
    }

    private static bool LoopEndsByItem(CodeView view, CodeLoop loop)
    {
        for (int i = loop.HeadFrom; i < loop.HeadTo; i++)
        {
            if (_ordered.Contains(view.Text(i)) && (view.Text(i - 1) == "]" || (view.IsWord(i + 1) && view.Text(i + 2) == "[") || IsItemMember(view, i)))
            {
                return true;
            }
        }

        return false;
    }

    // "p->next->key < key": a member on one side and no call.
    private static bool IsItemMember(CodeView view, int at) => view.IsWord(at - 1) && view.Text(at - 2) == "->" && !view.IsConstant(at + 1);

    private static bool IsPair(CodeView view, CodeLoop outer, CodeLoop inner)
    {
        bool compares = false;
        bool together = false;
        for (int i = inner.BodyFrom; i < inner.BodyTo && i < view.Tokens.Count; i++)
        {
            string text = view.Text(i);
            compares |= _equal.Contains(text) || _ordered.Contains(text);
            if (text is "+" or "-" && view.Tokens[i].Kind == CodeTokenKind.Operator)
            {
                together |= (Near(view, i, -1, outer) && Near(view, i, 1, inner)) || (Near(view, i, -1, inner) && Near(view, i, 1, outer));
            }
        }

        return compares && together;
    }

    // The operand on that side is an item of the loop: its variable alone, or in brackets, or a member of it. "i + 1" is none.
    private static bool Near(CodeView view, int at, int step, CodeLoop loop)
    {
        for (int i = at + step, seen = 0; seen < 6 && i >= 0 && i < view.Tokens.Count; i += step, seen++)
        {
            if (view.Text(i) is ";" or "=" or "," or "==" or "(" && step < 0 || view.Text(i) is ";" or ")" or "," or "==" && step > 0)
            {
                return false;
            }

            if (view.IsWord(i) && loop.Variables.Contains(view.Text(i)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRangeSum(CodeView view, CodeLoop loop)
    {
        int from = view.Text(loop.BodyFrom) == "{" ? loop.BodyFrom + 1 : loop.BodyFrom;
        if (!view.IsWord(from) || loop.HeadTo > loop.BodyFrom)
        {
            return false;
        }

        int end = view.StatementEnd(from);
        int to = view.Text(loop.BodyFrom) == "{" ? loop.BodyTo - 1 : loop.BodyTo;
        bool single = end + (view.Text(end) == ";" ? 1 : 0) >= to;
        bool item = false;
        bool other = false;
        for (int i = from + 1; i < end; i++)
        {
            item |= view.Text(i) == "[" || loop.Variables.Contains(view.Text(i));
            other |= view.Text(i) is "*" or "/" or "%" or "(" or "?" or "if" || view.Tokens[i].Kind == CodeTokenKind.Text;
        }

        bool adds = view.Text(from + 1) == "+=" || (view.Text(from + 1) == "=" && view.Text(from + 2) == view.Text(from) && view.Text(from + 3) == "+");
        return single && adds && item && !other && HasRangeOfOthers(view, loop);
    }

    // Its first part begins at something that is no constant, or it ends at the variable of a loop around it.
    private static bool HasRangeOfOthers(CodeView view, CodeLoop loop)
    {
        List<string> around = [.. view.Loops.Where(other => other.Holds(loop)).SelectMany(other => other.Variables)];
        bool begins = false;
        bool ends = false;
        for (int i = loop.HeadFrom; i < loop.HeadTo; i++)
        {
            begins |= (view.IsAssignment(i) && view.IsWord(i + 1)) || (view.Text(i) == "range" && view.IsWord(i + 2) && view.Text(i + 3) is "," or "-" or "+");
            ends |= around.Contains(view.Text(i));
        }

        return begins || ends;
    }

    private static bool SumsSlices(CodeView view) => view.Calls.Exists(call =>
        (call.Name is "sum" or "max" or "min" or "accumulate" && Enumerable.Range(call.From, call.To - call.From).Any(i => view.Text(i) is ":" or ".." or "slice" or "+" && view.Text(call.From) != ""
            && (view.Text(i) != "+" || call.Name == "accumulate")))
        || (call.Name is "reduce" or "Sum" && Enumerable.Range(Math.Max(0, call.At - 14), Math.Min(14, call.At)).Any(i => view.Text(i) is "slice" or "Skip" or ".." or "Slice" or "AsSpan")));

    private static bool IsConstantTable(CodeView view, CodeLoop loop)
    {
        bool number = false;
        for (int i = loop.HeadFrom; i < loop.HeadTo; i++)
        {
            string text = view.Text(i);
            number |= view.Tokens[i].Kind == CodeTokenKind.Number && text.Length > 1;
            bool known = loop.Variables.Contains(text) || text is "int" or "var" or "let" or "const" or "in" or "range" or "size_t" or "uint" or "uint32_t" or "unsigned" or "long" or "Range" or "Enumerable"
                || IsCapital(text);
            number |= view.IsWord(i) && text.Length > 2 && IsCapital(text);
            if (view.IsWord(i) && !known)
            {
                return false;
            }
        }

        bool fills = false;
        for (int i = loop.BodyFrom; i < loop.BodyTo && i < view.Tokens.Count; i++)
        {
            fills |= view.IsWord(i) && ((view.Text(i + 1) == "[" && view.Sets(i)) || view.Text(i) is "append" or "push" or "Add" or "push_back");
        }

        return number && fills;
    }

    // As constants are written.
    private static bool IsCapital(string text) => text.Length > 1 && text.All(c => char.IsUpper(c) || char.IsDigit(c) || c == '_');
}
