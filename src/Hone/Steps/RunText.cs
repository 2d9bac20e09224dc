using System.Globalization;
using System.Text;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Rows;
using Hone.Cli.Terminal;
using Hone.Ledger;
using Hone.Measurement;
using Hone.Opportunities.Growth;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Reporting;
using Hone.Statistics;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>What a round prints: a page a person reads in a minute.</summary>
internal static class RunText
{
    /// <summary>The whole round.</summary>
    public static string Render(PhaseView view)
    {
        StringBuilder text = new();
        Heading(text, view);
        text.Append(Baselines(view)).Append('\n');
        text.Append(Hotspots(view));
        text.Append(Growth(view));
        text.Append(GoldenText.Of(view)).Append('\n');
        text.Append(MatrixTable.Of(view, all: false)).Append(RoundLine.Of(view.Report.Round));
        if (view.Report.Degraded.Count > 0)
        {
            text.Append('\n').Append(Style.Bold("degraded")).Append('\n');
            foreach (string line in view.Report.Degraded)
            {
                text.Append("  ").Append(Printable.Clean(line)).Append('\n');
            }
        }

        StatusText.Terms(text, view);
        if (view.Report.LastRun is Recorded<RunFact> run)
        {
            Ratio own = Ratio.Of(run.Fact.HoneCpuNs, run.Fact.WallNs);
            text.Append('\n').Append(Style.Dim($"round of {new Duration(run.Fact.WallNs)}; Hone's own CPU time {new Duration(run.Fact.HoneCpuNs)} ({own}), and {new Duration(run.Fact.CollectorCpuNs)} inside its collectors")).Append('\n');
        }

        text.Append("written: ").Append(AnalysisStep.FileName).Append(", .hone/, .beads/ (commit them)\n");
        return text.ToString();
    }

    /// <summary>Step A.</summary>
    public static string Baselines(PhaseView view)
    {
        TextTable table = new("workload", ">p50 (95 % interval)", ">p95", ">p99", ">CPU", ">peak RSS", ">runs");
        foreach (WorkloadReport workload in view.Report.Workloads)
        {
            if (workload.Baseline is BaselineSummary baseline)
            {
                table.Add(
                    workload.Workload.Name,
                    FigureText.Quantile(baseline.P50),
                    Short(baseline.P95),
                    Short(baseline.P99),
                    baseline.Cpu.ToString(),
                    baseline.PeakRss.ToString(),
                    baseline.Samples.Runs.Count.ToString(CultureInfo.InvariantCulture));
            }
        }

        StringBuilder text = new(Style.Bold("A baseline") + "  wall time; ~ marks what so few runs cannot carry\n");
        text.Append(table.Count == 0 ? "" : table.ToText());
        TextTable servers = ServiceTable.Of(view.Report.Workloads, name => name);
        text.Append(servers.Count == 0 ? "" : servers.ToText());
        foreach (WorkloadReport workload in view.Report.Workloads)
        {
            foreach ((string name, QuantileEstimate estimate) in (workload.Baseline?.Values ?? new Dictionary<string, QuantileEstimate>()).OrderBy(each => each.Key, StringComparer.Ordinal))
            {
                WorkloadMetric? metric = workload.Workload.Metrics.FirstOrDefault(each => each.Name == name);
                text.Append("  ").Append(workload.Workload.Name).Append(": ").Append(FigureText.Metric(name, estimate, metric)).Append('\n');
            }

            foreach (string warning in workload.Baseline?.Warnings ?? workload.Service?.Warnings ?? [])
            {
                text.Append("  ! ").Append(workload.Workload.Name).Append(": ").Append(warning).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Step B.</summary>
    public static string Hotspots(PhaseView view)
    {
        StringBuilder text = new();
        foreach (WorkloadReport workload in view.Report.Workloads)
        {
            foreach (ProfileReport profile in workload.Profiles)
            {
                if (profile.Hotspots is not HotspotReport report)
                {
                    text.Append(Style.Bold($"B {FigureText.Kind(profile.Kind)} · {workload.Workload.Name}")).Append("  nothing recorded: ")
                        .Append(Printable.Clean(string.Join("; ", profile.Recorded.Fact.Notes))).Append("\n\n");
                    continue;
                }

                HotspotText.Append(text, $"B {FigureText.Kind(profile.Kind)} · {workload.Workload.Name}", report, profile.Times?.Sentence);
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>What grows, of workloads with sizes.</summary>
    public static string Growth(PhaseView view) =>
        string.Concat(view.Report.Workloads.Select(workload => workload.Growth).OfType<GrowthFigures>().Select(figures => Style.Bold("B growth") + " · " + GrowthText.Render(figures) + "\n"));

    private static void Heading(StringBuilder text, PhaseView view)
    {
        text.Append(Style.Bold(view.Report.Project.Name)).Append(" · commit ")
            .Append(view.Report.Commit.Length > 12 ? view.Report.Commit[..12] + (view.Report.Commit.EndsWith("+dirty", StringComparison.Ordinal) ? "+dirty" : "") : view.Report.Commit);
        if (view.Report.Host is Host host)
        {
            text.Append(" · host ").Append(host.Id).Append(" (").Append(Printable.Clean(host.Cpu)).Append(", ").Append(host.Cores).Append(" cores)");
        }

        text.Append("\n\n");
    }

    private static string Short(Hone.Statistics.QuantileEstimate estimate) =>
        estimate.Claimable ? new Duration((long)estimate.Value).ToString() : "~" + new Duration((long)estimate.Value);
}
