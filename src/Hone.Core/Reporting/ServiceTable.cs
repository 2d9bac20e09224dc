using Hone.Measurement.Latency;
using Hone.Units;

namespace Hone.Reporting;

/// <summary>The latencies of workloads that are servers, one rate a line.</summary>
public static class ServiceTable
{
    /// <summary>The table; empty when no workload is a server that was measured.</summary>
    /// <param name="workloads">All workloads.</param>
    /// <param name="written">How a name is written in the document at hand.</param>
    public static TextTable Of(IReadOnlyList<WorkloadReport> workloads, Func<string, string> written)
    {
        TextTable table = new("server", ">requests/s", ">p50 (95 % interval)", ">p95", ">p99", ">errors", ">CPU", ">peak RSS");
        foreach (WorkloadReport workload in workloads)
        {
            foreach (ServiceRate rate in workload.Service?.Rates ?? [])
            {
                ServiceSamples samples = workload.Service!.Samples;
                bool first = rate == workload.Service.Rates[0];
                table.Add(
                    written(workload.Workload.Name),
                    FormattableString.Invariant($"{rate.Sample.Rate:#,0.#}{(rate.Sample.Offered ? "" : " (not reached)")}"),
                    Latency(rate, 0.5),
                    Latency(rate, 0.95),
                    Latency(rate, 0.99),
                    rate.ErrorShare.ToString(),
                    first && samples.CpuNanoseconds is long cpu ? new Duration(cpu).ToString() : "",
                    first && samples.PeakRssBytes is long peak ? new Bytes(peak).ToString() : "");
            }
        }

        return table;
    }

    private static string Latency(ServiceRate rate, double p) => rate.Quantile(p) switch
    {
        { Low: Duration low, High: Duration high } quantile => $"{quantile.Value} ({FigureText.Range(low, high)})",
        LatencyQuantile few => FormattableString.Invariant($"~{few.Value} (n={few.Independent} < {few.Needed})"),
        null => "—",
    };
}
