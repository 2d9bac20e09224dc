using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Rows;
using Hone.Opportunities;
using Hone.Opportunities.Calibration;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone matrix</c>: step E, with the judgements and claims of people and agents.</summary>
internal static class MatrixCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> calibration = new("--calibration") { Description = "How far earlier forecasts came true: Brier score, coverage of the 80 % intervals, reliability." };
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "matrix",
            """
            Step E: one row for each workload, kind of profile, function and lever. Impact comes from the bound, confidence from what
            came of earlier attempts, effort from you or the record. Score = impact × confidence / effort; worth doing from 2.0.

            Example: hone matrix
            """)
        {
            project, calibration, json, MatrixShowCommand.Create(), MatrixSetCommand.Create(), MatrixSetCommand.Reject(), MatrixClaimCommand.Create(), MatrixTakeCommand.Take(), MatrixTakeCommand.Release(),
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            PhaseView view = PhaseView.Load(session);
            if (front.Arguments.GetValue(calibration))
            {
                CalibrationFigures figures = CalibrationFigures.Of(session.Evidence().Matrix.Outcomes);
                front.Print(CalibrationDocument.From(figures), ViewJson.Default.CalibrationDocument, () => CalibrationText.Of(figures));
                return ExitCode.Holds;
            }

            front.Print(MatrixDocument.From(view), ViewJson.Default.MatrixDocument, () => MatrixTable.Of(view, all: true) + RoundLine.Of(view.Report.Round));
            return ExitCode.Holds;
        });
        return command;
    }

    public static Argument<string> Row() => new("row") { Description = "The row's id, such as cpu-3fa2c1." };

    public static Option<string> Because() => new("--because") { Description = "The reason; it is kept in the ledger.", HelpName = "reason", Required = true };

    /// <summary>The reason, without which nothing is recorded.</summary>
    public static string Reason(Front front, Option<string> because) => front.Arguments.GetValue(because)!.Trim() is { Length: > 0 } reason
        ? reason
        : throw new ProblemException(new(ExitCode.Usage, "no-reason", "the reason is empty", "say in a few words why"));

    public static Opportunity Find(PhaseView view, string id) =>
        view.Report.Matrix.FirstOrDefault(row => row.Id == id)
        ?? throw new ProblemException(new(
            ExitCode.Usage,
            "unknown-row",
            $"there is no row '{id}' in the matrix; a row needs a hotspot in a recorded profile",
            view.Report.Matrix.Count > 0 ? "see the rows: hone matrix" : "record profiles first: hone run"));

    /// <summary>Prints a row as the record has it now.</summary>
    public static ExitCode Print(Front front, Session session, string id)
    {
        PhaseView view = PhaseView.Load(session);
        Opportunity row = Find(view, id);
        front.Print(RowDocument.From(view, row), ViewJson.Default.RowDocument, () => RowPage.Of(view, row));
        return ExitCode.Holds;
    }
}
