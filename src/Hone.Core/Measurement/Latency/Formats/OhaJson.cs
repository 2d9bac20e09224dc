using System.Globalization;
using System.Text;
using System.Text.Json;
using Hone.Units;

namespace Hone.Measurement.Latency.Formats;

/// <summary>
/// The output of <c>oha --output-format json</c> (hatoo/oha, schema.json): one JSON object with <c>latencyPercentiles</c> in
/// seconds, of the successful requests; it states no counts behind them.
/// </summary>
internal static class OhaJson
{
    private const int MostLetters = 16 << 20;
    private const int FirstError = 400;

    public static LatencyReading Read(string first, LogLines lines)
    {
        StringBuilder text = new(first);
        while (lines.Next() is string line)
        {
            text.Append('\n').Append(line);
            if (text.Length > MostLetters)
            {
                throw lines.Bad("this is no summary of oha's: it is too long");
            }
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(text.ToString());
            return Read(document.RootElement, lines);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw lines.Bad("this is no whole summary of oha's: " + error.Message);
        }
    }

    private static LatencyReading Read(JsonElement root, LogLines lines)
    {
        List<(double P, Duration Value)> points = [];
        foreach (JsonProperty each in root.GetProperty("latencyPercentiles").EnumerateObject())
        {
            if (each.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (!each.Name.StartsWith('p') || !double.TryParse(each.Name.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
                || percent > 100 || !LatencyValues.IsLatency(each.Value.GetDouble() * 1e9))
            {
                throw lines.Bad("latencyPercentiles has a name or value that is none");
            }

            points.Add((LatencyValues.Share(percent), Duration.FromSeconds(each.Value.GetDouble())));
        }

        if (points.Count == 0)
        {
            throw lines.Empty("oha had no answer to measure", "see the errorDistribution of its summary");
        }

        long good = 0;
        long bad = Sum(root, "errorDistribution", _ => true);
        good += Sum(root, "statusCodeDistribution", code => code < FirstError);
        bad += Sum(root, "statusCodeDistribution", code => code >= FirstError);
        return new("oha --output-format json")
        {
            Points = points,
            Requests = good + bad,
            Errors = bad,
            Rate = root.GetProperty("summary").TryGetProperty("requestsPerSec", out JsonElement rate) && rate.ValueKind == JsonValueKind.Number ? rate.GetDouble() : null,
            Notes = ["oha counts from the actual send unless it was run with -q and --latency-correction"],
        };
    }

    private static long Sum(JsonElement root, string name, Func<int, bool> wanted)
    {
        long sum = 0;
        if (root.TryGetProperty(name, out JsonElement distribution) && distribution.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty each in distribution.EnumerateObject())
            {
                _ = int.TryParse(each.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int code);
                sum += wanted(code) ? Math.Max(0, each.Value.GetInt64()) : 0;
            }
        }

        return sum;
    }
}
