using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hone.Guardrails.History;

/// <summary>An entry as it is stored: one line of JSON, which is never written anew, so that what a later Hone adds to it stays.</summary>
/// <param name="Id">The first 32 hexadecimal digits of the line's SHA-256: equal entries are one, however often they come.</param>
/// <param name="Line">The line, without its end.</param>
/// <param name="Entry">What it says.</param>
public sealed record StoredEntry(string Id, string Line, HistoryEntry Entry);

/// <summary>
/// Writes and reads the lines of a history (docs/history.md). The time comes first, so that lines sorted as texts are sorted by time.
/// </summary>
public static class HistoryLine
{
    /// <summary>The longest line that is read, in characters.</summary>
    public const int Longest = 64 * 1024;

    private const int Version = 1;
    private const int MostFigures = 512;
    private const int MostFacts = 64;
    private const double Largest = 1e150;
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789abcdef");

    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The entry as a line. Equal entries give equal lines.</summary>
    public static StoredEntry Store(HistoryEntry entry)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _options))
        {
            writer.WriteStartObject();
            writer.WriteString("time", entry.Time.ToUniversalTime().ToString(TimeForm, CultureInfo.InvariantCulture));
            writer.WriteNumber("v", Version);
            writer.WriteString("commit", entry.Commit);
            writer.WriteString("workload", entry.Workload);
            writer.WriteString("source", entry.Source);
            writer.WriteStartObject("environment");
            foreach ((string name, string value) in entry.Environment.OrderBy(fact => fact.Key, StringComparer.Ordinal))
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
            writer.WriteStartArray("figures");
            foreach (HistoryFigure figure in entry.Figures)
            {
                Write(writer, figure);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        string line = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return new(IdOf(line), line, entry);
    }

    /// <summary>What a line says; null when it is damaged, or of a version that is not known.</summary>
    public static StoredEntry? Read(string line)
    {
        if (line.Length is 0 or > Longest || line[0] != '{')
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line, new() { MaxDepth = 16 });
            return EntryOf(document.RootElement) is HistoryEntry entry ? new(IdOf(line), line, entry) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The id of a line.</summary>
    public static string IdOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)))[..32];

    /// <summary>Whether a text can stand for a commit: <c>none</c>, or hexadecimal digits, with <c>+dirty</c> behind them or not.</summary>
    public static bool IsCommit(string text)
    {
        ReadOnlySpan<char> hash = text.EndsWith("+dirty", StringComparison.Ordinal) ? text.AsSpan(0, text.Length - "+dirty".Length) : text;
        return text == HistoryEntry.NoCommit || (hash.Length is >= 4 and <= 64 && !hash.ContainsAnyExcept(_digits));
    }

    /// <summary>Whether a number can be a figure.</summary>
    public static bool IsFigure(double value) => double.IsFinite(value) && Math.Abs(value) <= Largest;

    private static void Write(Utf8JsonWriter writer, HistoryFigure figure)
    {
        writer.WriteStartObject();
        writer.WriteString("metric", figure.Metric);
        writer.WriteString("unit", figure.Unit);
        writer.WriteNumber("value", figure.Value);
        if (figure is { Low: double low, High: double high })
        {
            writer.WriteNumber("low", low);
            writer.WriteNumber("high", high);
        }

        if (figure.Runs is long runs)
        {
            writer.WriteNumber("runs", runs);
        }

        writer.WriteString("better", figure.LowerIsBetter ? "lower" : "higher");
        writer.WriteEndObject();
    }

    private static HistoryEntry? EntryOf(JsonElement root)
    {
        if (!root.TryGetProperty("v", out JsonElement version) || !version.TryGetInt32(out int number) || number != Version
            || Text(root, "time") is not string time
            || !DateTimeOffset.TryParseExact(time, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset when)
            || Text(root, "commit") is not string commit || !IsCommit(commit)
            || Text(root, "workload") is not { Length: > 0 } workload || Text(root, "source") is not string source
            || !root.TryGetProperty("environment", out JsonElement facts) || facts.ValueKind != JsonValueKind.Object || facts.GetPropertyCount() > MostFacts
            || !root.TryGetProperty("figures", out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostFigures)
        {
            return null;
        }

        Dictionary<string, string> environment = [];
        foreach (JsonProperty fact in facts.EnumerateObject())
        {
            environment[fact.Name] = fact.Value.GetString() ?? "";
        }

        List<HistoryFigure> figures = [];
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (FigureOf(item) is not HistoryFigure figure)
            {
                return null;
            }

            figures.Add(figure);
        }

        return new(when, commit, workload, source, environment, figures);
    }

    private static HistoryFigure? FigureOf(JsonElement item)
    {
        if (Text(item, "metric") is not { Length: > 0 } metric || Text(item, "unit") is not string unit || Number(item, "value") is not double value)
        {
            return null;
        }

        return new(metric, unit, value, Text(item, "better") != "higher")
        {
            Low = Number(item, "low"),
            High = Number(item, "high"),
            Runs = item.TryGetProperty("runs", out JsonElement runs) && runs.ValueKind == JsonValueKind.Number && runs.TryGetInt64(out long count) && count > 0 ? count : null,
        };
    }

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && IsFigure(number) ? number : null;
}
