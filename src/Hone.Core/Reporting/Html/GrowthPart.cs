using System.Globalization;
using Hone.Opportunities.Growth;
using Hone.Statistics;

namespace Hone.Reporting.Html;

/// <summary>How cost grows with size: what was measured, and the curve with the fitted exponent.</summary>
internal static class GrowthPart
{
    private const int Steps = 40;
    private const int MostFunctions = 10;

    public static void Append(HtmlText html, PageReport report, PhaseReport phase, PageCharts charts)
    {
        html.Paragraph("Each workload was run and profiled over a ladder of sizes; cost ≈ c₀ + c·nᵏ, with the 95 % interval of k. Dots are medians of the recorded runs; the line is the fit, dashed beyond what was measured.", "aside");
        foreach (WorkloadReport workload in phase.Workloads)
        {
            html.Raw("<h3>").Text(workload.Workload.Name).Raw("</h3>\n");
            if (workload.Growth is not GrowthFigures figures)
            {
                html.Missing(
                    workload.Workload.Template is null ? "The manifest states no sizes of this workload; with some (docs/manifest.md),"
                        : "Growth was never measured, or of another program than this one.",
                    $"hone growth -w {workload.Workload.Name}",
                    workload.Workload.Template is null ? "Not recorded." : "Not recorded of this program.");
                continue;
            }

            if (report.Ladders.TryGetValue(figures.Workload, out GrowthRun? run))
            {
                Curves(html, figures, run, charts);
            }

            Costs(html, figures);
            Functions(html, figures);
            html.List(figures.Notes);
        }
    }

    private static void Curves(HtmlText html, GrowthFigures figures, GrowthRun run, PageCharts charts)
    {
        GrowthRung[] rungs = [.. run.Rungs.Where(rung => rung.Runs.Count > 0)];
        if (rungs.Length == 0)
        {
            return;
        }

        double[] sizes = [.. rungs.Select(rung => (double)rung.Size)];
        double[] wall = [.. rungs.Select(rung => Median.Of([.. rung.Runs.Select(each => (double)each.WallNanoseconds)]))];
        double[] cpu = [.. rungs.Select(rung => Median.Of([.. rung.Runs.Select(each => (double)each.Cpu.Nanoseconds)]))];
        charts.Add(
            html,
            new("growth", $"Cost of {figures.Workload} by size: wall time {GrowthText.Shape(figures.Wall)}, CPU time {GrowthText.Shape(figures.Cpu)}")
            {
                Unit = "ns",
                Points = [new("wall time", sizes, wall), new("CPU time", sizes, cpu)],
                Lines = [.. new[] { Curve("wall time " + GrowthText.Shape(figures.Wall), figures.Wall, sizes, wall), Curve("CPU time " + GrowthText.Shape(figures.Cpu), figures.Cpu, sizes, cpu) }.OfType<ChartLine>()],
                Measured = sizes[^1],
            },
            $"Sizes {GrowthText.Sizes(figures.Sizes)}, both axes logarithmic: a power of n is a straight line.");
        HtmlTable table = new($"Medians of {figures.Workload} by size", ">Size", ">Runs", ">Wall", ">CPU");
        for (int i = 0; i < rungs.Length; i++)
        {
            table.Add(rungs[i].Size.ToString(CultureInfo.InvariantCulture), rungs[i].Runs.Count.ToString(CultureInfo.InvariantCulture), new Units.Duration((long)wall[i]).ToString(), new Units.Duration((long)cpu[i]).ToString());
        }

        html.Raw("<details><summary>Every size in numbers</summary>\n");
        table.Append(html);
        html.Raw("</details>\n");
    }

    // The fit says shape and constant; the height comes from the measured points, by the median of their ratios, so that one odd size moves nothing.
    private static ChartLine? Curve(string name, GrowthFit fit, double[] sizes, double[] values)
    {
        if (!fit.IsKnown || sizes[0] <= 0)
        {
            return null;
        }

        double power = fit.Exponent;
        double Bare(double n) => Math.Pow(n / sizes[0], power) * (fit.Shape == GrowthShape.WithLog ? Math.Log(Math.Max(2, n)) / Math.Log(Math.Max(2, sizes[0])) : 1);
        double Shape(double n) => fit.ConstantShare + ((1 - fit.ConstantShare) * Bare(n));
        double height = Median.Of([.. sizes.Select((size, i) => values[i] / Shape(size))]);
        double ratio = Math.Pow(10 * sizes[^1] / sizes[0], 1.0 / Steps);
        double[] along = [.. Enumerable.Range(0, Steps + 1).Select(i => sizes[0] * Math.Pow(ratio, i))];
        double[] fitted = [.. along.Select(n => height * Shape(n))];
        return fitted.All(value => value > 0 && double.IsFinite(value)) ? new(name, along, fitted) : null;
    }

    private static void Costs(HtmlText html, GrowthFigures figures)
    {
        HtmlTable costs = new($"How the cost of a run of {figures.Workload} grows", "Cost of a run", "Grows as", "95 % of k");
        foreach ((string name, GrowthFit fit) in GrowthText.Known(figures))
        {
            costs.Add(name, GrowthText.Shape(fit), GrowthText.Range(fit));
        }

        costs.Append(html);
    }

    private static void Functions(HtmlText html, GrowthFigures figures)
    {
        HtmlTable functions = new($"How the functions of {figures.Workload} grow", "Function", ">Today", "Grows as", "95 % of k", ">At 10×", ">At 100×", "What becomes of it");
        foreach (FunctionGrowth function in GrowthText.Shown(figures.Functions).Take(MostFunctions))
        {
            functions.Add(
                HtmlCell.Code(FigureText.Function(function.Frame)), function.ShareNow.ToString(), GrowthText.Shape(function.Fit), GrowthText.Range(function.Fit),
                function.ShareAt10?.ToString() ?? "", function.ShareAt100?.ToString() ?? "", function.Rises ? "↗ its share rises" : "");
        }

        functions.Append(html);
    }
}
