using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Drawing;
using Hone.Cli.Steps.Pages;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone report</c>: writes the analysis again from the ledger, and the report page.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string?> html = new("--html")
        {
            Description = "Also write the report as one web page, by default .hone/view/report.html; - is standard output.",
            HelpName = "file",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Command command = new(
            "report",
            """
            Write PERFORMANCE_ANALYSIS.md from the ledger; the same ledger gives the same bytes. With --html also one web page with
            everything: distributions, flame graphs, hotspots with their source, growth, matrix, oracle, changes, history, guardrails
            and the ledger's state. It loads nothing, so it can be mailed. Of an altered record it says where it was altered, and
            nothing else (exit code 5).

            Examples:
              hone report
              hone report --html
              hone report examples/wordfreq --html /tmp/report.html
            """)
        {
            project, html, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            bool wanted = front.Arguments.GetResult(html) is not null;
            string? named = front.Arguments.GetValue(html);
            if (named == "-" && front.Json)
            {
                throw new ProblemException(new(ExitCode.Usage, "two-answers", "--json and --html - both want standard output", "name a file: --html FILE"));
            }

            session.Lock("report", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            string? page = wanted ? PageStep.PlaceOf(session, named) : null;
            if (page is not null)
            {
                PageStep.InsistOn(session, page);
            }

            PhaseView view = PhaseView.Load(session);
            string path = AnalysisStep.Write(session, view);
            if (page is not null)
            {
                OutputFile.Write(page, PageStep.Render(session, view));
            }

            if (page != "-")
            {
                front.Print(PhaseDocument.From(view), ViewJson.Default.PhaseDocument, () => path + "\n" + (page is null ? "" : page + "\n"));
            }

            return ExitCode.Holds;
        });
        return command;
    }
}
