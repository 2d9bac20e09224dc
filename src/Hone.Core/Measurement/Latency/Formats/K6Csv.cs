using System.Globalization;

namespace Hone.Measurement.Latency.Formats;

/// <summary>
/// The output of <c>k6 run --out csv=FILE</c> (k6 documentation, "CSV"): one line a metric and point; the latencies are those of
/// <c>http_req_duration</c>, in milliseconds, from the actual send.
/// </summary>
internal static class K6Csv
{
    private const string Metric = "metric_name";
    private const string Value = "metric_value";

    public static bool Recognises(string line) => line.StartsWith(Metric + ",timestamp," + Value, StringComparison.Ordinal);

    public static LatencyReading Read(string header, LogLines lines)
    {
        List<string> names = [.. header.Split(',')];
        int error = names.IndexOf("error");
        int expected = names.IndexOf("expected_response");
        int status = names.IndexOf("status");
        K6Points points = new();
        while (lines.Next() is string line)
        {
            if (line.Length == 0 || !K6Points.Wants(line.AsSpan(0, Math.Max(0, line.IndexOf(',', StringComparison.Ordinal)))))
            {
                continue;
            }

            if (CsvColumns.Split(line) is not { } values || values.Count != names.Count
                || !double.TryParse(values[2], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                throw lines.Bad($"this is no line of k6's: {names.Count} columns are expected");
            }

            bool failed = expected >= 0 && values[expected].Length > 0 ? values[expected] == "false"
                : (error >= 0 && values[error].Length > 0) || (status >= 0 && K6Points.IsError(values[status]));
            if (!points.Add(values[0], value, failed))
            {
                throw lines.Bad($"{value.ToString(CultureInfo.InvariantCulture)} ms is no latency");
            }
        }

        return points.Reading("k6 --out csv", lines);
    }
}

/// <summary>The points of k6 that matter for latencies, whichever way they were written.</summary>
internal sealed class K6Points
{
    private const string Duration = "http_req_duration";
    private const string Dropped = "dropped_iterations";
    private const double Millisecond = 1e6;

    private readonly LatencyValues _latencies = new();
    private long _requests;
    private long _errors;
    private double _dropped;

    /// <summary>Whether a metric is one of those.</summary>
    public static bool Wants(ReadOnlySpan<char> metric) => metric is Duration or Dropped;

    /// <summary>Whether a status is an error; k6 writes 0 for no answer at all.</summary>
    public static bool IsError(string status) =>
        int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out int code) && (code == 0 || code >= 400);

    /// <summary>Takes a point; false when its value cannot be.</summary>
    public bool Add(string metric, double value, bool failed)
    {
        if (metric == Dropped)
        {
            _dropped += Math.Max(0, value);
            return double.IsFinite(value);
        }

        if (!LatencyValues.IsLatency(value * Millisecond))
        {
            return false;
        }

        _requests++;
        _errors += failed ? 1 : 0;
        if (!failed)
        {
            _latencies.Add(value * Millisecond);
        }

        return true;
    }

    /// <summary>What all points say.</summary>
    public LatencyReading Reading(string format, LogLines lines)
    {
        if (_requests == 0)
        {
            throw lines.Empty("k6's log has no point of http_req_duration", "let the script make HTTP requests");
        }

        List<string> notes = ["k6 counts http_req_duration from the actual send: what a request waited for a virtual user is left out"];
        if (_dropped > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"k6 dropped {_dropped:#,0} iterations for want of virtual users: the rate that was asked for was not offered"));
        }

        return new(format) { Latencies = _latencies.Log(), Requests = _requests, Errors = _errors, Notes = notes };
    }
}
