using System.Globalization;
using System.Text.Json;

namespace Hone.Guardrails.History.Importing;

/// <summary>Reads what may be there from JSON of other tools: what is missing or of another kind is null, never an error.</summary>
internal static class JsonFacts
{
    /// <summary>The value at a path of names.</summary>
    public static JsonElement? At(JsonElement? start, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (start is not { ValueKind: JsonValueKind.Object } element || !element.TryGetProperty(name, out JsonElement found))
            {
                return null;
            }

            start = found;
        }

        return start;
    }

    /// <summary>The text at a path; null also when it holds broken characters, or is empty.</summary>
    public static string? Text(JsonElement? start, params ReadOnlySpan<string> path)
    {
        if (At(start, path) is not { ValueKind: JsonValueKind.String } element)
        {
            return null;
        }

        try
        {
            return element.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The number at a path; null also when it cannot be a figure.</summary>
    public static double? Number(JsonElement? start, params ReadOnlySpan<string> path) =>
        At(start, path) is { ValueKind: JsonValueKind.Number } element && element.TryGetDouble(out double number) && HistoryLine.IsFigure(number) ? number : null;

    /// <summary>A whole number above zero at a path.</summary>
    public static long? Count(JsonElement? start, params ReadOnlySpan<string> path) =>
        At(start, path) is { ValueKind: JsonValueKind.Number } element && element.TryGetInt64(out long count) && count > 0 ? count : null;

    /// <summary>The items of the array at a path; none when there is no array.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement? start, params ReadOnlySpan<string> path) =>
        At(start, path) is { ValueKind: JsonValueKind.Array } element ? element.EnumerateArray() : [];

    /// <summary>The numbers in an array, without those that cannot be figures.</summary>
    public static double[] Numbers(JsonElement? start, params ReadOnlySpan<string> path) => [.. Items(start, path).Select(item => Number(item)).OfType<double>()];

    /// <summary>A time as ISO 8601 at a path; null when it is none. Without a zone it is UTC.</summary>
    public static DateTimeOffset? Time(JsonElement? start, params ReadOnlySpan<string> path) => Text(start, path) is string text ? TimeOf(text) : null;

    /// <summary>A time as ISO 8601; null when it is none.</summary>
    public static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;
}
