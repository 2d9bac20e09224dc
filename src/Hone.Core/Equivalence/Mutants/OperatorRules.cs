namespace Hone.Equivalence.Mutants;

/// <summary>Mutants that put one operator in the place of another.</summary>
internal static class OperatorRules
{
    private static readonly Dictionary<string, (MutantFamily Family, string[] Others)> _swaps = new(StringComparer.Ordinal)
    {
        ["<"] = (MutantFamily.Relational, ["<=", ">="]),
        ["<="] = (MutantFamily.Relational, ["<", ">"]),
        [">"] = (MutantFamily.Relational, [">=", "<="]),
        [">="] = (MutantFamily.Relational, [">", "<"]),
        ["=="] = (MutantFamily.Relational, ["!="]),
        ["!="] = (MutantFamily.Relational, ["=="]),
        ["==="] = (MutantFamily.Relational, ["!=="]),
        ["!=="] = (MutantFamily.Relational, ["==="]),
        ["<>"] = (MutantFamily.Relational, ["="]),
        ["+"] = (MutantFamily.Arithmetic, ["-"]),
        ["-"] = (MutantFamily.Arithmetic, ["+"]),
        ["*"] = (MutantFamily.Arithmetic, ["/"]),
        ["/"] = (MutantFamily.Arithmetic, ["*"]),
        ["%"] = (MutantFamily.Arithmetic, ["*"]),
        ["+="] = (MutantFamily.Arithmetic, ["-=", "="]),
        ["-="] = (MutantFamily.Arithmetic, ["+=", "="]),
        ["*="] = (MutantFamily.Arithmetic, ["/=", "="]),
        ["/="] = (MutantFamily.Arithmetic, ["*="]),
        ["&"] = (MutantFamily.Bitwise, ["|"]),
        ["|"] = (MutantFamily.Bitwise, ["&"]),
        ["^"] = (MutantFamily.Bitwise, ["&"]),
        ["<<"] = (MutantFamily.Bitwise, [">>"]),
        [">>"] = (MutantFamily.Bitwise, ["<<"]),
        [">>>"] = (MutantFamily.Bitwise, ["<<"]),
        ["&="] = (MutantFamily.Bitwise, ["|="]),
        ["|="] = (MutantFamily.Bitwise, ["&="]),
        ["^="] = (MutantFamily.Bitwise, ["|="]),
        ["<<="] = (MutantFamily.Bitwise, [">>="]),
        [">>="] = (MutantFamily.Bitwise, ["<<="]),
        ["&&"] = (MutantFamily.Logical, ["||"]),
        ["||"] = (MutantFamily.Logical, ["&&"]),
    };

    /// <summary>The mutants of the operator or word at an index.</summary>
    public static IEnumerable<Mutant> At(FunctionTokens code, int i)
    {
        SourceToken token = code[i];
        if (token.Kind == TokenKind.Word)
        {
            foreach (Mutant mutant in Words(code, i))
            {
                yield return mutant;
            }
        }
        else if (token.Text is "++" or "--")
        {
            yield return code.Replace(i, i, token.Text == "++" ? "--" : "++", MutantFamily.Increment);
        }
        else if (token.Text == "!" && code[i + 1] is { Kind: TokenKind.Word } or { Text: "(" })
        {
            yield return code.Replace(i, i, "", MutantFamily.Logical);
        }
        else if (token.Kind == TokenKind.Operator && _swaps.TryGetValue(token.Text, out (MutantFamily Family, string[] Others) swap)
            && code.IsBinary(i) && (code.IsSpaced(i) || !IsOfTypes(code, token.Text)))
        {
            foreach (string other in swap.Others)
            {
                yield return code.Replace(i, i, other, swap.Family);
            }
        }
    }

    private static IEnumerable<Mutant> Words(FunctionTokens code, int i)
    {
        string? other = code[i].Text switch { "and" => "or", "or" => "and", "AND" => "OR", "OR" => "AND", _ => null };
        if (other is not null && (code.Language.Blocks != BlockStyle.Braces || code.Language.Name is "sql" or "php" or "perl"))
        {
            yield return code.Replace(i, i, other, MutantFamily.Logical);
        }
        else if (code[i].Text is "not" or "NOT" && code.Language.Not.Trim() == code[i].Text && code[i + 1].Text is not ("in" or "IN"))
        {
            yield return code.Replace(i, i, "", MutantFamily.Logical);
        }
    }

    // "<" of a list of types, and "*" and "&" of a pointer: without blanks they may be either.
    private static bool IsOfTypes(FunctionTokens code, string text) =>
        (code.Language.TypeArguments && text is "<" or ">" or ">>" or ">>>") || (text is "*" or "&" && code.Language.Directives) || (code.Language.Name == "shell");
}
