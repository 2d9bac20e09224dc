using Hone.Units;

namespace Hone.Workloads;

/// <summary>Builds the schedule from the valid values of its table. Whether a time zone exists is a matter of the machine, and asked later.</summary>
internal static class ScheduleReader
{
    /// <summary>The schedule; null when its table states nothing.</summary>
    public static ScheduleSettings? Read(ManifestValues values, ManifestErrors errors)
    {
        CronTimes? cron = null;
        if (values.Get<string>("cron") is { } text && (cron = CronTimes.Parse(text, out string reason)) is null)
        {
            errors.Add(values.PlaceOf("cron"), "bad-cron", $"cron is {ManifestErrors.Quote(text)}, which is no cron expression: {reason}", "write five fields, minute hour day month weekday, such as cron = \"0 3 * * 1-5\"");
        }

        ScheduleSettings schedule = new()
        {
            Cron = cron,
            TimeZone = values.Get<string>("time-zone") ?? "UTC",
            EveryCommits = values.GetValue<long>("every-commits"),
            HotCodeShare = values.GetValue<Ratio>("hot-code-share"),
        };
        return schedule.IsEmpty ? null : schedule;
    }
}
