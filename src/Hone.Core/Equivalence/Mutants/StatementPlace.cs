using System.Text;

namespace Hone.Equivalence.Mutants;

/// <summary>A place where another statement can be put before one that is there.</summary>
/// <param name="Line">The statement's line, from 1.</param>
/// <param name="Start">Its first letter, from 0.</param>
/// <param name="End">Behind its last letter.</param>
/// <param name="Wraps">It is the body of a condition or loop without braces: both have to be put into some.</param>
public readonly record struct StatementPlace(int Line, int Start, int End, bool Wraps)
{
    /// <summary>The places of a function, in the order of the source; of each line the first.</summary>
    public static IReadOnlyList<StatementPlace> Of(string source, SourceLanguage language, IReadOnlyList<SourceToken> tokens, SourceFunction function)
    {
        FunctionTokens code = new(source, language, tokens, function);
        List<StatementPlace> places = [];
        for (int i = code.From; i < code.To; i++)
        {
            if (!StatementRules.BeginsStatement(code, i) || IsLabel(code, i) || (places.Count > 0 && places[^1].Line == code[i].Line))
            {
                continue;
            }

            int end = StatementRules.EndOf(code, i);
            bool bare = StatementRules.IsBare(code, i);
            if (!bare || end > 0)
            {
                places.Add(new(code[i].Line, code[i].Start, end > 0 ? code[end].End : code[i].Start, bare));
            }
        }

        return places;
    }

    /// <summary>The source with a statement before each of the places.</summary>
    /// <param name="source">The source.</param>
    /// <param name="places">Places in it; of several functions, too.</param>
    /// <param name="statement">The statement for a line, as it stands in the source.</param>
    public static string Mark(string source, IEnumerable<StatementPlace> places, Func<int, string> statement)
    {
        List<(int At, int Order, string Text)> pieces = [];
        foreach (StatementPlace place in places)
        {
            pieces.Add((place.Start, 1, (place.Wraps ? "{ " : "") + statement(place.Line) + " "));
            if (place.Wraps)
            {
                pieces.Add((place.End, 0, " }"));
            }
        }

        StringBuilder text = new(source.Length + (pieces.Count * 32));
        int from = 0;
        foreach ((int at, int _, string piece) in pieces.OrderBy(piece => piece.At).ThenBy(piece => piece.Order))
        {
            text.Append(source, from, at - from).Append(piece);
            from = at;
        }

        return text.Append(source, from, source.Length - from).ToString();
    }

    // "case 1:", "default:", "else", "catch": no statement may stand before these.
    private static bool IsLabel(FunctionTokens code, int i) =>
        code[i].Text is "case" or "default" or "else" or "catch" or "finally" or "elif" or "except" or "rescue" or "ensure" or "when" or "end" or "then" or "fi" or "done" or "esac" or "elsif"
        || (code[i].Kind == TokenKind.Word && code[i + 1].Text == ":" && code.Language.Blocks == BlockStyle.Braces);
}
