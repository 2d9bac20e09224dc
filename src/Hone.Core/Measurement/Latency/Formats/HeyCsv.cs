using System.Globalization;

namespace Hone.Measurement.Latency.Formats;

/// <summary>
/// The output of <c>hey -o csv</c> (rakyll/hey, requester/print.go): one line a request, seconds with four decimals. hey is a
/// closed loop of workers, and its latencies begin at the actual send.
/// </summary>
internal static class HeyCsv
{
    private const string Header = "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read";
    private const int StatusColumn = 6;
    private const int OffsetColumn = 7;
    private const int FirstError = 400;
    private const double Second = 1e9;

    public static bool Recognises(string line) => line.StartsWith(Header, StringComparison.Ordinal);

    public static LatencyReading Read(string header, LogLines lines)
    {
        int columns = header.Split(',').Length;
        List<(double Offset, double Latency)> rows = [];
        long errors = 0;
        long requests = 0;
        while (lines.Next() is string line)
        {
            if (line.Length == 0)
            {
                continue;
            }

            string[] values = line.Split(',');
            if (values.Length != columns || LatencyValues.Parse(values[0], Second) is not double latency)
            {
                throw lines.Bad($"this is no line of hey's: {columns} numbers are expected");
            }

            int status = 0;
            double offset = requests;
            bool good = columns <= StatusColumn || int.TryParse(values[StatusColumn], NumberStyles.None, CultureInfo.InvariantCulture, out status);
            good &= columns <= OffsetColumn || double.TryParse(values[OffsetColumn], NumberStyles.Float, CultureInfo.InvariantCulture, out offset);
            if (!good)
            {
                throw lines.Bad("the status or the offset is no number");
            }

            requests++;
            errors += status >= FirstError ? 1 : 0;
            if (status < FirstError)
            {
                rows.Add((offset, latency));
            }
        }

        if (requests == 0)
        {
            throw lines.Empty("hey's log has no requests", "see what hey said on standard error");
        }

        // hey sorts by what its workers finished; the offset is the order of time.
        LatencyValues found = new();
        foreach ((double _, double latency) in rows.OrderBy(row => row.Offset))
        {
            found.Add(latency);
        }

        return new("hey -o csv")
        {
            Latencies = found.Log(),
            Requests = requests,
            Errors = errors,
            Notes =
            [
                "hey waits for an answer before it sends again, and counts from the actual send: a stall is seen by few requests",
                "hey writes no line for a request that got no answer, and rounds to 0.1 ms",
            ],
        };
    }
}
