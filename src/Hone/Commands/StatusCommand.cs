using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Equivalence.Sealing;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone status</c>: gates and stop condition.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "status",
            """
            The gates of the method, and each term of the stop condition with its value. Exit code 0 when the phase may stop,
            1 while something is left, 5 when the project is sealed and something sealed was altered.

            Example: hone status && echo "the phase is over"
            """)
        {
            project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            SealVerdict seal = SealReading.Read(session);
            PhaseView view = PhaseView.LoadUnguarded(session);
            front.Print(StatusDocument.From(view, seal), ViewJson.Default.StatusDocument, () => StatusText.Render(view, seal));
            return seal.Findings.Count > 0 ? ExitCode.Tampered : view.Report.Stop.IsMet ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }
}
