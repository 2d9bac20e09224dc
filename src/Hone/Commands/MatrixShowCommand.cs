using System.CommandLine;
using Hone.Cli.Steps;

namespace Hone.Cli.Commands;

/// <summary><c>hone matrix show</c>: one row with everything behind it.</summary>
internal static class MatrixShowCommand
{
    public static Command Create()
    {
        Argument<string> row = MatrixCommand.Row();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "show",
            """
            One row with its evidence, what each rule read, the reason of each grade, and the heaviest path to the function.

            Example: hone matrix show cpu-3fa2c1
            """)
        {
            row, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            return MatrixCommand.Print(front, session, front.Arguments.GetValue(row)!);
        });
        return command;
    }
}
