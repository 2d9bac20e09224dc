using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Histories;
using Hone.Cli.Terminal;
using Hone.Guardrails.History;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone history</c>: what was measured along the commits, and where it changed.</summary>
internal static class HistoryCommand
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        Command command = Shown(
            "history",
            """
            What was measured along the branch's commits, and where it changed. Every baseline adds an entry, at the commit it was
            measured at, in the git ref refs/hone/history (of a project in a folder of the repository refs/hone/history-FOLDER-HASH): in
            no branch and no working tree. Changes of several series that one commit can have caused are one incident; one that came
            with another machine, kernel or toolchain is told as the environment's.

            Examples:
              hone history                       every workload and metric
              hone history -w day --metric cpu
              hone history import results.json   results of other tools
              hone history sync origin           exchange it with another clone

            Exit codes: 1 with --exit-code, something got worse and holds; 4 there is no entry yet.
            """);
        command.Subcommands.Add(Shown("show", "The same as hone history alone.\n\nExample: hone history show -w day"));
        command.Subcommands.Add(HistoryImportCommand.Create());
        command.Subcommands.Add(HistoryExportCommand.Create());
        command.Subcommands.Add(HistorySyncCommand.Create());
        return command;
    }

    /// <summary>The metrics that are asked for.</summary>
    public static Option<string[]> Metrics() => new("--metric", "-m") { Description = "Only this metric, such as wall, cpu or peak-rss; may be given more than once.", HelpName = "name", AllowMultipleArgumentsPerToken = false };

    /// <summary>The shared database.</summary>
    public static Option<string?> Database() => new("--database") { Description = $"The PostgreSQL database that machines share; {ProjectHistory.Variable} by default. The password may stand in PGPASSWORD.", HelpName = "postgresql://…" };

    /// <summary>Opens the history of a project.</summary>
    public static ProjectHistory Open(Front front, Session session, Option<string?>? database) =>
        ProjectHistory.Open(session, database is null ? null : front.Arguments.GetValue(database), _patience);

    private static Command Shown(string name, string description)
    {
        Option<string?> project = CommandOptions.ProjectOption();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<string[]> metrics = Metrics();
        Option<string?> smallest = new("--min-effect") { Description = "Changes of the level by less than this are none.", HelpName = "percent" };
        Option<bool> byTime = new("--by-time") { Description = "In the order of measurement, with entries of all branches and of trees with changes." };
        Option<bool> exitCode = new("--exit-code") { Description = "End with 1 when something got worse and has not come back." };
        Option<bool> json = CommandOptions.Json();
        Command command = new(name, description) { workloads, metrics, smallest, byTime, exitCode, project, json };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            using ProjectHistory history = Open(front, session, null);
            double effect = front.Arguments.GetValue(smallest) is string part ? Percent.Read(part, "--min-effect") : 0;
            HistoryReport report = HistoryView.Read(history, new(front.Arguments.GetValue(workloads) ?? [], front.Arguments.GetValue(metrics) ?? [], front.Arguments.GetValue(byTime), effect));
            front.Print(HistoryDocument.From(report), HistoryJson.Default.HistoryDocument, () => HistoryText.Of(report, Glyphs.AreUnicode));
            return front.Arguments.GetValue(exitCode) && report.Incidents.Any(incident => incident.IsOpenLoss) ? ExitCode.GateSaidNo : ExitCode.Holds;
        });
        return command;
    }
}
