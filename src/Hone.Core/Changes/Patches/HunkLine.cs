namespace Hone.Changes.Patches;

/// <summary>What a line of a hunk is.</summary>
public enum HunkLineKind
{
    /// <summary>On both sides.</summary>
    Context,

    /// <summary>On the new side only.</summary>
    Added,

    /// <summary>On the old side only.</summary>
    Removed,
}

/// <summary>A line of a hunk.</summary>
/// <param name="Kind">On which side it stands.</param>
/// <param name="Text">The line without its mark and its line feed; a carriage return stays.</param>
public readonly record struct HunkLine(HunkLineKind Kind, string Text)
{
    /// <summary>The file ends with this line, and without a line feed.</summary>
    public bool EndsWithoutFeed { get; init; }
}
