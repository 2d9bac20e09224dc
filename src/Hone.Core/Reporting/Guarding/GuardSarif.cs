using System.Text;
using System.Text.Json;
using Hone.Guardrails;
using Hone.Profiling.Differences;

namespace Hone.Reporting.Guarding;

/// <summary>
/// A check as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): one result for each figure that regressed, at the function
/// whose own code costs most more, else at the manifest.
/// </summary>
public static class GuardSarif
{
    private const string Rule = "performance-regression";
    private const int LongestName = 200;

    private static readonly JsonWriterOptions _options = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    /// <param name="report">The check.</param>
    /// <param name="prefix">The project's folder inside the repository, ending in <c>/</c>; empty for the repository itself.</param>
    /// <param name="manifest">The manifest's path inside the project.</param>
    public static string Of(GuardReport report, string prefix, string manifest)
    {
        ArgumentNullException.ThrowIfNull(report);
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, _options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json);
            json.WriteStartArray("results");
            foreach (GuardFigure figure in report.Figures.Where(figure => figure.Finding == GuardFinding.Regressed))
            {
                Result(json, report, figure, prefix, manifest);
            }

            json.WriteEndArray();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Tool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "hone");
        json.WriteStartArray("rules");
        json.WriteStartObject();
        json.WriteString("id", Rule);
        Text(json, "shortDescription", "A workload costs more than its guardrail allows.");
        Text(json, "fullDescription", "Base and head were built and run in pairs of random order on one machine; a loss is shown, and it is at least the limit.");
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", "error");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, GuardReport report, GuardFigure figure, string prefix, string manifest)
    {
        FunctionDifference? hottest = report.Costs.FirstOrDefault(costs => costs.Workload == figure.Limit.Workload)?.More.FirstOrDefault(function => IsInside(function.Frame.Source?.File));
        string file = hottest?.Frame.Source!.File ?? manifest;
        int line = Math.Max(1, hottest?.Frame.Source!.Line ?? 1);
        json.WriteStartObject();
        json.WriteString("ruleId", Rule);
        json.WriteNumber("ruleIndex", 0);
        json.WriteString("level", "error");
        Text(json, "message",
            $"{figure.Limit.Metric} of {Plain(figure.Limit.Workload)}: {GuardCell.Change(figure)}, from {GuardCell.Value(figure, figure.Base)} to {GuardCell.Value(figure, figure.Head)}; the limit is {GuardCell.Bound(figure)}."
            + (hottest is null ? "" : $" The function that costs most more is {Plain(hottest.Frame.Function)}."));
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', (prefix + file).Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", "%SRCROOT%");
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("honeGuard/v1", figure.Limit.Workload + "/" + figure.Limit.Metric);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // In a plain text message brackets make a link and braces a placeholder (SARIF 2.1.0, §3.11.5 and §3.11.6): a name may hold either.
    private static string Plain(string name) => Printable.Clean(Printable.Shorten(name, LongestName)).Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)
        .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static bool IsInside(string? file) => file is { Length: > 0 } && file[0] != '/' && !file.Split('/').Contains("..");

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
