using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Rows;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Opportunities.Levers;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Commands;

/// <summary><c>hone matrix set</c> and <c>reject</c>: what people and agents say of a row.</summary>
internal static class MatrixSetCommand
{
    public static Command Create()
    {
        Argument<string> row = MatrixCommand.Row();
        Option<int?> effort = new("--effort") { Description = "1 (an hour) to 5 (weeks).", HelpName = "1-5" };
        Option<string?> belief = new("--belief") { Description = "How sure you are, such as 80%: recorded, and used for nothing.", HelpName = "percent" };
        Option<string?> lever = new("--lever") { Description = "The lever of the catalogue (hone levers) that you see there; makes a row of its own.", HelpName = "name" };
        Option<string[]> lines = new("--lines") { Description = "Source lines that show the lever: in the function, or where it calls or is called. May be given more than once.", HelpName = "file:a-b", AllowMultipleArgumentsPerToken = false };
        Option<int?> confidence = new("--confidence") { Hidden = true };
        Option<string> because = MatrixCommand.Because();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "set",
            """
            Record your judgement of a row; the ledger keeps who, when and why. A lever that needs its source lines raises a bead once
            they are attached.

            Example: hone matrix set cpu-3fa2c1 --effort 2 --because "one loop, tests cover it"
                     hone matrix set cpu-3fa2c1 --lever memoization --lines src/price.py:12-20 --because "pure, few keys"
            """)
        {
            row, effort, belief, lever, lines, confidence, because, project, json,
        };
        Front.Attach(command, json, front =>
        {
            if (front.Arguments.GetValue(confidence) is not null)
            {
                throw new ProblemException(new(ExitCode.Usage, "confidence-is-computed", "confidence comes from what came of earlier attempts, not from who judges", "record how sure you are with --belief 80%"));
            }

            int? grade = Grade(front.Arguments.GetValue(effort));
            double? sure = front.Arguments.GetValue(belief) is string text ? Percent.Read(text, "--belief") : null;
            Lever? named = front.Arguments.GetValue(lever) is string name ? LeverOf(name) : null;
            string[] places = front.Arguments.GetValue(lines) ?? [];
            if (grade is null && sure is null && named is null && places.Length == 0)
            {
                throw new ProblemException(new(ExitCode.Usage, "nothing-to-set", "none of --effort, --lever, --lines and --belief is given", "hone matrix set --help"));
            }

            string reason = MatrixCommand.Reason(front, because);
            using Session session = Locked(front, project);
            Opportunity found = MatrixCommand.Find(PhaseView.Load(session), front.Arguments.GetValue(row)!);
            named ??= places.Length == 0 ? null : found.Lever ?? throw new ProblemException(new(
                ExitCode.Usage, "lever-missing", $"the row {found.Id} has no lever that the lines could show", "name it: --lever NAME (hone levers lists them)"));
            string id = named is null ? found.Id : Matrix.RowId(found.Workload, found.Kind, found.Hotspot.Frame, named.Name);
            session.Append(
                EntryKind.Judgement,
                new JudgementFact(id, null, grade, null, reason)
                {
                    Lever = named?.Name,
                    Lines = places.Length == 0 ? null : [.. places.Select(place => AttachedLines.Check(session.Folder, found, place))],
                    Belief = sure,
                },
                FactJson.Default.JudgementFact);
            BeadsStep.SeedRaised(session);
            return MatrixCommand.Print(front, session, id);
        });
        return command;
    }

    public static Command Reject()
    {
        Argument<string> row = MatrixCommand.Row();
        Option<bool> undo = new("--undo") { Description = "Take the row up again." };
        Option<string> because = MatrixCommand.Because();
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
            string reason = MatrixCommand.Reason(front, because);
            using Session session = Locked(front, project);
            string id = MatrixCommand.Find(PhaseView.Load(session), front.Arguments.GetValue(row)!).Id;
            session.Append(EntryKind.Judgement, new JudgementFact(id, null, null, !front.Arguments.GetValue(undo), reason), FactJson.Default.JudgementFact);
            return MatrixCommand.Print(front, session, id);
        });
        return command;
    }

    /// <summary>The project, taken for writing.</summary>
    public static Session Locked(Front front, Option<string?> project)
    {
        Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
        try
        {
            session.Lock("matrix", TimeSpan.FromSeconds(600));
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static Lever LeverOf(string name) => LeverCatalogue.Find(name) ?? throw new ProblemException(new(
        ExitCode.Usage,
        "unknown-lever",
        $"there is no lever called '{name}'" + (NearestWord.Of(name, LeverCatalogue.All.Select(lever => lever.Name)) is string near ? $"; did you mean {near}?" : ""),
        "the catalogue: hone levers"));

    private static int? Grade(int? value) => value is null or (>= 1 and <= 5)
        ? value
        : throw new ProblemException(new(ExitCode.Usage, "grade-range", $"--effort is {value}, expected 1 to 5", "hone matrix set --help"));
}
