using Hone.Problems;

namespace Hone.Linux.Schedules;

/// <summary>Time zones of this machine's tz database (<c>/usr/share/zoneinfo</c>).</summary>
public static class TimeZones
{
    /// <summary>The zone; one that the machine does not know is a problem (rule <c>time-zone-unknown</c>).</summary>
    /// <param name="name">Its name, such as <c>Europe/Berlin</c>.</param>
    /// <param name="place">Where it was stated.</param>
    public static TimeZoneInfo Find(string name, string? place)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone))
        {
            return zone;
        }

        // UTC needs no database.
        return name == "UTC" ? TimeZoneInfo.Utc : throw new ProblemException(Directory.Exists("/usr/share/zoneinfo")
            ? new(ExitCode.Usage, "time-zone-unknown", $"this machine knows no time zone '{name}'", "write a name of the tz database, such as Europe/Berlin; timedatectl list-timezones lists them") { Place = place }
            : new(ExitCode.ToolMissing, "time-zones-missing", $"there is no tz database on this machine, so the time zone '{name}' is not known", "install tzdata, or write time-zone = \"UTC\"") { Place = place });
    }
}
