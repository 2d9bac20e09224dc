using System.CommandLine;
using System.Text;
using Hone.Cli.Steps;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone matrix</c>: step E, with the judgements of people and agents.</summary>
internal static class MatrixCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "matrix",
            """
            Step E: one row for each hotspot above the threshold. Impact comes from the measured share, confidence from the
            evidence; effort is yours to judge. Score = impact × confidence / effort; worth doing from 2.0.

            Example: hone matrix
            """)
        {
            project, json, Show(), Set(), Reject(),
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            PhaseView view = PhaseView.Load(session);
            front.Print(MatrixDocument.From(view), ViewJson.Default.MatrixDocument, () => RunText.MatrixTable(view));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> row = new("row") { Description = "The row's id, such as cpu-3fa2c1." };
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "show",
            """
            One row with the reason of each grade, its evidence, and the heaviest path to the function.

            Example: hone matrix show cpu-3fa2c1
            """)
        {
            row, project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            PhaseView view = PhaseView.Load(session);
            Opportunity found = Find(view, front.Arguments.GetValue(row)!);
            front.Print(RowDocument.From(view, found), ViewJson.Default.RowDocument, () => Text(view, found));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Set()
    {
        Argument<string> row = new("row") { Description = "The row's id, such as cpu-3fa2c1." };
        Option<int?> effort = new("--effort") { Description = "1 (an hour) to 5 (weeks).", HelpName = "1-5" };
        Option<int?> confidence = new("--confidence") { Description = "1 (a guess) to 5 (shown before).", HelpName = "1-5" };
        Option<string> because = Because();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "set",
            """
            Record your judgement of a row; the ledger keeps who, when and why.

            Example: hone matrix set cpu-3fa2c1 --effort 2 --because "one loop, tests cover it"
            """)
        {
            row, effort, confidence, because, project, json,
        };
        Front.Attach(command, json, front =>
        {
            (int? newEffort, int? newConfidence) = (Grade(front.Arguments.GetValue(effort), "--effort"), Grade(front.Arguments.GetValue(confidence), "--confidence"));
            return newEffort is null && newConfidence is null
                ? throw new ProblemException(new(ExitCode.Usage, "nothing-to-set", "neither --effort nor --confidence is given", "hone matrix set --help"))
                : Judge(front, row, project, because, id => new(id, newConfidence, newEffort, null, ""));
        });
        return command;
    }

    private static Command Reject()
    {
        Argument<string> row = new("row") { Description = "The row's id, such as cpu-3fa2c1." };
        Option<bool> undo = new("--undo") { Description = "Take the row up again." };
        Option<string> because = Because();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "reject",
            """
            Turn a row down, with the reason. It no longer keeps the phase from stopping.

            Example: hone matrix reject cpu-3fa2c1 --because "the format prescribes this order"
            """)
        {
            row, undo, because, project, json,
        };
        Front.Attach(command, json, front =>
        {
            bool rejected = !front.Arguments.GetValue(undo);
            return Judge(front, row, project, because, id => new(id, null, null, rejected, ""));
        });
        return command;
    }

    private static Option<string> Because() => new("--because") { Description = "The reason; it is kept in the ledger.", HelpName = "reason", Required = true };

    private static ExitCode Judge(Front front, Argument<string> row, Option<string?> project, Option<string> because, Func<string, JudgementFact> fact)
    {
        string reason = front.Arguments.GetValue(because)!;
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new ProblemException(new(ExitCode.Usage, "no-reason", "the reason is empty", "say in a few words why"));
        }

        using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
        session.Lock("matrix", TimeSpan.FromSeconds(600));
        string id = Find(PhaseView.Load(session), front.Arguments.GetValue(row)!).Id;
        session.Append(EntryKind.Judgement, fact(id) with { Because = reason.Trim() }, FactJson.Default.JudgementFact);
        PhaseView after = PhaseView.Load(session);
        Opportunity judged = Find(after, id);
        front.Print(RowDocument.From(after, judged), ViewJson.Default.RowDocument, () => Text(after, judged));
        return ExitCode.Holds;
    }

    private static int? Grade(int? value, string option) => value is null or (>= 1 and <= 5)
        ? value
        : throw new ProblemException(new(ExitCode.Usage, "grade-range", $"{option} is {value}, expected 1 to 5", "hone matrix set --help"));

    private static Opportunity Find(PhaseView view, string id) =>
        view.Report.Matrix.FirstOrDefault(row => row.Id == id)
        ?? throw new ProblemException(new(
            ExitCode.Usage,
            "unknown-row",
            $"there is no row '{id}' in the matrix; a row needs a hotspot in a recorded profile",
            view.Report.Matrix.Count > 0 ? "see the rows: hone matrix" : "record profiles first: hone run"));

    private static string Text(PhaseView view, Opportunity row)
    {
        StringBuilder text = new();
        text.Append(row.Id).Append("  ").Append(FigureText.Function(row.Hotspot.Frame)).Append("  ").Append(FigureText.Place(row.Hotspot.Frame)).Append('\n');
        text.Append("  workload    ").Append(row.Workload).Append(", ").Append(FigureText.Kind(row.Kind)).Append(" profile ").Append(row.Evidence[..16]).Append('\n');
        text.Append("  share       ").Append(FigureText.Share(row.Hotspot)).Append(", itself ").Append(row.Hotspot.SelfShare).Append('\n');
        text.Append("  impact      ").Append(row.Impact.Value).Append("  ").Append(Printable.Clean(row.Impact.Because)).Append('\n');
        text.Append("  confidence  ").Append(row.Confidence.Value).Append("  ").Append(Printable.Clean(row.Confidence.Because)).Append('\n');
        text.Append("  effort      ").Append(row.Effort.Value).Append("  ").Append(Printable.Clean(row.Effort.Because)).Append('\n');
        text.Append("  score       ").Append(FigureText.Score(row)).Append(row.Rejected is string why ? "  rejected: " + Printable.Clean(why) : "").Append('\n');
        text.Append("  bead        ").Append(view.BeadOf(row) is BeadView bead ? $"{bead.Name} ({Printable.Clean(bead.Bead.Status)})" : "none").Append('\n');
        text.Append("  path        ").AppendJoin("\n              ", row.Hotspot.Path.TakeLast(12).Select(Printable.Clean)).Append('\n');
        return text.ToString();
    }
}
