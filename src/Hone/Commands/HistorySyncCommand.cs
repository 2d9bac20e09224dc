using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Histories;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone history sync</c>: brings several places to the same entries.</summary>
internal static class HistorySyncCommand
{
    public static Command Create()
    {
        Argument<string?> remote = new("remote") { Description = "A remote of this repository, or the address of another one.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> database = HistoryCommand.Database();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "sync",
            """
            Exchange the history with another clone through git (its ref alone, no branch), with the shared database, or with both: each has
            afterwards what any of them had. Nothing conflicts, since entries are only ever added.

            Examples:
              hone history sync origin
              hone history sync --database postgresql://bench@db.example.org/bench
            """)
        {
            remote, database, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            using ProjectHistory history = HistoryCommand.Open(front, session, database);
            string? with = front.Arguments.GetValue(remote);
            if (with is null && !history.HasDatabase)
            {
                throw new ProblemException(new(ExitCode.Usage, "nothing-to-sync", "neither a repository nor a database is named", $"hone history sync origin, or set {ProjectHistory.Variable}"));
            }

            SyncOutcome outcome = HistorySyncStep.Run(session, history, with);
            front.Print(HistorySyncDocument.From(outcome), HistoryJson.Default.HistorySyncDocument, () => HistorySyncDocument.Text(outcome));
            return ExitCode.Holds;
        });
        return command;
    }
}
