using System.Globalization;

namespace Hone.Measurement.Latency.Formats;

/// <summary>
/// The log of HdrHistogram's HistogramLogWriter (format versions 1.2 and 1.3): <c>[Tag=NAME,]start,length,max,payload</c> a
/// line, each payload the counts of one interval (<see cref="HdrPayload"/>); lines with <c>#</c> are comments.
/// </summary>
internal static class HdrLog
{
    private const string Columns = "\"StartTimestamp\"";
    private const string Tag = "Tag=";

    public static bool Recognises(string line) =>
        line.StartsWith("#[", StringComparison.Ordinal) || line.StartsWith(Columns, StringComparison.Ordinal) || line.Contains(",HIST", StringComparison.Ordinal);

    public static LatencyReading Read(string first, LogLines lines, double unit)
    {
        List<LatencyHistogram> intervals = [];
        HashSet<string> tags = new(StringComparer.Ordinal);
        double seconds = 0;
        for (string? line = first; line is not null; line = lines.Next())
        {
            if (line.Length == 0 || line[0] == '#' || line.StartsWith(Columns, StringComparison.Ordinal))
            {
                continue;
            }

            int start = 0;
            string[] parts = line.Split(',');
            if (parts[0].StartsWith(Tag, StringComparison.Ordinal))
            {
                tags.Add(parts[0][Tag.Length..]);
                start = 1;
            }

            if (parts.Length != start + 4 || !double.TryParse(parts[start + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out double length) || !(length >= 0))
            {
                throw lines.Bad("this is no interval of an HdrHistogram log: start, length, maximum and payload are expected");
            }

            seconds += length;
            if (!HdrPayload.TryDecode(parts[start + 3], unit, out LatencyHistogram counts, out string reason))
            {
                throw lines.Bad(reason);
            }

            if (counts.Count > 0)
            {
                intervals.Add(counts);
            }
        }

        return intervals.Count == 0 ? throw lines.Empty("the log has no interval with counts", "record it again") : Reading(intervals, tags, seconds, unit);
    }

    private static LatencyReading Reading(List<LatencyHistogram> intervals, HashSet<string> tags, double seconds, double unit)
    {
        LatencyLog log = LatencyLog.OfBlocks(intervals);
        List<string> notes = [$"an HdrHistogram log does not state its unit; one is taken for {unit.ToString("#,0", CultureInfo.InvariantCulture)} ns (see --unit)"];
        if (tags.Count > 1)
        {
            notes.Add($"{tags.Count} tags are taken together");
        }

        return new("HdrHistogram log")
        {
            Latencies = log,
            Requests = log.All.Count,
            Rate = seconds > 0 && tags.Count <= 1 ? log.All.Count / seconds : null,
            Notes = notes,
        };
    }
}
