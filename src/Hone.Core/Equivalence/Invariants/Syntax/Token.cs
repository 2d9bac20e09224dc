using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A name or a word such as <c>and</c>.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>An operator or a bracket.</summary>
    Sign,
}

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Column">Where it starts, from 1.</param>
/// <param name="Text">Its letters as written.</param>
internal readonly record struct Token(TokenKind Kind, int Column, string Text)
{
    /// <summary>The value of a number.</summary>
    public ExactNumber Number { get; init; }

    /// <summary>The bytes of a text.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>True for this sign or word.</summary>
    public bool Is(string sign) => Kind is TokenKind.Sign or TokenKind.Name && Text == sign;
}
