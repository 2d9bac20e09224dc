using System.Text.Json;

namespace Hone.Guardrails.History.Importing;

/// <summary>The JSON reports of BenchmarkDotNet (<c>[JsonExporter]</c>, brief or full): nanoseconds.</summary>
internal static class BenchmarkDotNetImport
{
    public static bool Fits(ImportFile file) => JsonFacts.At(file.Json, "HostEnvironmentInfo") is not null && JsonFacts.Items(file.Json, "Benchmarks").Any();

    public static IEnumerable<ImportedEntry> Read(ImportFile file)
    {
        Dictionary<string, string> environment = [];
        JsonElement? host = JsonFacts.At(file.Json, "HostEnvironmentInfo");
        foreach ((string name, string? value) in new[]
        {
            (HistoryEnvironment.Cpu, JsonFacts.Text(host, "ProcessorName")),
            (HistoryEnvironment.System, JsonFacts.Text(host, "OsVersion")),
            (HistoryEnvironment.Toolchain, JsonFacts.Text(host, "RuntimeVersion")),
        })
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }

        foreach (JsonElement benchmark in JsonFacts.Items(file.Json, "Benchmarks"))
        {
            JsonElement? statistics = JsonFacts.At(benchmark, "Statistics");
            if ((JsonFacts.Text(benchmark, "FullName") ?? JsonFacts.Text(benchmark, "DisplayInfo")) is not string name
                || (JsonFacts.Number(statistics, "Median") ?? JsonFacts.Number(statistics, "Mean")) is not double time)
            {
                continue;
            }

            HistoryFigure?[] figures =
            [
                TimeUnits.Figure("time", "ns", time, true, JsonFacts.Number(statistics, "ConfidenceInterval", "Lower"), JsonFacts.Number(statistics, "ConfidenceInterval", "Upper"), JsonFacts.Count(statistics, "N")),
                JsonFacts.Number(benchmark, "Memory", "BytesAllocatedPerOperation") is double bytes ? TimeUnits.Figure("allocated", "bytes", bytes, true) : null,
            ];
            yield return new(name, [.. figures.OfType<HistoryFigure>()]) { Environment = environment };
        }
    }
}
