using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Histories;
using Hone.Guardrails.History;
using Hone.Guardrails.History.Exporting;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone history export</c>: the entries for other programs.</summary>
internal static class HistoryExportCommand
{
    public static Command Create()
    {
        Option<string> format = new("--format") { Description = "csv, json, openmetrics, or jsonl, which hone history import takes back.", HelpName = "name", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "json", "jsonl", "openmetrics");
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "export",
            """
            Print all entries of the history: a row a figure as CSV, the entries as they are kept as JSON, or samples with their times as
            OpenMetrics.

            Example: hone history export --format openmetrics > history.txt
            """)
        {
            format, workloads, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            using ProjectHistory history = HistoryCommand.Open(front, session, null);
            (IReadOnlyList<StoredEntry> entries, _) = HistoryView.Entries(history, new(front.Arguments.GetValue(workloads) ?? [], [], ByTime: true, 0));
            front.Write((front.Json ? "json" : front.Arguments.GetValue(format)) switch
            {
                "json" => JsonExport.Document(entries),
                "jsonl" => JsonExport.Lines(entries),
                "openmetrics" => OpenMetricsExport.Write(session.Project.Name, entries),
                _ => CsvExport.Write(entries),
            });
            return ExitCode.Holds;
        });
        return command;
    }
}
