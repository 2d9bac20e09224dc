namespace Hone.Beads;

/// <summary>The statuses that bd, br and Hone share; others occur and are kept as they stand.</summary>
public static class BeadStatus
{
    /// <summary>Nobody works on it.</summary>
    public const string Open = "open";

    /// <summary>Its assignee works on it.</summary>
    public const string InProgress = "in_progress";

    /// <summary>Done, with a reason.</summary>
    public const string Closed = "closed";

    /// <summary>Deleted; br keeps the line so that the deletion travels.</summary>
    public const string Tombstone = "tombstone";
}
