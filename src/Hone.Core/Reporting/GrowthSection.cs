using System.Globalization;
using System.Text;
using Hone.Opportunities.Growth;

namespace Hone.Reporting;

/// <summary>The part of the analysis that says how cost grows with size; nothing when no workload has sizes.</summary>
public static class GrowthSection
{
    private const int MostFunctions = 5;

    /// <summary>Appends the section as Markdown.</summary>
    public static void Append(StringBuilder text, PhaseReport report)
    {
        GrowthFigures[] all = [.. report.Workloads.Select(workload => workload.Growth).OfType<GrowthFigures>()];
        if (all.Length == 0)
        {
            return;
        }

        text.Append("## B · Growth\n\nEach workload was run and profiled over a ladder of sizes; cost ≈ c₀ + c·n^k, with the 95 % interval of k. ")
            .Append("A function's self cost includes the foreign code that it calls; its share at 10× is what it will take at ten times the largest size when every function goes on as fitted.\n\n");
        foreach (GrowthFigures figures in all)
        {
            text.Append("### ").Append(Printable.Markdown(figures.Workload)).Append(CultureInfo.InvariantCulture, $"\n\nSizes {GrowthText.Sizes(figures.Sizes)}.\n\n");
            TextTable costs = new("Cost of a run", "Grows as", "95 % of k");
            foreach ((string name, GrowthFit fit) in GrowthText.Known(figures))
            {
                costs.Add(name, GrowthText.Shape(fit), GrowthText.Range(fit));
            }

            text.Append(costs.ToMarkdown()).Append('\n');
            TextTable functions = new("Function", ">Today", "Grows as", "95 % of k", ">At 10×", ">At 100×");
            foreach (FunctionGrowth function in GrowthText.Shown(figures.Functions).Take(MostFunctions))
            {
                functions.Add(
                    Printable.Code(function.Frame.Function), function.ShareNow.ToString(), GrowthText.Shape(function.Fit), GrowthText.Range(function.Fit),
                    function.ShareAt10?.ToString() ?? "", function.ShareAt100?.ToString() ?? "");
            }

            text.Append(functions.Count == 0 ? "" : functions.ToMarkdown() + "\n");
            foreach (string note in figures.Notes)
            {
                text.Append("- ").Append(Printable.Markdown(note)).Append('\n');
            }

            text.Append(figures.Notes.Count == 0 ? "" : "\n");
        }
    }
}
