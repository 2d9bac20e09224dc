using System.Text;
using Hone.Guardrails;
using Hone.Profiling.Differences;
using Hone.Reporting.Comparisons;
using Hone.Reporting.Differences;

namespace Hone.Reporting.Guarding;

/// <summary>A check as a terminal shows it.</summary>
public static class GuardText
{
    /// <summary>The verdict, every figure, and where the cost is.</summary>
    public static string Of(GuardReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder text = new();
        text.Append(TextShape.Wrap(Printable.Clean(GuardCell.Headline(report))));
        text.Append(TextShape.Wrap(Printable.Clean(GuardCell.Sides(report)), "  ")).Append('\n');
        TextTable table = new("workload", "metric", ">base", ">head", "change", ">limit", ">pairs", "verdict");
        foreach (GuardFigure figure in report.Figures)
        {
            table.Add(
                Printable.Clean(figure.Limit.Workload), figure.Limit.Metric, GuardCell.Value(figure, figure.Base), GuardCell.Value(figure, figure.Head), GuardCell.Change(figure), GuardCell.Bound(figure), GuardCell.Pairs(figure),
                GuardCell.Verdict(figure));
        }

        text.Append(table.ToText());
        foreach (GuardFigure figure in report.Figures.Where(figure => figure.Note is not null))
        {
            text.Append(TextShape.Wrap(Printable.Clean($"{figure.Limit.Metric} of {figure.Limit.Workload}: {figure.Note}"), "  ", "    "));
        }

        foreach (WorkloadCosts costs in report.Costs)
        {
            Costs(text, costs);
        }

        foreach (string note in report.Run.Notes)
        {
            text.Append(TextShape.Wrap(Printable.Clean(note), "note: "));
        }

        return text.ToString();
    }

    private static void Costs(StringBuilder text, WorkloadCosts costs)
    {
        text.Append('\n').Append(Printable.Clean(costs.Workload)).Append(": ").Append(costs.More.Count == 0 ? "no function is shown to cost more by itself\n" : "functions whose own code costs more\n");
        CostText cost = new(costs.Difference);
        TextTable table = new("function", "place", ">change", "of its cost");
        foreach (FunctionDifference function in costs.More)
        {
            table.Add(
                Printable.Shorten(FigureText.Function(function.Frame), 40), Printable.Shorten(FigureText.Place(function.Frame), 40), cost.Change(function.Self), CostText.Relative(function.Verdict, function.Self));
        }

        text.Append(table.Count > 0 ? table.ToText() : "");
    }
}
