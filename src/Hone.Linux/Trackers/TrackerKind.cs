namespace Hone.Linux.Trackers;

/// <summary>Which tracker a repository uses, by what lies in its <c>.beads</c> folder.</summary>
public enum TrackerKind
{
    /// <summary>None; Hone begins a JSONL file at the first seeding.</summary>
    None,

    /// <summary>A JSONL file and no database: Hone works in it.</summary>
    Jsonl,

    /// <summary>bd, which keeps its beads in Dolt; its JSONL file is an export.</summary>
    Bd,

    /// <summary>br, or bd before 0.50: a SQLite database beside the JSONL file.</summary>
    Br,

    /// <summary>A folder outside the repository, named by a redirect file.</summary>
    Elsewhere,
}
