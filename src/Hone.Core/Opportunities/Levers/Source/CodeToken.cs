namespace Hone.Opportunities.Levers.Source;

/// <summary>What a token is, as far as the look at loops needs it.</summary>
public enum CodeTokenKind
{
    /// <summary>A name or keyword.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text or letter constant.</summary>
    Text,

    /// <summary>An operator or separator.</summary>
    Operator,

    /// <summary>An opening bracket of any kind.</summary>
    Open,

    /// <summary>A closing one.</summary>
    Close,
}

/// <summary>A token of a function's source.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it is written.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">How far its line is indented before it, or where it stands in it, from 0.</param>
public readonly record struct CodeToken(CodeTokenKind Kind, string Text, int Line, int Column);

/// <summary>A function as it is written.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="Head">The tokens of its head: name, parameters.</param>
/// <param name="Body">The tokens of its body.</param>
/// <param name="Indented">Blocks are told by indentation, not by braces.</param>
public sealed record CodeFunction(string Name, IReadOnlyList<CodeToken> Head, IReadOnlyList<CodeToken> Body, bool Indented);
