namespace Hone.Beads.Schedules;

/// <summary>One part of the schedule, and where it stands.</summary>
/// <param name="Name">The manifest's key: <c>cron</c>, <c>every-commits</c>, <c>hot-code-share</c>.</param>
/// <param name="Value">What was found, for people.</param>
/// <param name="Limit">What it must be.</param>
/// <param name="Holds">True when it makes a round due.</param>
public sealed record DueTerm(string Name, string Value, string Limit, bool Holds);

/// <summary>Whether a round is due.</summary>
public sealed record DueAnswer
{
    /// <summary>True when a round is to begin now.</summary>
    public required bool IsDue { get; init; }

    /// <summary>Why, or why not: sentences without a full stop, the weightiest first; never empty.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The parts of the schedule that are stated.</summary>
    public required IReadOnlyList<DueTerm> Terms { get; init; }

    /// <summary>The next time of the cron expression after now, with the offset then in force; null without one.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>How many times of the cron expression passed since the last round began; at most <see cref="DueRule.MostPassed"/> are counted.</summary>
    public int Passed { get; init; }

    /// <summary>The phase that is under way and keeps another from beginning; null when none is.</summary>
    public OpenPhase? Open { get; init; }
}
