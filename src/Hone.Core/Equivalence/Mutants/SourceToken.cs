namespace Hone.Equivalence.Mutants;

/// <summary>What a token is.</summary>
public enum TokenKind
{
    /// <summary>A name or keyword.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text constant with its quotes.</summary>
    Text,

    /// <summary>One letter with its quotes, where the language has such.</summary>
    Letter,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>An opening parenthesis, bracket or brace.</summary>
    Open,

    /// <summary>A closing one.</summary>
    Close,
}

/// <summary>A token of a source file; comments and preprocessor lines are none.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first letter, counted from 0.</param>
/// <param name="Text">The token as it stands in the source.</param>
/// <param name="Line">Its line, counted from 1.</param>
public readonly record struct SourceToken(TokenKind Kind, int Start, string Text, int Line)
{
    /// <summary>Behind its last letter.</summary>
    public int End => Start + Text.Length;
}
