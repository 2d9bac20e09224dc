using System.CommandLine;
using System.Globalization;
using System.Text;
using Hone.Beads.Schedules;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Scheduling;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone schedule install|show|remove</c>: what asks on this machine whether a round is due.</summary>
internal static class ScheduleCommand
{
    public static Command Create() => new(
        "schedule",
        """
        A timer on this machine that asks whether a round is due, and runs it if so: hone run --if-due. When a round is due stands in
        hone.toml, [schedule]; hone due answers at any time.

        Example: hone schedule install systemd --dry-run
        """)
    {
        Install(),
        Show(),
        Remove(),
    };

    private static Command Install()
    {
        Argument<string> kind = Kind();
        Option<bool> dryRun = new("--dry-run") { Description = "Print exactly what would be written, and write nothing." };
        Option<string> minutes = Minutes();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "install",
            """
            Write the timer, or write it anew: for systemd two unit files of the user, which do nothing before you enable them by the
            commands that are printed; for crontab a line between two marks, which cron goes by from then on. It starts nothing.

            Example: hone schedule install crontab
            """)
        {
            kind, minutes, dryRun, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            bool isDry = front.Arguments.GetValue(dryRun);
            if (session.Project.Schedule is null)
            {
                front.Progress.Say("hone.toml has no [schedule] yet: until it has one, the timer ends with that problem each time");
            }

            TimerDocument done = ScheduleStep.Install(session, front.Arguments.GetValue(kind)!, Number(front.Arguments.GetValue(minutes)!), isDry);
            front.Print(done, ScheduleJson.Default.TimerDocument, () => isDry ? Texts(done) : Told(done, done.Written ? "written" : "already as it is to be"));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> kind = Kind();
        Option<string> minutes = Minutes();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new("show", "What is there; exit code 1 when nothing is.\n\nExample: hone schedule show systemd") { kind, minutes, project, json };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            TimerDocument there = ScheduleStep.Show(session, front.Arguments.GetValue(kind)!, Number(front.Arguments.GetValue(minutes)!));
            front.Print(there, ScheduleJson.Default.TimerDocument, () => string.Concat(there.Files.Select(file => $"{Printable.Clean(file.Path)}: {file.State}\n")));
            return there.Installed ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }

    private static Command Remove()
    {
        Argument<string> kind = Kind();
        Option<bool> dryRun = new("--dry-run") { Description = "Print what would be taken away, and take nothing away." };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "remove",
            """
            Take the timer away. A timer of systemd that was enabled is stopped first by you, by the command that --dry-run prints.

            Example: hone schedule remove systemd
            """)
        {
            kind, dryRun, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            bool isDry = front.Arguments.GetValue(dryRun);
            TimerDocument done = ScheduleStep.Remove(session, front.Arguments.GetValue(kind)!, Timetable.Ticks[0], isDry);
            front.Print(
                done,
                ScheduleJson.Default.TimerDocument,
                () => isDry && !done.Installed ? "nothing is there\n" : Told(done, isDry ? "would be taken away" : done.Written ? "taken away" : "was not there"));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Argument<string> Kind()
    {
        Argument<string> kind = new("kind") { Description = "systemd (a timer of the user) or crontab." };
        kind.AcceptOnlyFromAmong([.. ScheduleStep.Kinds]);
        return kind;
    }

    private static Option<string> Minutes()
    {
        Option<string> minutes = new("--minutes") { Description = "How often it asks.", HelpName = "minutes", DefaultValueFactory = _ => "15" };
        minutes.AcceptOnlyFromAmong([.. Timetable.Ticks.Select(tick => tick.ToString(CultureInfo.InvariantCulture))]);
        return minutes;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Texts(TimerDocument done)
    {
        StringBuilder text = new();
        foreach (TimerFileDocument file in done.Files)
        {
            text.Append("== ").Append(Printable.Clean(file.Path)).Append('\n').Append(file.Text);
        }

        return Next(text, done).ToString();
    }

    private static string Told(TimerDocument done, string what)
    {
        StringBuilder text = new();
        foreach (TimerFileDocument file in done.Files)
        {
            text.Append(what).Append(": ").Append(Printable.Clean(file.Path)).Append('\n');
        }

        return Next(text, done).ToString();
    }

    private static StringBuilder Next(StringBuilder text, TimerDocument done)
    {
        foreach (string command in done.Commands)
        {
            text.Append("  next: ").Append(command).Append('\n');
        }

        return text;
    }
}
