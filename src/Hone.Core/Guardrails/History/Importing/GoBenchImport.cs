using System.Globalization;
using Hone.Statistics;

namespace Hone.Guardrails.History.Importing;

/// <summary>
/// What <c>go test -bench</c> prints (the Go benchmark data format, golang.org/design/14313-benchmark-format): a line for each run with
/// its name, iterations, and pairs of value and unit. Runs of one name (<c>-count</c>) become one entry with their medians.
/// </summary>
internal static class GoBenchImport
{
    private const int MostPairs = 64;

    public static bool Fits(ImportFile file) => file.Json is null && Results(file.Text).Any();

    public static IEnumerable<ImportedEntry> Read(ImportFile file)
    {
        Dictionary<string, string> environment = [];
        foreach (string line in file.Text.Split('\n'))
        {
            if (line.StartsWith("cpu: ", StringComparison.Ordinal) && line.Length < 300)
            {
                environment[HistoryEnvironment.Cpu] = line["cpu: ".Length..].Trim();
            }
        }

        foreach (IGrouping<string, Result> group in Results(file.Text).GroupBy(result => result.Name))
        {
            HistoryFigure?[] figures =
            [
                .. group.SelectMany(result => result.Values).GroupBy(value => value.Unit).Select(values =>
                    TimeUnits.Figure(Metric(values.Key), values.Key, Median.Of([.. values.Select(value => value.Number)]), !values.Key.EndsWith("/s", StringComparison.Ordinal), runs: values.Count())),
            ];
            if (figures.Any(figure => figure is not null))
            {
                yield return new(group.Key, [.. figures.OfType<HistoryFigure>()]) { Environment = environment };
            }
        }
    }

    private static string Metric(string unit) => unit switch
    {
        "ns/op" => "time",
        "B/op" => "allocated",
        "allocs/op" => "allocations",
        _ => unit,
    };

    private static IEnumerable<Result> Results(string text)
    {
        string package = "";
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("pkg: ", StringComparison.Ordinal))
            {
                package = line["pkg: ".Length..].Trim();
            }

            string[] words = line.StartsWith("Benchmark", StringComparison.Ordinal) && line.Length < 4000 ? line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [];
            if (words.Length < 4 || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                continue;
            }

            List<(double, string)> values = [];
            for (int i = 2; i + 1 < words.Length && values.Count < MostPairs; i += 2)
            {
                if (double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && HistoryLine.IsFigure(number))
                {
                    values.Add((number, words[i + 1]));
                }
            }

            if (values.Count > 0)
            {
                yield return new(package.Length == 0 ? words[0] : package + "." + words[0], values);
            }
        }
    }

    private sealed record Result(string Name, IReadOnlyList<(double Number, string Unit)> Values);
}
