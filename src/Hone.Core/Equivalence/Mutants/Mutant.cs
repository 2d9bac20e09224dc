namespace Hone.Equivalence.Mutants;

/// <summary>One small fault in one file: a piece of the source, and what stands there instead.</summary>
/// <param name="File">The file, relative to the project folder.</param>
/// <param name="Function">The function that it is in.</param>
/// <param name="Line">The line of the piece, counted from 1.</param>
/// <param name="Start">The piece's first letter, counted from 0.</param>
/// <param name="Length">How long the piece is, in letters.</param>
/// <param name="Replacement">What stands there instead.</param>
/// <param name="Family">What kind of fault it is.</param>
public sealed record Mutant(string File, string Function, int Line, int Start, int Length, string Replacement, MutantFamily Family)
{
    /// <summary>The source with the fault in it.</summary>
    public string Apply(string source) => string.Concat(source.AsSpan(0, Start), Replacement, source.AsSpan(Start + Length));
}
