using Hone.Problems;

namespace Hone.Measurement.Latency.Formats;

/// <summary>Reads the latency log of another load generator; which one it is shows in its first lines.</summary>
public static class LatencyLogFile
{
    /// <summary>Reads a log to its end.</summary>
    /// <param name="stream">The log.</param>
    /// <param name="path">Its name, for errors.</param>
    /// <param name="unit">How many nanoseconds the unit of an HdrHistogram log is, which such a log does not state.</param>
    /// <exception cref="ProblemException">The format is not known, or the log is cut off or damaged, with file and line.</exception>
    public static LatencyReading Read(Stream stream, string path, double unit = 1)
    {
        LogLines lines = new(stream, path);
        string? first = lines.Next();
        while (first is not null && first.Trim().Length == 0)
        {
            first = lines.Next();
        }

        return (first?.TrimStart('\uFEFF')) switch
        {
            null => throw lines.Empty("the log is empty", "record it again"),
            string line when HeyCsv.Recognises(line) => HeyCsv.Read(line, lines),
            string line when K6Csv.Recognises(line) => K6Csv.Read(line, lines),
            string line when K6Json.Recognises(line) => K6Json.Read(line, lines),
            string line when HdrLog.Recognises(line) => HdrLog.Read(line, lines, unit),
            string line when line.TrimStart().StartsWith('{') => OhaJson.Read(line, lines),
            string line when WrkText.Recognises(line) => WrkText.Read(line, lines),
            _ => throw new ProblemException(new(
                ExitCode.Usage,
                "latency-log-unknown",
                "this is no log of wrk, wrk2, k6, hey, oha or HdrHistogram",
                "record one: wrk --latency, k6 run --out csv=FILE or json=FILE, hey -o csv, oha --output-format json")
            { Place = path }),
        };
    }
}
