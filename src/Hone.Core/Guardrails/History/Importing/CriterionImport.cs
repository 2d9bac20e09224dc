using System.Text.Json;

namespace Hone.Guardrails.History.Importing;

/// <summary>
/// What criterion leaves: the lines of <c>cargo criterion --message-format=json</c>, and an <c>estimates.json</c> in a folder
/// <c>GROUP/BENCHMARK/new</c>, which holds nanoseconds and no name.
/// </summary>
internal static class CriterionImport
{
    public static bool Fits(ImportFile file) => Name(file.Place) is not null && JsonFacts.Number(file.Json, "mean", "point_estimate") is not null
        || Messages(file).Any();

    public static IEnumerable<ImportedEntry> Read(ImportFile file)
    {
        if (Name(file.Place) is string name && JsonFacts.Number(file.Json, "mean", "point_estimate") is not null)
        {
            // The slope of a regression where criterion made one, as its own reports show it.
            JsonElement? best = JsonFacts.At(file.Json, "slope") is { ValueKind: JsonValueKind.Object } slope ? slope : JsonFacts.At(file.Json, "mean");
            if (JsonFacts.Number(best, "point_estimate") is double time
                && TimeUnits.Figure("time", "ns", time, true, JsonFacts.Number(best, "confidence_interval", "lower_bound"), JsonFacts.Number(best, "confidence_interval", "upper_bound")) is HistoryFigure figure)
            {
                yield return new(name, [figure]);
            }

            yield break;
        }

        foreach (JsonElement message in Messages(file))
        {
            JsonElement? typical = JsonFacts.At(message, "typical") ?? JsonFacts.At(message, "mean");
            if (JsonFacts.Text(message, "id") is string id && JsonFacts.Number(typical, "estimate") is double time
                && TimeUnits.Figure("time", JsonFacts.Text(typical, "unit") ?? "ns", time, true, JsonFacts.Number(typical, "lower_bound"), JsonFacts.Number(typical, "upper_bound"), JsonFacts.Items(message, "measured_values").Count()) is HistoryFigure figure)
            {
                yield return new(id, [figure with { Runs = figure.Runs > 0 ? figure.Runs : null }]);
            }
        }
    }

    /// <summary>The benchmark that a path of an <c>estimates.json</c> names; null for other paths.</summary>
    internal static string? Name(string path)
    {
        string[] parts = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [.., "new" or "base", "estimates.json"])
        {
            return null;
        }

        // target/criterion/GROUP/[FUNCTION/][PARAMETER/]new/estimates.json
        int start = Array.LastIndexOf(parts, "criterion") + 1;
        string[] names = parts[(start > 0 ? start : Math.Max(0, parts.Length - 4))..^2];
        return names.Length == 0 ? null : string.Join('/', names);
    }

    private static IEnumerable<JsonElement> Messages(ImportFile file)
    {
        if (!file.Text.Contains("\"benchmark-complete\"", StringComparison.Ordinal))
        {
            yield break;
        }

        foreach (string line in file.Text.Split('\n'))
        {
            if (line.StartsWith('{') && new ImportFile(System.Text.Encoding.UTF8.GetBytes(line), file.Place).Json is JsonElement message && JsonFacts.Text(message, "reason") == "benchmark-complete")
            {
                yield return message;
            }
        }
    }
}
