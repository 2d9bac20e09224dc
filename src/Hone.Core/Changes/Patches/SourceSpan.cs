namespace Hone.Changes.Patches;

/// <summary>A stretch of lines of a file.</summary>
/// <param name="FirstLine">The first, from 1.</param>
/// <param name="LastLine">The last, itself included.</param>
public sealed record SourceSpan(int FirstLine, int LastLine)
{
    /// <summary>True when the line lies in it.</summary>
    public bool Holds(int line) => line >= FirstLine && line <= LastLine;
}
