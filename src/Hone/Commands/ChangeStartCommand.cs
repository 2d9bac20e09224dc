using System.CommandLine;
using Hone.Changes;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone change start</c>.</summary>
internal static class ChangeStartCommand
{
    public static Command Create()
    {
        Argument<string> row = MatrixCommand.Row();
        Option<string> metric = new("--metric") { Description = "The metric that is to gain: wall, cpu, peak-rss, or one that the workload prints.", HelpName = "name", DefaultValueFactory = _ => "wall" };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "start",
            """
            Begin a change at a row: a worktree at this commit outside the repository, the row's bead claimed, and a proof to fill in.
            Needs a baseline, a profile and a measured oracle of this commit; says what is missing, and the command for it.

            Example: hone change start cpu-3fa2c1
            """)
        {
            row, metric, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = ChangeCommand.Locked(front, project, "start");
            PhaseView view = PhaseView.Load(session);
            string id = front.Arguments.GetValue(row)!;
            if (view.Report.Matrix.Count == 0)
            {
                ChangeRequirements.Insist(session, view);
            }

            Change change = ChangeStart.Run(session, view, MatrixCommand.Find(view, id), front.Arguments.GetValue(metric)!);
            ChangeCommand.Print(front, session, change.Id);
            return ExitCode.Holds;
        });
        return command;
    }
}
