namespace Hone.Equivalence.Mutants;

/// <summary>Mutants of indices, ranges and arguments.</summary>
internal static class ExpressionRules
{
    /// <summary>The mutants of the brackets that open at an index.</summary>
    public static IEnumerable<Mutant> At(FunctionTokens code, int i) => code[i].Text switch
    {
        "[" => Index(code, i),
        "(" => Call(code, i),
        _ => [],
    };

    private static IEnumerable<Mutant> Index(FunctionTokens code, int open)
    {
        int close = code.Partner(open);
        bool indexes = code[open - 1] is { Kind: TokenKind.Word } or { Text: "]" or ")" };
        if (close <= open + 1 || !indexes || (code[open - 1].Kind == TokenKind.Word && (code.IsDeclared(open - 1) || FunctionTokens.IsKeyword(code[open - 1].Text))))
        {
            yield break;
        }

        List<int> marks = TopLevel(code, open, close, ":", "..", "..=", "..<");
        if (marks is [int mark])
        {
            if (mark + 1 < close)
            {
                yield return code.Insert(close, " - 1", MutantFamily.OffByOne);
            }

            yield return mark > open + 1 ? code.Insert(mark, " + 1", MutantFamily.OffByOne) : code.Insert(mark, "1", MutantFamily.OffByOne);
        }
        else if (marks.Count == 0 && TopLevel(code, open, close, ",").Count == 0 && code[open + 1].Kind != TokenKind.Text)
        {
            yield return code.Insert(close, " + 1", MutantFamily.OffByOne);
            yield return code.Insert(close, " - 1", MutantFamily.OffByOne);
        }
    }

    private static IEnumerable<Mutant> Call(FunctionTokens code, int open)
    {
        int close = code.Partner(open);
        if (close <= open + 1 || !code.IsCall(open))
        {
            yield break;
        }

        List<int> commas = TopLevel(code, open, close, ",");
        if (code[open - 1].Text == "range" && commas.Count <= 1)
        {
            yield return code.Insert(close, " - 1", MutantFamily.OffByOne);
            yield return code.Insert(close, " + 1", MutantFamily.OffByOne);
        }

        int start = open + 1;
        for (int i = 0; i < commas.Count; i++)
        {
            int end = i + 1 < commas.Count ? commas[i + 1] : close;
            if (commas[i] > start && end > commas[i] + 1)
            {
                string left = code.Between(start, commas[i] - 1);
                string right = code.Between(commas[i] + 1, end - 1);
                if (left != right && !left.Contains('=', StringComparison.Ordinal) && !right.Contains('=', StringComparison.Ordinal))
                {
                    yield return code.Replace(start, end - 1, right + ", " + left, MutantFamily.ArgumentSwap);
                }
            }

            start = commas[i] + 1;
        }
    }

    private static List<int> TopLevel(FunctionTokens code, int open, int close, params string[] marks)
    {
        List<int> found = [];
        for (int i = open + 1; i < close; i++)
        {
            if (marks.Contains(code[i].Text))
            {
                found.Add(i);
            }

            i = code[i].Kind == TokenKind.Open && code.Partner(i) > i ? code.Partner(i) : i;
        }

        return found;
    }
}
