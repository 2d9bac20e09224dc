using Hone.Workloads;

namespace Hone.Beads.Schedules;

/// <summary>A whole round, as the record tells it.</summary>
/// <param name="Began">When it began.</param>
/// <param name="Ended">When it ended; not before it began.</param>
/// <param name="Commit">The commit that it was about.</param>
public sealed record RoundMark(DateTimeOffset Began, DateTimeOffset Ended, string Commit);

/// <summary>A phase that is under way.</summary>
/// <param name="What">What shows it: its open beads, or the hone at work; the end of a sentence.</param>
/// <param name="Since">Since when; null when that is not known.</param>
/// <param name="Next">What brings it to its end, as a command or a sentence.</param>
public sealed record OpenPhase(string What, DateTimeOffset? Since, string Next);

/// <summary>How many of the functions that the last round found hot have another text now.</summary>
/// <param name="Changed">So many.</param>
/// <param name="Of">Of so many.</param>
public sealed record HotCodeChange(int Changed, int Of);

/// <summary>What <see cref="DueRule"/> is given. Null means "not known", which never counts as "none".</summary>
public sealed record DueFacts
{
    /// <summary>When a round is due.</summary>
    public required ScheduleSettings Schedule { get; init; }

    /// <summary>The zone that <see cref="ScheduleSettings.TimeZone"/> names.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The present time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The last whole round; null when there was none.</summary>
    public RoundMark? LastRound { get; init; }

    /// <summary>When a round that has not come to its end last recorded a baseline; null when the last round ended.</summary>
    public DateTimeOffset? Unended { get; init; }

    /// <summary>Commits since the last round's; null when they cannot be counted.</summary>
    public long? CommitsSince { get; init; }

    /// <summary>Why commits cannot be counted here at all, so that a round would not mend it either; null when one would.</summary>
    public string? Uncountable { get; init; }

    /// <summary>What became of the hot functions; null when the last round kept none.</summary>
    public HotCodeChange? HotCode { get; init; }

    /// <summary>The phase that is under way; null when none is.</summary>
    public OpenPhase? Open { get; init; }
}
