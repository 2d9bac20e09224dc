using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone report</c>: writes the analysis again from the ledger.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "report",
            """
            Write PERFORMANCE_ANALYSIS.md from the ledger; the same ledger gives the same bytes.

            Example: hone report
            """)
        {
            project, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            session.Lock("report", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            PhaseView view = PhaseView.Load(session);
            string path = AnalysisStep.Write(session, view);
            front.Print(PhaseDocument.From(view), ViewJson.Default.PhaseDocument, () => path + "\n");
            return ExitCode.Holds;
        });
        return command;
    }
}
