using System.Globalization;

namespace Hone.Equivalence.Mutants;

/// <summary>Mutants that put one constant in the place of another.</summary>
internal static class ConstantRules
{
    /// <summary>The mutants of the number, text, letter or truth value at an index.</summary>
    public static IEnumerable<Mutant> At(FunctionTokens code, int i)
    {
        SourceToken token = code[i];
        return token.Kind switch
        {
            TokenKind.Number when !IsFailureCode(code, i) => Number(token.Text).Select(other => code.Replace(i, i, other, MutantFamily.Constant)),
            TokenKind.Text when Text(code, i) is string other => [code.Replace(i, i, other, MutantFamily.TextConstant)],
            TokenKind.Letter when Letter(token.Text) is string other => [code.Replace(i, i, other, MutantFamily.TextConstant)],
            TokenKind.Word when token.Text == code.Language.Truth.True && !IsName(code, i) => [code.Replace(i, i, code.Language.Truth.False, MutantFamily.Constant)],
            TokenKind.Word when token.Text == code.Language.Truth.False && !IsName(code, i) => [code.Replace(i, i, code.Language.Truth.True, MutantFamily.Constant)],
            _ => [],
        };
    }

    // "return -1": whoever called looks at the sign, and another number would say the same.
    private static bool IsFailureCode(FunctionTokens code, int i) => code[i - 1].Text == "-" && code[i - 2].Text == "return";

    private static bool IsName(FunctionTokens code, int i) => code[i - 1].Text is "." or "->" or "::";

    private static IEnumerable<string> Number(string text)
    {
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        // Hexadecimal, octal and grouped numbers keep their form, and get the one behind them.
        if (text.Length > 1 && text[0] == '0' && !text.StartsWith("0.", StringComparison.Ordinal) || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? [$"({text} + 1)"] : [];
        }

        string rest = text[digits..];
        IEnumerable<long> others = value switch { 0 => [1L], 1 => [2, 0], long.MaxValue => [0], _ => [value + 1, value - 1, 0] };
        return others.Select(other => other.ToString(CultureInfo.InvariantCulture) + rest);
    }

    private static string? Text(FunctionTokens code, int i)
    {
        // A text that stands alone says something to readers only.
        if (code[i - 1].Line < code[i].Line && code[i + 1].Line > code[i].Line && code.Language.Blocks == BlockStyle.Indentation)
        {
            return null;
        }

        TextForm form = code.Language.Texts.First(form => code[i].Text.StartsWith(form.Open, StringComparison.Ordinal));
        string empty = form.Open + form.Close;
        return code[i].Text.Length > empty.Length ? (form.Open.EndsWith("\"\"\"", StringComparison.Ordinal) ? "\"\"" : empty) : form.Open + "x" + form.Close;
    }

    private static string? Letter(string text) => text switch
    {
        [_, '\\', 'n', _] => "' '",
        [_, ' ', _] => "'_'",
        [_, char c, _] when char.IsAsciiLetterOrDigit(c) && c is not ('z' or 'Z' or '9') => $"'{(char)(c + 1)}'",
        [_, < (char)0x80 and not '\\', _] => "'x'",
        _ => null,
    };
}
