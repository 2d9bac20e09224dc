using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone change list</c> and <c>show</c>.</summary>
internal static class ChangeListCommand
{
    public static Command List()
    {
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new("list", "Every change with its state and its last verdict.\n\nExample: hone change list") { project, json };
        Front.Attach(command, json, front =>
        {
            using Session session = ChangeCommand.Open(front, project);
            IReadOnlyList<ChangeView> views = ChangeView.All(session);
            front.Print(
                new("hone.changes/1", [.. views.Select(view => ChangeDocument.From(view, ChangeFolder.Of(session, view.Change.Id)))]), ChangeJson.Default.ChangesDocument, () => ChangeText.List(views));
            return ExitCode.Holds;
        });
        return command;
    }

    public static Command Show()
    {
        Argument<string?> id = ChangeCommand.Id();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "show",
            """
            One change with its worktree and its verifications. Verdicts are computed from the recorded runs each time.

            Example: hone change show cpu-3fa2c1.1
            """)
        {
            id, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = ChangeCommand.Open(front, project);
            ChangeCommand.Print(front, session, ChangeView.Find(session, ChangeCommand.IdOf(front, id)).Change.Id);
            return ExitCode.Holds;
        });
        return command;
    }
}
