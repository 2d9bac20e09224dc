using Hone.Equivalence.Mutants;

namespace Hone.Changes.Patches.Reading;

/// <summary>A line that a patch adds or removes.</summary>
/// <param name="Hunk">Its hunk.</param>
/// <param name="IsNew">It is added.</param>
/// <param name="Line">Its number on its side, from 1.</param>
/// <param name="Text">The line.</param>
/// <param name="Function">The function it belongs to: an index of <see cref="PatchReading.Functions"/>.</param>
/// <param name="Tokens">Its tokens; empty for a blank line or a comment.</param>
public sealed record ChangedLine(HunkId Hunk, bool IsNew, int Line, string Text, int Function, IReadOnlyList<SourceToken> Tokens)
{
    /// <summary>It holds code.</summary>
    public bool HasCode => Tokens.Count > 0;

    /// <summary>It holds nothing but blanks.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

/// <summary>Changed lines without an unchanged one between them.</summary>
/// <param name="Hunk">Their hunk.</param>
/// <param name="Removed">What is removed, in order.</param>
/// <param name="Added">What is put there.</param>
public sealed record Edit(HunkId Hunk, IReadOnlyList<ChangedLine> Removed, IReadOnlyList<ChangedLine> Added)
{
    /// <summary>All lines, the removed ones first.</summary>
    public IEnumerable<ChangedLine> Lines => Removed.Concat(Added);

    /// <summary>The line that people are sent to: the first of the new side, else of the old one.</summary>
    public int Line => Added.Count > 0 ? Added[0].Line : Removed[0].Line;

    /// <summary>The tokens that are removed.</summary>
    public IEnumerable<SourceToken> OldTokens => Removed.SelectMany(line => line.Tokens);

    /// <summary>The tokens that are added.</summary>
    public IEnumerable<SourceToken> NewTokens => Added.SelectMany(line => line.Tokens);
}

/// <summary>A file of a patch, read on both sides.</summary>
/// <param name="File">Its change.</param>
/// <param name="Old">The file before.</param>
/// <param name="New">The file after.</param>
/// <param name="Edits">What changes in it, in order.</param>
public sealed record FileReading(FilePatch File, SourceSide Old, SourceSide New, IReadOnlyList<Edit> Edits)
{
    /// <summary>Its changed lines.</summary>
    public IEnumerable<ChangedLine> Lines => Edits.SelectMany(edit => edit.Lines);

    /// <summary>The side that a line belongs to.</summary>
    public SourceSide SideOf(ChangedLine line) => line.IsNew ? New : Old;
}
