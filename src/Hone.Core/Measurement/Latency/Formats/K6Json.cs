using System.Text.Json;

namespace Hone.Measurement.Latency.Formats;

/// <summary>
/// The output of <c>k6 run --out json=FILE</c> (k6 documentation, "JSON"): one JSON object a line, <c>Metric</c> for the
/// declaration of a metric and <c>Point</c> for a value; the latencies are those of <c>http_req_duration</c>.
/// </summary>
internal static class K6Json
{
    public static bool Recognises(string line) =>
        line.StartsWith('{') && line.Contains("\"metric\"", StringComparison.Ordinal) && line.Contains("\"type\"", StringComparison.Ordinal) && line.Contains("\"data\"", StringComparison.Ordinal);

    public static LatencyReading Read(string first, LogLines lines)
    {
        K6Points points = new();
        for (string? line = first; line is not null; line = lines.Next())
        {
            if (line.Length > 0 && !Take(line, points))
            {
                throw lines.Bad("this is no whole point of k6's");
            }
        }

        return points.Reading("k6 --out json", lines);
    }

    private static bool Take(string line, K6Points points)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            string metric = root.GetProperty("metric").GetString() ?? "";
            if (!root.GetProperty("type").ValueEquals("Point") || !K6Points.Wants(metric))
            {
                return true;
            }

            JsonElement data = root.GetProperty("data");
            return points.Add(metric, data.GetProperty("value").GetDouble(), Failed(data));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private static bool Failed(JsonElement data)
    {
        if (!data.TryGetProperty("tags", out JsonElement tags) || tags.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        return tags.TryGetProperty("expected_response", out JsonElement expected) ? expected.ValueEquals("false")
            : tags.TryGetProperty("status", out JsonElement status) && K6Points.IsError(status.GetString() ?? "");
    }
}
