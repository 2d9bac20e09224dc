using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Histories;
using Hone.Guardrails.History.Importing;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone history import</c>: results of other tools.</summary>
internal static class HistoryImportCommand
{
    public static Command Create()
    {
        Argument<string[]> files = new("files") { Description = "Files, a folder of criterion, or - for standard input.", Arity = ArgumentArity.OneOrMore };
        Option<string?> format = new("--format") { Description = "The format, where it is not recognised: " + string.Join(", ", ImportFormats.Names) + ".", HelpName = "name" };
        Option<string?> commit = new("--commit") { Description = "The commit that was measured, where the file says none; the one that is checked out by default.", HelpName = "revision" };
        Option<bool> here = new("--here") { Description = "It was measured on this machine: note its kernel, processor and tools along with it." };
        Option<string?> database = HistoryCommand.Database();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "import",
            """
            Take results of hyperfine, BenchmarkDotNet, Google Benchmark, go test -bench, pytest-benchmark, criterion or
            github-action-benchmark (its data.js) into the history. The same file twice adds nothing the second time.

            Examples:
              hone history import --here results.json
              hone history import --commit v1.2 bench.txt
              hone history import target/criterion
            """)
        {
            files, format, commit, here, database, project, json,
        };
        Front.Attach(command, json, front =>
        {
            ParseResult arguments = front.Arguments;
            using Session session = Session.Open(arguments.GetValue(project), front.Progress, front.Cancellation);
            using ProjectHistory history = HistoryCommand.Open(front, session, database);
            ImportOutcome outcome = HistoryImportStep.Run(session, history, new(arguments.GetValue(files) ?? [], arguments.GetValue(format), arguments.GetValue(commit), arguments.GetValue(here)));
            front.Print(HistoryImportDocument.From(outcome), HistoryJson.Default.HistoryImportDocument, () => HistoryImportDocument.Text(outcome));
            return ExitCode.Holds;
        });
        return command;
    }
}
