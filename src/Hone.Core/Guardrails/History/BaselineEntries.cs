using Hone.Measurement;
using Hone.Measurement.Latency;
using Hone.Statistics;
using Hone.Workloads;

namespace Hone.Guardrails.History;

/// <summary>What a baseline adds to the history.</summary>
public static class BaselineEntries
{
    /// <summary>The source of such an entry.</summary>
    public const string Source = "baseline";

    private static readonly (string Name, double P)[] _latencies = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)];

    /// <summary>The figures of a program that ends by itself. A percentile that the runs cannot carry is left out.</summary>
    public static IReadOnlyList<HistoryFigure> Figures(BaselineSummary summary, IReadOnlyList<WorkloadMetric> metrics)
    {
        int runs = summary.Samples.Runs.Count;
        List<HistoryFigure> figures = [Quantile("wall", summary.P50, runs)];
        if (summary.P95.Claimable)
        {
            figures.Add(Quantile("wall-p95", summary.P95, runs));
        }

        if (summary.P99.Claimable)
        {
            figures.Add(Quantile("wall-p99", summary.P99, runs));
        }

        figures.Add(new("cpu", "ns", summary.Cpu.Nanoseconds) { Runs = runs });
        figures.Add(new("peak-rss", "bytes", summary.PeakRss.Value) { Runs = runs });
        foreach ((string name, QuantileEstimate value) in summary.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            WorkloadMetric? metric = metrics.FirstOrDefault(each => each.Name == name);
            figures.Add(new(name, metric?.Unit ?? "", value.Value, !(metric?.HigherIsBetter ?? false)) { Low = value.Low, High = value.High, Runs = runs });
        }

        return [.. figures.Where(figure => HistoryLine.IsFigure(figure.Value))];
    }

    /// <summary>The latencies of a server: a figure for each rate and quantile that the requests can carry.</summary>
    public static IReadOnlyList<HistoryFigure> Figures(ServiceSummary summary) =>
    [
        .. summary.Rates.SelectMany(rate => _latencies.Select(each => (Rate: rate, each.Name, Found: rate.Quantile(each.P))))
            .Where(each => each.Found is { Claimable: true })
            .Select(each => new HistoryFigure(FormattableString.Invariant($"{each.Name} at {each.Rate.Sample.Rate:0.###}/s"), "ns", each.Found!.Value.Nanoseconds)
            {
                Low = each.Found.Low?.Nanoseconds,
                High = each.Found.High?.Nanoseconds,
                Runs = each.Found.Requests,
            }),
    ];

    /// <summary>Where it was measured.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="toolchain">Compilers and runtimes with their versions; null when none is known.</param>
    public static IReadOnlyDictionary<string, string> Environment(Host host, string? toolchain)
    {
        Dictionary<string, string> facts = new()
        {
            [HistoryEnvironment.Host] = host.Id,
            [HistoryEnvironment.Cpu] = host.Cpu,
            [HistoryEnvironment.Kernel] = host.Kernel,
            [HistoryEnvironment.System] = host.System,
        };
        if (toolchain is not null)
        {
            facts[HistoryEnvironment.Toolchain] = toolchain;
        }

        return facts;
    }

    private static HistoryFigure Quantile(string name, QuantileEstimate estimate, int runs) => new(name, "ns", estimate.Value) { Low = estimate.Low, High = estimate.High, Runs = runs };
}
