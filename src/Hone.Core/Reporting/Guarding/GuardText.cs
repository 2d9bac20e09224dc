using System.Globalization;
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
        foreach (IGrouping<string, GuardFigure> workload in report.Figures.GroupBy(figure => figure.Limit.Workload))
        {
            int pairs = workload.Where(figure => !GuardLimits.IsCounted(figure.Limit.Metric)).Select(figure => figure.Pairs).DefaultIfEmpty(0).Max();
            text.Append(TextShape.Wrap(Printable.Clean(string.Create(CultureInfo.InvariantCulture, $"{workload.Key}, {pairs} pairs"))));
            TextTable table = new("", ">base", ">head", "change", "verdict");
            foreach (GuardFigure figure in workload)
            {
                table.Add(figure.Limit.Metric, GuardCell.Value(figure, figure.Base), GuardCell.Value(figure, figure.Head), GuardCell.Change(figure), GuardCell.ShortVerdict(figure));
            }

            text.Append(table.ToText());
            foreach (GuardFigure figure in workload.Where(figure => figure.Note is not null))
            {
                text.Append(TextShape.Wrap(Printable.Clean($"{figure.Limit.Metric}: {figure.Note}"), "  ", "    "));
            }
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
                Printable.Shorten(FigureText.Function(function.Frame), 22), Printable.Shorten(FigureText.Place(function.Frame), 18), cost.Change(function.Self), CostText.Relative(function.Verdict, function.Self));
        }

        text.Append(table.Count > 0 ? table.ToText() : "");
    }
}
