using System.Globalization;

namespace Hone.Beads.Schedules;

/// <summary>
/// A timer of a user's systemd and the service that it starts (systemd.timer(5), systemd.service(5), systemd.syntax(7)). The service is
/// no second one while the first is at work, and the timer counts from its end.
/// </summary>
public static class SystemdUnits
{
    /// <summary>The first line of each file: what does not begin with it is somebody else's.</summary>
    public const string Mark = "# Written by: hone schedule install systemd. Taken away by: hone schedule remove systemd.";

    /// <summary>The service, then the timer.</summary>
    public static IReadOnlyList<ScheduleFile> Of(Timetable table) =>
    [
        new(table.Name + ".service", $"""
            {Mark}
            [Unit]
            Description=A round of the performance phase of {table.Project}, if one is due

            [Service]
            Type=oneshot
            {string.Join('\n', table.Environment.Select(each => "Environment=" + Quote(each.Name + "=" + each.Value)))}
            ExecStart={Word(table.Program)} run --if-due {Word(table.Folder)}
            TimeoutStartSec=infinity

            """),
        new(table.Name + ".timer", $"""
            {Mark}
            [Unit]
            Description=Asks whether a round of the performance phase of {table.Project} is due

            [Timer]
            OnStartupSec=5min
            OnUnitInactiveSec={table.Minutes.ToString(CultureInfo.InvariantCulture)}min
            AccuracySec=30s

            [Install]
            WantedBy=timers.target

            """),
    ];

    /// <summary>What a person runs to make the timer known and let it begin.</summary>
    public static IReadOnlyList<string> Begin(Timetable table) =>
        ["systemctl --user daemon-reload", $"systemctl --user enable --now {table.Name}.timer", "loginctl enable-linger   # where it is to go on while you are not logged in"];

    /// <summary>What a person runs before the files are taken away.</summary>
    public static IReadOnlyList<string> End(Timetable table) => [$"systemctl --user disable --now {table.Name}.timer"];

    /// <summary>What a person runs after the files were taken away.</summary>
    public static IReadOnlyList<string> Forget() => ["systemctl --user daemon-reload"];

    // In a command line $ begins a variable as well.
    private static string Word(string text) => Quote(text).Replace("$", "$$", StringComparison.Ordinal);

    // % begins a specifier everywhere.
    private static string Quote(string text) =>
        "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal) + "\"";
}
