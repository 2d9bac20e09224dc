using System.Text.Json;
using Hone.Statistics;

namespace Hone.Guardrails.History.Importing;

/// <summary>What <c>hyperfine --export-json</c> writes: seconds of each run of each command.</summary>
internal static class HyperfineImport
{
    public static bool Fits(ImportFile file) => JsonFacts.Items(file.Json, "results").FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && JsonFacts.Text(first, "command") is not null && (JsonFacts.Number(first, "mean") is not null || JsonFacts.Items(first, "times").Any());

    public static IEnumerable<ImportedEntry> Read(ImportFile file)
    {
        foreach (JsonElement result in JsonFacts.Items(file.Json, "results"))
        {
            double[] times = JsonFacts.Numbers(result, "times");
            double? wall = times.Length > 0 ? Median.Of(times) : JsonFacts.Number(result, "median") ?? JsonFacts.Number(result, "mean");
            if (JsonFacts.Text(result, "command") is not string command || wall is not double seconds)
            {
                continue;
            }

            long? runs = times.Length > 0 ? times.Length : null;
            double[] memory = JsonFacts.Numbers(result, "memory_usage_byte");
            HistoryFigure?[] figures =
            [
                TimeUnits.Figure("wall", "s", seconds, true, runs: runs),
                JsonFacts.Number(result, "user") is double user && JsonFacts.Number(result, "system") is double system ? TimeUnits.Figure("cpu", "s", user + system, true, runs: runs) : null,
                memory.Length > 0 ? TimeUnits.Figure("peak-rss", "bytes", Median.Of(memory), true, runs: runs) : null,
            ];
            yield return new(command, [.. figures.OfType<HistoryFigure>()]);
        }
    }
}
