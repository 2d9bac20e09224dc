using System.Globalization;
using System.Text;
using Hone.Beads;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Opportunities;
using Hone.Profiling;
using Hone.Statistics;

namespace Hone.Reporting;

/// <summary>PERFORMANCE_ANALYSIS.md: the same report gives the same bytes.</summary>
public static class AnalysisDocument
{
    /// <summary>The whole document, Markdown, line feeds only.</summary>
    public static string Render(PhaseReport report)
    {
        StringBuilder text = new();
        text.Append("# Performance analysis: ").Append(Printable.Markdown(report.Project.Name)).Append("\n\n");
        text.Append("Written by Hone from `.hone/ledger.jsonl`; every figure is computed from the recorded samples and profiles. ")
            .Append("Changes made here by hand are lost at the next `hone report`, but for what stands between the lines ")
            .Append("`<!-- kept -->` and `<!-- /kept -->` in any section: a hypothesis, what was ruled out.\n\n");
        Stop(text, report);
        HostSection(text, report);
        Baselines(text, report);
        Hotspots(text, report);
        GrowthSection.Append(text, report);
        GoldenSection.Append(text, report);
        MatrixSection.Append(text, report);
        Degraded(text, report);
        Reproduce(text, report);
        return text.ToString();
    }

    private static void Stop(StringBuilder text, PhaseReport report)
    {
        text.Append("## May the phase stop?\n\n")
            .Append(report.Stop.IsMet ? "**Yes**: every term of the stop condition holds.\n\n" : "**Not yet.**\n\n");
        TextTable table = new("Term", ">Value", ">Limit", "Holds");
        foreach (StopTerm term in report.Stop.Terms)
        {
            table.Add(Printable.Markdown(term.Name), Printable.Markdown(term.Value), Printable.Markdown(term.Limit), term.Holds ? "yes" : "**no**");
        }

        text.Append(table.ToMarkdown()).Append('\n');
    }

    private static void HostSection(StringBuilder text, PhaseReport report)
    {
        text.Append("## Where this was measured\n\n");
        if (report.Host is not Host host)
        {
            text.Append("Nothing was measured yet.\n\n");
            return;
        }

        TextTable table = new("Fact", "Value");
        table.Add("Commit", Printable.Code(report.Commit));
        foreach ((string name, string value) in host.Facts())
        {
            table.Add(Printable.Markdown(name), Printable.Markdown(value));
        }

        text.Append(table.ToMarkdown()).Append('\n');
        foreach (Recorded<CheckFact> check in report.Checks)
        {
            text.Append("- ").Append(check.Fact.Purpose).Append(": ").Append(Printable.Code(check.Fact.Command))
                .Append(check.Fact.ExitCode == 0 ? " — passed\n" : $" — failed with exit code {check.Fact.ExitCode}\n");
        }

        text.Append(report.Project.Test is null ? "- test: **the manifest states no test command**, so nothing says that the measured program is right\n\n" : "\n");
    }

    private static void Baselines(StringBuilder text, PhaseReport report)
    {
        text.Append("## A · Baseline\n\n");
        TextTable table = new("Workload", ">p50 (95 % interval)", ">p95", ">p99", ">CPU", ">Peak RSS", ">Throughput", ">Runs", ">MDE");
        foreach (WorkloadReport workload in report.Workloads)
        {
            if (workload.Baseline is BaselineSummary baseline)
            {
                table.Add(
                    Printable.Markdown(workload.Workload.Name),
                    FigureText.Quantile(baseline.P50),
                    FigureText.Quantile(baseline.P95),
                    FigureText.Quantile(baseline.P99),
                    baseline.Cpu.ToString(),
                    baseline.PeakRss.ToString(),
                    FigureText.Throughput(baseline.Throughput),
                    baseline.Samples.Runs.Count.ToString(CultureInfo.InvariantCulture),
                    baseline.Mde.ToString());
            }
            else if (workload.Service is null)
            {
                table.Add(Printable.Markdown(workload.Workload.Name), "not recorded", "", "", "", "", "", "0", "");
            }
        }

        text.Append(table.Count == 0 ? "" : table.ToMarkdown())
            .Append("\nWall time. `~` marks a value whose interval the runs cannot carry (the number needed stands beside it); the value is then the worst-case reading of few samples, not a claim. ")
            .Append("MDE is the smallest change that as many paired runs can be expected to show on this host.\n");
        TextTable servers = ServiceTable.Of(report.Workloads, Printable.Markdown);
        if (servers.Count > 0)
        {
            text.Append("\nServers, under the load that the manifest states: latency from the intended start of each request to the last byte of its answer, so that a stall counts for all who would have asked meanwhile.\n\n")
                .Append(servers.ToMarkdown()).Append('\n');
        }

        foreach (WorkloadReport workload in report.Workloads.Where(workload => workload.Baseline?.Values.Count > 0))
        {
            foreach ((string name, QuantileEstimate estimate) in workload.Baseline!.Values.OrderBy(each => each.Key, StringComparer.Ordinal))
            {
                string figure = FigureText.Metric(name, estimate, workload.Workload.Metrics.FirstOrDefault(metric => metric.Name == name));
                text.Append("- ").Append(Printable.Markdown(workload.Workload.Name)).Append(" printed: ").Append(Printable.Markdown(figure)).Append('\n');
            }
        }

        foreach (WorkloadReport workload in report.Workloads)
        {
            foreach (string warning in workload.Baseline?.Warnings ?? workload.Service?.Warnings ?? [])
            {
                text.Append("- ").Append(Printable.Markdown(workload.Workload.Name)).Append(": ").Append(Printable.Markdown(warning)).Append('\n');
            }
        }

        text.Append('\n');
    }

    private static void Hotspots(StringBuilder text, PhaseReport report)
    {
        text.Append("## B · Hotspots\n\n")
            .Append("By cumulative share, the trivial chain from the entry point cut away, recursion counted once. ")
            .Append("A share in brackets is its 95 % interval from the samples; `exact` where every event was recorded.\n\n");
        foreach (WorkloadReport workload in report.Workloads)
        {
            foreach (ProfileReport profile in workload.Profiles)
            {
                HotspotSection.Append(text, workload, profile);
            }
        }
    }

    private static void Degraded(StringBuilder text, PhaseReport report)
    {
        text.Append("## What is degraded\n\n");
        if (report.Degraded.Count == 0)
        {
            text.Append("Nothing.\n\n");
            return;
        }

        foreach (string line in report.Degraded)
        {
            text.Append("- ").Append(Printable.Markdown(line)).Append('\n');
        }

        text.Append('\n');
    }

    private static void Reproduce(StringBuilder text, PhaseReport report)
    {
        text.Append("## How to reproduce each figure\n\n");
        foreach (WorkloadReport workload in report.Workloads)
        {
            text.Append("### ").Append(Printable.Markdown(workload.Workload.Name)).Append("\n\n");
            if (workload.BaselineEntry is { Fact.Rates: { } rates } server)
            {
                text.Append("- baseline: ").Append(Printable.Code(server.Fact.Command)).Append(" under ").AppendJoin(", ", rates.Select(rate => FormattableString.Invariant($"{rate:#,0.#}")))
                    .Append(" requests/s — `hone baseline -w ").Append(Printable.Markdown(workload.Workload.Name)).Append("`\n");
            }
            else if (workload.BaselineEntry is Recorded<BaselineFact> baseline)
            {
                text.Append("- baseline: ").Append(baseline.Fact.Warmups).Append(" warm-ups and ").Append(baseline.Fact.Runs).Append(" runs of ")
                    .Append(Printable.Code(baseline.Fact.Command)).Append(" — `hone baseline -w ").Append(Printable.Markdown(workload.Workload.Name)).Append("`\n");
            }

            foreach (ProfileReport profile in workload.Profiles)
            {
                text.Append("- ").Append(FigureText.Kind(profile.Kind)).Append(": ").Append(Printable.Code(profile.Recorded.Fact.Command))
                    .Append(" (").Append(Printable.Markdown(profile.Recorded.Fact.Collector)).Append(") — `hone profile -w ")
                    .Append(Printable.Markdown(workload.Workload.Name)).Append(" --kind ").Append(profile.Kind.Name()).Append("`\n");
            }

            if (workload.Golden is { Fact.Recordings: > 0 })
            {
                text.Append("- golden output: `hone oracle record -w ").Append(Printable.Markdown(workload.Workload.Name)).Append("`\n");
            }

            text.Append('\n');
        }
    }
}
