using System.Text;
using Hone.Beads.Schedules;
using Hone.Cli.Commands;
using Hone.Linux.Processes;
using Hone.Linux.Schedules;
using Hone.Linux.Trackers;
using Hone.Problems;

namespace Hone.Cli.Steps.Scheduling;

/// <summary>
/// Writes what asks on this machine whether a round is due, shows it, and takes it away. Nothing is started by it: unit files do nothing
/// before a person enables them, and a line in a crontab is what cron itself goes by.
/// </summary>
internal static class ScheduleStep
{
    /// <summary>The kinds that there are.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["systemd", "crontab"];

    private const string CrontabName = "crontab";

    // Whoever changes the crontab reads it all and writes it all; another user of crontab(1) is not held back by this.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    // Without them the timer would ask another tracker than the one who installs it, and take other locks and leases.
    private static readonly string[] _kept = ["BEADS_DIR", TrackerChoice.Variable, "XDG_STATE_HOME"];

    /// <summary>What would ask about this project.</summary>
    /// <param name="session">The project.</param>
    /// <param name="minutes">How often.</param>
    /// <param name="isWritten">It will be written, and must name a file of hone that is there.</param>
    private static Timetable Table(Session session, int minutes, bool isWritten) => new Timetable(
        session.Project.Name,
        session.Folder,
        Program() ?? (isWritten ? throw new ProblemException(new(ExitCode.ToolMissing, "no-hone", "this hone has no file of its own that a timer could start, and there is none on PATH", "put hone on PATH")) : "hone"),
        Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath,
        minutes)
    {
        Variables = [.. _kept.Select(name => (name, Environment.GetEnvironmentVariable(name) ?? "")).Where(each => each.Item2.Length > 0)],
    }.Checked();

    /// <summary>Writes it, or with a dry run says what would be written. Again with the same settings it changes nothing.</summary>
    public static TimerDocument Install(Session session, string kind, int minutes, bool dryRun)
    {
        Timetable table = Table(session, minutes, isWritten: true);
        if (kind == CrontabName)
        {
            string block = CrontabBlock.Of(table);
            using IDisposable? held = dryRun ? null : Crontab.Lock(session.Folder, _patience);
            string before = dryRun ? "" : Crontab.Read(session.Cancellation);
            string after = CrontabBlock.Put(before, table.Name, Bytes(block));
            bool change = !dryRun && after != before;
            if (change)
            {
                Crontab.Write(after, session.Cancellation);
            }

            return new("hone.schedule/1", kind, !dryRun, change, [new(CrontabName, dryRun ? "not looked at" : "same", block)], []);
        }

        UserUnits.Insist(SystemdUnits.Of(table));
        bool written = false;
        List<TimerFileDocument> files = [];
        foreach (ScheduleFile file in SystemdUnits.Of(table))
        {
            written |= !dryRun && UserUnits.Write(file);
            files.Add(new(Path.Combine(UserUnits.Folder(), file.Name), Name(UserUnits.State(file)), file.Text));
        }

        return new("hone.schedule/1", kind, !dryRun, written, files, SystemdUnits.Begin(table));
    }

    /// <summary>What is there.</summary>
    public static TimerDocument Show(Session session, string kind, int minutes)
    {
        Timetable table = Table(session, minutes, isWritten: false);
        if (kind == CrontabName)
        {
            string? there = CrontabBlock.In(Crontab.Read(session.Cancellation), table.Name);
            string state = Name(there is null ? ScheduleState.Absent : there == Bytes(CrontabBlock.Of(table)) ? ScheduleState.Same : ScheduleState.Differs);
            return new("hone.schedule/1", kind, there is not null, false, [new(CrontabName, state, there is null ? "" : Text(there))], []);
        }

        TimerFileDocument[] files = [.. SystemdUnits.Of(table).Select(file => new TimerFileDocument(Path.Combine(UserUnits.Folder(), file.Name), Name(UserUnits.State(file)), file.Text))];
        return new("hone.schedule/1", kind, files.All(file => file.State is "same" or "differs"), false, files, []);
    }

    /// <summary>Takes it away, or with a dry run says what would be.</summary>
    public static TimerDocument Remove(Session session, string kind, int minutes, bool dryRun)
    {
        Timetable table = Table(session, minutes, isWritten: false);
        if (kind == CrontabName)
        {
            using IDisposable? held = dryRun ? null : Crontab.Lock(session.Folder, _patience);
            string before = Crontab.Read(session.Cancellation);
            string? there = CrontabBlock.In(before, table.Name);
            if (there is not null && !dryRun)
            {
                Crontab.Write(CrontabBlock.Remove(before, table.Name), session.Cancellation);
            }

            return new("hone.schedule/1", kind, there is not null && dryRun, there is not null && !dryRun, [new(CrontabName, Name(there is null || !dryRun ? ScheduleState.Absent : ScheduleState.Same), there is null ? "" : Text(there))], []);
        }

        UserUnits.Insist(SystemdUnits.Of(table));
        bool removed = false;
        List<TimerFileDocument> files = [];
        foreach (ScheduleFile file in SystemdUnits.Of(table))
        {
            removed |= !dryRun && UserUnits.Remove(file);
            files.Add(new(Path.Combine(UserUnits.Folder(), file.Name), Name(UserUnits.State(file)), file.Text));
        }

        return new("hone.schedule/1", kind, files.Any(file => file.State is "same" or "differs"), removed, files, dryRun ? SystemdUnits.End(table) : removed ? SystemdUnits.Forget() : []);
    }

    // A crontab is handled as bytes, a letter for each.
    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Text(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    private static string Name(ScheduleState state) => state.ToString().ToLowerInvariant();

    // Started as `dotnet hone.dll` the process is dotnet's: then the hone on PATH is what a timer can start.
    private static string? Program()
    {
        if (Environment.ProcessPath is { } own && Path.GetFileName(own) == "hone")
        {
            return own;
        }

        return ProgramLookup.Find("hone", "/", Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath);
    }
}
