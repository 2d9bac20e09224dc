using System.CommandLine;
using System.Text;
using Hone.Beads.Schedules;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Scheduling;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone due</c>: whether a round of the phase is to begin now.</summary>
internal static class DueCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string?> otherwise = Otherwise();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "due",
            """
            Whether a round is due by [schedule] in hone.toml: exit code 0 when it is, with the reason; 1 when it is not, with what is
            missing; 2 when the manifest does not say. It starts nothing, and none is due while a phase is open.

            Example: hone due && hone run
            """)
        {
            project, otherwise, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            (DueAnswer answer, RoundMark? last) = DueStep.Ask(session, front.Arguments.GetValue(otherwise), holdsLock: false);
            Print(front, answer, last);
            return answer.IsDue ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }

    /// <summary>The option for a manifest without a schedule.</summary>
    public static Option<string?> Otherwise() => new("--otherwise")
    {
        Description = "The times to go by when hone.toml has no [schedule], as a cron expression in UTC.",
        HelpName = "cron",
    };

    /// <summary>Asks for another command, and prints the answer when it is no.</summary>
    public static bool IsDue(Front front, Session session, string? otherwise, bool holdsLock)
    {
        (DueAnswer answer, RoundMark? last) = DueStep.Ask(session, otherwise, holdsLock);
        if (!answer.IsDue)
        {
            Print(front, answer, last);
        }

        return answer.IsDue;
    }

    private static void Print(Front front, DueAnswer answer, RoundMark? last) =>
        front.Print(DueDocument.From(answer, last), ScheduleJson.Default.DueDocument, () => Text(answer));

    private static string Text(DueAnswer answer)
    {
        StringBuilder text = new(answer.IsDue ? "due" : "not due");
        text.Append(": ").Append(Printable.Clean(answer.Reasons[0])).Append('\n');
        foreach (string reason in answer.Reasons.Skip(1))
        {
            text.Append("  ").Append(Printable.Clean(reason)).Append('\n');
        }

        if (answer.Open is { } open)
        {
            text.Append("  next: ").Append(Printable.Clean(open.Next)).Append('\n');
        }

        return text.ToString();
    }
}
