using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Rows;
using Hone.Opportunities;

namespace Hone.Cli.Commands;

/// <summary><c>hone matrix take</c> and <c>release</c>: one row is worked on at a time.</summary>
internal static class MatrixTakeCommand
{
    public static Command Take()
    {
        Argument<string> row = MatrixCommand.Row();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "take",
            """
            Begin to work on a row. One at a time: a change moves the shares of all others. Exit code 1 when another is being worked on,
            or this one is stale, turned down or below the score.

            Example: hone matrix take cpu-3fa2c1
            """)
        {
            row, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = MatrixSetCommand.Locked(front, project);
            PhaseView view = PhaseView.Load(session);
            Opportunity found = MatrixCommand.Find(view, front.Arguments.GetValue(row)!);
            TakeStep.Take(session, view, found);
            return MatrixCommand.Print(front, session, found.Id);
        });
        return command;
    }

    public static Command Release()
    {
        Argument<string> row = MatrixCommand.Row();
        Option<string?> because = new("--because") { Description = "The reason; needed to give back a row that somebody else took.", HelpName = "reason" };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new("release", "Give back a row that is being worked on.\n\nExample: hone matrix release cpu-3fa2c1") { row, because, project, json };
        Front.Attach(command, json, front =>
        {
            using Session session = MatrixSetCommand.Locked(front, project);
            string id = front.Arguments.GetValue(row)!;
            TakeStep.Release(session, id, front.Arguments.GetValue(because)?.Trim());
            return MatrixCommand.Print(front, session, id);
        });
        return command;
    }
}
