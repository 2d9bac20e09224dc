using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone change no-win</c> and <c>abandon</c>.</summary>
internal static class ChangeEndCommand
{
    public static Command NoWin()
    {
        Argument<string?> id = ChangeCommand.Id();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "no-win",
            """
            Close a change whose whole verification shows no gain worth having. Its evidence stays, its row is turned down, and its bead is
            closed as done: to know that nothing is to be had here is a result.

            Example: hone change no-win cpu-3fa2c1.1
            """)
        {
            id, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = ChangeCommand.Locked(front, project, "no-win");
            ChangeView view = ChangeView.FindOpen(session, ChangeCommand.IdOf(front, id));
            ChangeAbandon.NoWin(session, view);
            ChangeCommand.Print(front, session, view.Change.Id);
            return ExitCode.Holds;
        });
        return command;
    }

    public static Command Abandon()
    {
        Argument<string?> id = ChangeCommand.Id();
        Option<string> because = MatrixCommand.Because();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "abandon",
            """
            Give a change up: its worktree, branch and folder go, its bead is given back. Its entries in the record stay, and so do its
            attempts.

            Example: hone change abandon cpu-3fa2c1.1 --because "the table is built elsewhere"
            """)
        {
            id, because, project, json,
        };
        Front.Attach(command, json, front =>
        {
            string reason = MatrixCommand.Reason(front, because);
            using Session session = ChangeCommand.Locked(front, project, "abandon");
            ChangeView view = ChangeView.FindOpen(session, ChangeCommand.IdOf(front, id));
            ChangeAbandon.Run(session, view, reason);
            ChangeCommand.Print(front, session, view.Change.Id);
            return ExitCode.Holds;
        });
        return command;
    }
}
