using System.Text.Json;

namespace Hone.Guardrails.History.Importing;

/// <summary>What pytest-benchmark writes with <c>--benchmark-json</c>: seconds, with the commit and the machine.</summary>
internal static class PytestImport
{
    public static bool Fits(ImportFile file) => JsonFacts.At(file.Json, "machine_info") is not null && JsonFacts.Items(file.Json, "benchmarks").Any(each => JsonFacts.At(each, "stats") is not null);

    public static IEnumerable<ImportedEntry> Read(ImportFile file)
    {
        JsonElement? machine = JsonFacts.At(file.Json, "machine_info");
        Dictionary<string, string> environment = [];
        foreach ((string name, string? value) in new[]
        {
            (HistoryEnvironment.Host, JsonFacts.Text(machine, "node")),
            (HistoryEnvironment.Cpu, JsonFacts.Text(machine, "cpu", "brand_raw") ?? JsonFacts.Text(machine, "cpu", "brand")),
            (HistoryEnvironment.Kernel, JsonFacts.Text(machine, "release")),
            (HistoryEnvironment.Toolchain, JsonFacts.Text(machine, "python_version") is string version ? "python " + version : null),
        })
        {
            if (value is not null)
            {
                environment[name] = value;
            }
        }

        string? commit = JsonFacts.Text(file.Json, "commit_info", "id");
        bool isDirty = JsonFacts.At(file.Json, "commit_info", "dirty") is { ValueKind: JsonValueKind.True };
        foreach (JsonElement benchmark in JsonFacts.Items(file.Json, "benchmarks"))
        {
            JsonElement? stats = JsonFacts.At(benchmark, "stats");
            if ((JsonFacts.Text(benchmark, "fullname") ?? JsonFacts.Text(benchmark, "name")) is string name
                && (JsonFacts.Number(stats, "median") ?? JsonFacts.Number(stats, "mean")) is double time
                && TimeUnits.Figure("time", "s", time, true, runs: JsonFacts.Count(stats, "rounds")) is HistoryFigure figure)
            {
                yield return new(name, [figure])
                {
                    Commit = commit is null ? null : commit + (isDirty ? "+dirty" : ""),
                    Time = JsonFacts.Time(file.Json, "datetime"),
                    Environment = environment,
                };
            }
        }
    }
}
