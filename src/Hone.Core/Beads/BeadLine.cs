namespace Hone.Beads;

/// <summary>What one line of a JSONL tracker is.</summary>
public enum BeadLineKind
{
    /// <summary>An issue.</summary>
    Issue,

    /// <summary>Something else that tools write: a schema header, a memory, white space.</summary>
    Other,

    /// <summary>No JSON object, or one without an id and a title: damaged, or cut off.</summary>
    Unreadable,

    /// <summary>A conflict marker of git.</summary>
    Conflict,
}

/// <summary>One line of a JSONL tracker.</summary>
/// <param name="Raw">Its bytes as they stand, with the line's end; these are what is written back.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bead">What it says; only on an issue.</param>
/// <param name="Note">What is odd about it, as a phrase; null when nothing is.</param>
public sealed record BeadLine(ReadOnlyMemory<byte> Raw, BeadLineKind Kind, Bead? Bead, string? Note);
