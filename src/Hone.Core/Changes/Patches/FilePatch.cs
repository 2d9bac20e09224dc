namespace Hone.Changes.Patches;

/// <summary>What happens to a file.</summary>
public enum FileChange
{
    /// <summary>Its lines change.</summary>
    Modified,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is removed.</summary>
    Deleted,

    /// <summary>It has another path; its lines may change as well.</summary>
    Renamed,

    /// <summary>Only its mode changes.</summary>
    Mode,

    /// <summary>It holds bytes that are no lines.</summary>
    Binary,
}

/// <summary>The change of one file.</summary>
/// <param name="OldPath">Its path before, relative to the repository, with <c>/</c>; null when it is new.</param>
/// <param name="NewPath">Its path after; null when it is removed.</param>
/// <param name="Change">What happens to it.</param>
/// <param name="Hunks">Its hunks, in order; empty for what has no lines.</param>
public sealed record FilePatch(string? OldPath, string? NewPath, FileChange Change, IReadOnlyList<Hunk> Hunks)
{
    /// <summary>Six octal digits, such as <c>100644</c>; null where the patch does not say.</summary>
    public string? OldMode { get; init; }

    /// <summary>The mode after; null where the patch does not say.</summary>
    public string? NewMode { get; init; }

    /// <summary>Where it stands in the patch, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Git's lines above the hunks, as they stand; of a binary file everything.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>The path that people know it by: the new one, or the old one of a file that is removed.</summary>
    public string Path => NewPath ?? OldPath ?? "";

    /// <summary>Its hunks, or the change as a whole where it has none.</summary>
    public IEnumerable<HunkId> Ids => Hunks.Count == 0 ? [HunkId.Whole(Index)] : Hunks.Select(hunk => hunk.Id);

    /// <summary>Its mode changes, whatever else does.</summary>
    public bool ChangesMode => OldMode is not null && NewMode is not null && OldMode != NewMode;
}
