using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>Where a parser is in its tokens, how deep, and what it found wrong.</summary>
internal sealed class TokenCursor(IReadOnlyList<Token> tokens, List<InvariantError> errors)
{
    /// <summary>How deep brackets and operators may be nested.</summary>
    public const int MostDepth = 40;

    private int _at;
    private int _depth;

    /// <summary>The token at hand.</summary>
    public Token Here => tokens[_at];

    /// <summary>The token behind it.</summary>
    public Token Next => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    /// <summary>Goes on, and gives the token that was at hand; the end stays.</summary>
    public Token Take() => tokens[_at < tokens.Count - 1 ? _at++ : _at];

    /// <summary>Goes back to the token before.</summary>
    public void Back() => _at--;

    /// <summary>Goes one level deeper; false, with an error, when that is too deep.</summary>
    public bool Enter()
    {
        if (++_depth <= MostDepth)
        {
            return true;
        }

        Add(Here.Column, $"found more than {MostDepth} brackets and operators inside each other", "make several invariants of it");
        return false;
    }

    /// <summary>Comes back from so many levels.</summary>
    public void Leave(int levels = 1) => _depth -= levels;

    /// <summary>What is read one level deeper.</summary>
    public Expression? Nested(Func<Expression?> inner)
    {
        if (!Enter())
        {
            return null;
        }

        Expression? found = inner();
        Leave();
        return found;
    }

    /// <summary>Passes the sign; false, with an error, when it is not at hand.</summary>
    public bool Close(string sign, string orElse = "")
    {
        if (Here.Is(sign))
        {
            Take();
            return true;
        }

        Expect(orElse + sign);
        return false;
    }

    /// <summary>Adds the error that something else was expected here; null.</summary>
    public Expression? Expect(string expected)
    {
        string found = Here.Kind switch
        {
            TokenKind.End => "the end",
            TokenKind.Text => "the text " + ShownValue.Quoted(Here.Bytes, 30),
            _ => Short(Here.Text),
        };
        Add(Here.Column, "found " + found, "expected " + expected);
        return null;
    }

    /// <summary>Letters as written, clipped.</summary>
    public static string Short(string letters) => letters.Length > 30 ? letters[..30] + "…" : letters;

    /// <summary>Adds an error.</summary>
    public void Add(int column, string what, string next) => errors.Add(new(column, what, next));
}
