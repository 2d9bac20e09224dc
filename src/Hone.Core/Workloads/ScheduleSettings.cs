using Hone.Units;

namespace Hone.Workloads;

/// <summary>When a round of the phase is due; each part that is stated makes one due by itself.</summary>
public sealed record ScheduleSettings
{
    /// <summary>The times; null for none.</summary>
    public CronTimes? Cron { get; init; }

    /// <summary>The time zone of <see cref="Cron"/>, by its name in the tz database.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>After how many commits since the last round's; null for any number.</summary>
    public long? EveryCommits { get; init; }

    /// <summary>Which share of the last round's hot functions must have another text; null for any.</summary>
    public Ratio? HotCodeShare { get; init; }

    /// <summary>True when nothing makes a round due.</summary>
    public bool IsEmpty => Cron is null && EveryCommits is null && HotCodeShare is null;
}
