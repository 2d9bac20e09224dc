using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Measurement;

/// <summary>Finds the number that a workload printed (<see cref="WorkloadMetric"/>).</summary>
public static class PrintedMetric
{
    /// <summary>How much of an output or a file is searched, in bytes.</summary>
    public const int MostBytes = 16 << 20;

    private const int LongestShown = 200;

    /// <summary>The number in the text, finite.</summary>
    /// <exception cref="ProblemException">
    /// It is not there, is no number, or the expression took too long: the problem names the metric and shows the last line of the
    /// text.
    /// </exception>
    public static double Read(WorkloadMetric metric, string text)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(text);
        return metric.Pattern is { } pattern ? ByPattern(metric, pattern, text) : ByPath(metric, metric.JsonPath!, text);
    }

    private static double ByPattern(WorkloadMetric metric, string pattern, string text)
    {
        Regex expression = WorkloadMetric.Expression(pattern, out string reason) ?? throw Failed(metric, text, reason);
        double? found = null;
        try
        {
            for (Match match = expression.Match(text); match.Success; match = match.NextMatch())
            {
                Group group = match.Groups[1];
                double value = Number(group.Value) ?? throw Failed(metric, text, $"matched {Shown(group.Value)}, which is no number");
                found = metric.Take == MetricTake.Sum ? (found ?? 0) + value : value;
                if (metric.Take == MetricTake.First)
                {
                    break;
                }
            }
        }
        catch (RegexMatchTimeoutException)
        {
            throw Failed(metric, text, $"was searched for a second without an end by {Shown(pattern)}; write it without nested repetitions");
        }

        return found is double number && double.IsFinite(number) ? number
            : throw Failed(metric, text, found is null ? $"was not found by {Shown(pattern)}" : "is too large a number");
    }

    /// <summary>The text is one JSON document, or its last line that is not empty is one, as with JSON lines.</summary>
    private static double ByPath(WorkloadMetric metric, string path, string text)
    {
        IReadOnlyList<MetricPathStep> steps = MetricPath.Parse(path, out string reason) ?? throw Failed(metric, text, reason);
        using JsonDocument document = Parse(text) ?? Parse(LastLine(text)) ?? throw Failed(metric, text, "was to be found in JSON, and neither the whole text nor its last line is any");
        try
        {
            JsonElement at = document.RootElement;
            foreach (MetricPathStep step in steps)
            {
                at = Step(at, step) ?? throw Failed(metric, text, $"has no value at {path}");
            }

            double? number = at.ValueKind switch
            {
                JsonValueKind.Number => at.TryGetDouble(out double value) ? value : null,
                JsonValueKind.String => Number(at.GetString()!),
                _ => null,
            };
            return number is double finite && double.IsFinite(finite) ? finite : throw Failed(metric, text, $"is no number at {path} but {Shown(at.GetRawText())}");
        }
        catch (InvalidOperationException)
        {
            // What JsonElement throws for an escape such as \ud800, half of a character, when the string is asked for.
            throw Failed(metric, text, $"stands at {path} in JSON with half a character in it");
        }
    }

    private static JsonElement? Step(JsonElement at, MetricPathStep step)
    {
        if (step.Member is { } member)
        {
            return at.ValueKind == JsonValueKind.Object && at.TryGetProperty(member, out JsonElement value) ? value : null;
        }

        if (at.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        long index = step.Index < 0 ? at.GetArrayLength() + (long)step.Index : step.Index;
        return index >= 0 && index < at.GetArrayLength() ? at[(int)index] : null;
    }

    private static JsonDocument? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // ArgumentException: the text itself holds half a character.
            return null;
        }
    }

    // A comma groups digits by three, as in 1,204.5; a decimal comma would be taken for something else, and is no number here.
    private static double? Number(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Contains(',', StringComparison.Ordinal))
        {
            if (!Regex.IsMatch(trimmed, @"^[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?\z", RegexOptions.NonBacktracking))
            {
                return null;
            }

            trimmed = trimmed.Replace(",", "", StringComparison.Ordinal);
        }

        return double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
    }

    private static string LastLine(string text)
    {
        string trimmed = text.TrimEnd();
        return trimmed[(trimmed.LastIndexOf('\n') + 1)..];
    }

    private static string Shown(string text) => "'" + (text.Length <= LongestShown ? text : text[..LongestShown] + "…") + "'";

    private static ProblemException Failed(WorkloadMetric metric, string text, string reason)
    {
        string last = LastLine(text);
        return new(new(
            ExitCode.GateSaidNo,
            "metric-missing",
            $"the metric {metric.Name} {reason}; {metric.From} {(last.Length == 0 ? "is empty" : "ends with " + Shown(last))}",
            "run the command by hand, and mend the metric where it is stated"));
    }
}
