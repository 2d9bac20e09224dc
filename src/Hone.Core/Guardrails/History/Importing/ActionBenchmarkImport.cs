using System.Text;
using System.Text.Json;

namespace Hone.Guardrails.History.Importing;

/// <summary>
/// The <c>data.js</c> that github-action-benchmark keeps on a gh-pages branch: an assignment of one JSON object with all runs of all
/// suites, each with its commit.
/// </summary>
internal static class ActionBenchmarkImport
{
    private const string Prefix = "window.BENCHMARK_DATA";

    private static readonly string[] _biggerIsBetter = ["customBiggerIsBetter", "benchmarkjs", "pytest", "benchmarkluau"];

    public static bool Fits(ImportFile file) => Data(file) is not null;

    public static IEnumerable<ImportedEntry> Read(ImportFile file)
    {
        if (JsonFacts.At(Data(file), "entries") is not { ValueKind: JsonValueKind.Object } suites)
        {
            yield break;
        }

        foreach (JsonProperty suite in suites.EnumerateObject())
        {
            bool isOnly = suites.GetPropertyCount() == 1;
            foreach (JsonElement run in JsonFacts.Items(suite.Value))
            {
                bool bigger = _biggerIsBetter.Contains(JsonFacts.Text(run, "tool"));
                DateTimeOffset? time = JsonFacts.Number(run, "date") is >= 0 and < 253402300800000 and double milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : JsonFacts.Time(run, "commit", "timestamp");
                foreach (JsonElement bench in JsonFacts.Items(run, "benches"))
                {
                    string unit = JsonFacts.Text(bench, "unit") ?? "";
                    if (JsonFacts.Text(bench, "name") is string name && JsonFacts.Number(bench, "value") is double value
                        && TimeUnits.Figure(TimeUnits.Nanoseconds(unit) is not null ? "time" : "value", unit, value, !bigger) is HistoryFigure figure)
                    {
                        yield return new(isOnly ? name : suite.Name + "/" + name, [figure]) { Commit = JsonFacts.Text(run, "commit", "id"), Time = time };
                    }
                }
            }
        }
    }

    private static JsonElement? Data(ImportFile file)
    {
        if (JsonFacts.At(file.Json, "entries") is { ValueKind: JsonValueKind.Object } && JsonFacts.Text(file.Json, "repoUrl") is not null)
        {
            return file.Json;
        }

        string text = file.Text.TrimStart();
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        int start = text.IndexOf('{', StringComparison.Ordinal);
        return start < 0 ? null : new ImportFile(Encoding.UTF8.GetBytes(text[start..].TrimEnd().TrimEnd(';')), file.Place).Json;
    }
}
