using System.Globalization;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Measurement.Latency;
using Hone.Statistics;
using Hone.Workloads;

namespace Hone.Reporting.Html;

/// <summary>Baselines as distributions: every recorded run is in the picture, or as many as it holds, and then it says so.</summary>
internal static class BaselinePart
{
    private const int MostDrawn = 2000;
    private const int MostRows = 500;
    private static readonly double[] _shown = [.. Enumerable.Range(1, 99).Select(p => p / 100.0), 0.995, 0.999];

    public static void Append(HtmlText html, PhaseReport phase, PageCharts charts)
    {
        HtmlTable table = new("Baselines, wall time", "Workload", ">p50 (95 % interval)", ">p95", ">p99", ">CPU", ">Peak RSS", ">Throughput", ">Runs", ">MDE");
        foreach (WorkloadReport workload in phase.Workloads.Where(workload => workload.Baseline is not null))
        {
            BaselineSummary baseline = workload.Baseline!;
            table.Add(
                workload.Workload.Name, FigureText.Quantile(baseline.P50), FigureText.Quantile(baseline.P95), FigureText.Quantile(baseline.P99), baseline.Cpu.ToString(), baseline.PeakRss.ToString(),
                FigureText.Throughput(baseline.Throughput), baseline.Samples.Runs.Count.ToString(CultureInfo.InvariantCulture), baseline.Mde.ToString());
        }

        table.Append(html);
        if (table.Count > 0)
        {
            html.Paragraph(
                "~ marks a value whose interval the runs cannot carry (the number needed stands beside it): the worst-case reading of few samples, not a claim. "
                + "MDE, the noise of this host in one figure, is the smallest change of the median that as many paired runs can be expected to show.",
                "aside");
        }

        foreach (WorkloadReport workload in phase.Workloads)
        {
            html.Raw("<h3>").Text(workload.Workload.Name).Raw("</h3>\n<p class=\"aside\">").Code(workload.Workload.Command.Text).Raw("</p>\n");
            Workload(html, workload, charts);
        }
    }

    private static void Workload(HtmlText html, WorkloadReport workload, PageCharts charts)
    {
        if (workload.Baseline is BaselineSummary baseline)
        {
            Runs(html, workload.Workload, baseline, charts);
        }
        else if (workload.Service is ServiceSummary service)
        {
            Service(html, workload, service, charts);
        }
        else
        {
            bool isKnown = workload.BaselineEntry is not null;
            html.Missing(
                isKnown ? "The ledger knows the samples as an artifact that is missing here;" : "There is no baseline of this workload.", $"hone baseline -w {workload.Workload.Name}", isKnown ? "Not on this machine." : "Not recorded.");
        }

        html.List(workload.Baseline?.Warnings ?? workload.Service?.Warnings ?? []);
    }

    private static void Runs(HtmlText html, Workload workload, BaselineSummary baseline, PageCharts charts)
    {
        IReadOnlyList<RunSample> runs = baseline.Samples.Runs;
        IReadOnlyList<int> drawn = RunThinning.Of(runs, MostDrawn);
        bool isWhole = drawn.Count == runs.Count;
        charts.Add(
            html,
            new("runs", $"Distribution of {runs.Count} runs of {workload.Name}: p50 {FigureText.Quantile(baseline.P50)}")
            {
                Unit = "ns",
                Values = [.. drawn.Select(i => (double)runs[i].WallNanoseconds)],
                Numbers = isWhole ? null : [.. drawn.Select(i => i + 1)],
                Parts = isWhole ? null : RunThinning.Parts(runs, drawn),
                Marks = [ChartMark.Of("p50", baseline.P50), ChartMark.Of("p95", baseline.P95), ChartMark.Of("p99", baseline.P99)],
            },
            $"Line: the part of the {(isWhole ? "" : Count(runs.Count) + " ")}runs that took at most so long (ECDF). Dots: {(isWhole ? "every run" : RunThinning.Words(drawn.Count, runs.Count))}, the first on top. Bands: 95 % intervals; dashed: the runs carry no interval.");
        IReadOnlyList<int> rows = RunThinning.Of(runs, MostRows);
        html.Raw("<details><summary>").Text(rows.Count == runs.Count ? "Every run in numbers" : RunThinning.Words(rows.Count, runs.Count) + ", in numbers").Raw("</summary>\n");
        HtmlTable all = new($"Runs of {workload.Name}, in the order in which they ran", ">Run", ">Wall", ">CPU", ">Peak RSS", "The machine was");
        foreach (int i in rows)
        {
            all.Add(
                (i + 1).ToString(CultureInfo.InvariantCulture), new Units.Duration(runs[i].WallNanoseconds).ToString(), runs[i].Cpu.ToString(), new Units.Bytes(runs[i].PeakRssBytes).ToString(),
                runs[i].Busy is string busy ? "busy: " + busy : "");
        }

        all.Append(html);
        html.Raw("</details>\n");
        foreach ((string name, QuantileEstimate estimate) in baseline.Values.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            html.Paragraph("printed: " + FigureText.Metric(name, estimate, workload.Metrics.FirstOrDefault(metric => metric.Name == name)));
        }
    }

    private static void Service(HtmlText html, WorkloadReport workload, ServiceSummary service, PageCharts charts)
    {
        List<ChartLine> lines = [];
        foreach (ServiceRate rate in service.Rates)
        {
            if (rate.Sample.Latencies()?.All is LatencyHistogram { Count: > 0 } all)
            {
                lines.Add(new(FormattableString.Invariant($"{rate.Sample.Rate:#,0.#}/s"), _shown, [.. _shown.Select(p => (double)all.AtRank(Math.Max(1, (long)Math.Ceiling(p * all.Count))))]));
            }
        }

        if (lines.Count > 0)
        {
            charts.Add(
                html,
                new("latency", $"Latencies of {workload.Workload.Name} by percentile at {lines.Count} rates") { Unit = "ns", Lines = lines },
                "Latency by percentile, one line a rate of requests.");
        }

        TextTable table = ServiceTable.Of([workload], name => name);
        HtmlTable shown = new($"Latencies of {workload.Workload.Name}", table.Columns);
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            shown.Add([.. row.Select(cell => (HtmlCell)cell)]);
        }

        shown.Append(html);
    }

    private static string Count(int runs) => runs.ToString("#,0", CultureInfo.InvariantCulture);
}
