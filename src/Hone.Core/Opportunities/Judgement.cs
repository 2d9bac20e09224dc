namespace Hone.Opportunities;

/// <summary>What people and agents said of a row, merged: of each part the latest, with its reason.</summary>
public sealed record Judgement
{
    /// <summary>Effort, 1–5; null when nobody judged it.</summary>
    public int? Effort { get; init; }

    /// <summary>Why <see cref="Effort"/>.</summary>
    public string EffortBecause { get; init; } = "";

    /// <summary>The row was turned down.</summary>
    public bool Rejected { get; init; }

    /// <summary>Why it was turned down.</summary>
    public string RejectedBecause { get; init; } = "";

    /// <summary>The lever that was named; null when none was.</summary>
    public string? Lever { get; init; }

    /// <summary>The source lines that show it.</summary>
    public IReadOnlyList<SourceLines> Lines { get; init; } = [];

    /// <summary>How sure the author is, 0 to 1: recorded, and used for nothing.</summary>
    public double? Belief { get; init; }
}
