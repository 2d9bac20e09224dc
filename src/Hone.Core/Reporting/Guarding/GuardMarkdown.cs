using System.Text;
using Hone.Guardrails;
using Hone.Profiling.Differences;
using Hone.Reporting.Differences;

namespace Hone.Reporting.Guarding;

/// <summary>
/// A check as the one comment on a change: GitHub-flavoured Markdown. Its first line is an invisible mark, by which whoever posts it finds
/// the earlier one and writes it anew in its place.
/// </summary>
public static class GuardMarkdown
{
    /// <summary>The mark.</summary>
    public const string Mark = "<!-- hone-guard -->";

    // A comment holds 65,536 letters at GitHub; more figures than these are in the other reports.
    private const int MostFigures = 60;

    /// <summary>The comment.</summary>
    public static string Of(GuardReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder text = new();
        text.Append(Mark).Append('\n');
        text.Append("### ").Append(Sign(report.Finding)).Append(" Performance ").Append(Printable.Markdown(GuardCell.Headline(report))).Append("\n\n");
        text.Append(Printable.Markdown(GuardCell.Sides(report))).Append(".\n\n");
        TextTable table = new("", "workload", "metric", ">base", ">head", "change (95 %)", ">limit", ">pairs", "verdict");
        GuardFigure[] figures = [.. report.Figures.OrderBy(figure => figure.Finding switch { GuardFinding.Regressed => 0, GuardFinding.Undecided => 1, _ => 2 }).Take(MostFigures)];
        foreach (GuardFigure figure in figures)
        {
            table.Add(
                Sign(figure.Finding), Printable.Markdown(figure.Limit.Workload), figure.Limit.Metric, GuardCell.Value(figure, figure.Base), GuardCell.Value(figure, figure.Head), GuardCell.Change(figure), GuardCell.Bound(figure),
                GuardCell.Pairs(figure), GuardCell.Verdict(figure));
        }

        text.Append(table.ToMarkdown());
        if (report.Figures.Count > figures.Length)
        {
            text.Append('\n').Append(report.Figures.Count - figures.Length).Append(" more figures are in the other reports.\n");
        }

        foreach (WorkloadCosts costs in report.Costs)
        {
            Costs(text, costs);
        }

        string[] notes = [.. report.Figures.Where(figure => figure.Note is not null).Select(figure => $"{figure.Limit.Metric} of {figure.Limit.Workload}: {figure.Note}"), .. report.Run.Notes];
        if (notes.Length > 0)
        {
            text.Append("\n<details><summary>Notes</summary>\n\n");
            foreach (string note in notes)
            {
                text.Append("- ").Append(Printable.Markdown(note)).Append('\n');
            }

            text.Append("\n</details>\n");
        }

        // No more than the cost itself can be accepted at once; more than that is no choice between two goods.
        if (report.Figures.FirstOrDefault(figure => figure.Finding == GuardFinding.Regressed && figure.Ratio < 2) is GuardFigure worst)
        {
            text.Append("\nA loss that is meant is accepted with its reason: ").Append(Printable.Code($"hone guard accept {worst.Limit.Workload} --metric {worst.Limit.Metric} --loss {Math.Ceiling((worst.Ratio - 1) * 100)}% --because …")).Append(", committed with the change.\n");
        }

        return text.ToString();
    }

    private static void Costs(StringBuilder text, WorkloadCosts costs)
    {
        if (costs.More.Count == 0)
        {
            return;
        }

        text.Append("\n**").Append(Printable.Markdown(costs.Workload)).Append("**: functions whose own code costs more\n\n");
        CostText cost = new(costs.Difference);
        TextTable table = new("function", "place", ">change", "of its cost");
        foreach (FunctionDifference function in costs.More)
        {
            table.Add(
                Printable.Code(Printable.Shorten(function.Frame.Function, 120)), Printable.Markdown(FigureText.Place(function.Frame)), cost.Change(function.Self), CostText.Relative(function.Verdict, function.Self));
        }

        text.Append(table.ToMarkdown());
    }

    private static string Sign(GuardFinding finding) => finding switch
    {
        GuardFinding.Regressed => "❌",
        GuardFinding.Kept => "✅",
        _ => "❔",
    };
}
