using System.Globalization;
using System.Text.Json;
using Hone.Statistics;

namespace Hone.Guardrails.History.Importing;

/// <summary>What Google Benchmark writes with <c>--benchmark_format=json</c>. Repetitions become one entry with their median; its own aggregates are passed over.</summary>
internal static class GoogleBenchmarkImport
{
    public static bool Fits(ImportFile file) => JsonFacts.At(file.Json, "context") is not null
        && JsonFacts.Items(file.Json, "benchmarks").Any(each => JsonFacts.Number(each, "real_time") is not null && JsonFacts.Text(each, "name") is not null);

    public static IEnumerable<ImportedEntry> Read(ImportFile file)
    {
        DateTimeOffset? time = JsonFacts.Time(file.Json, "context", "date");
        Dictionary<string, string> environment = [];
        if (JsonFacts.Text(file.Json, "context", "host_name") is string host)
        {
            environment[HistoryEnvironment.Host] = host;
        }

        if (JsonFacts.Number(file.Json, "context", "mhz_per_cpu") is double mhz && JsonFacts.Number(file.Json, "context", "num_cpus") is double cpus)
        {
            environment[HistoryEnvironment.Cpu] = string.Create(CultureInfo.InvariantCulture, $"{cpus} × {mhz} MHz");
        }

        IEnumerable<JsonElement> runs = JsonFacts.Items(file.Json, "benchmarks")
            .Where(each => JsonFacts.Text(each, "run_type") != "aggregate" && JsonFacts.At(each, "error_occurred") is not { ValueKind: JsonValueKind.True });
        foreach (IGrouping<string?, JsonElement> group in runs.GroupBy(each => JsonFacts.Text(each, "run_name") ?? JsonFacts.Text(each, "name")))
        {
            List<HistoryFigure> figures = [];
            foreach ((string metric, string member) in new[] { ("wall", "real_time"), ("cpu", "cpu_time") })
            {
                double[] values =
                [
                    .. group.Select(each => JsonFacts.Number(each, member) * TimeUnits.Nanoseconds(JsonFacts.Text(each, "time_unit") ?? "ns")).OfType<double>().Where(HistoryLine.IsFigure),
                ];
                if (values.Length > 0)
                {
                    figures.Add(new(metric, "ns", Median.Of(values)) { Runs = values.Length });
                }
            }

            if (group.Key is string name && figures.Count > 0)
            {
                yield return new(name, figures) { Time = time, Environment = environment };
            }
        }
    }
}
