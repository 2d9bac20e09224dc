using System.Globalization;
using System.Text.RegularExpressions;
using Hone.Units;

namespace Hone.Measurement.Latency.Formats;

/// <summary>
/// What wrk and wrk2 print with <c>--latency</c> (wg/wrk and giltene/wrk2, wrk.c). wrk prints quantiles; wrk2 also its
/// "Detailed Percentile spectrum" with cumulative counts, from which the counts are had back: values in milliseconds, each
/// the upper end of what was counted since the line before.
/// </summary>
internal static partial class WrkText
{
    private const double Millisecond = 1e6;

    public static bool Recognises(string line) => line.StartsWith("Running ", StringComparison.Ordinal) && line.Contains(" test @ ", StringComparison.Ordinal);

    public static LatencyReading Read(string first, LogLines lines)
    {
        List<(double, Duration)> points = [];
        LatencyHistogram counts = new();
        long? requests = null;
        long errors = 0;
        double? rate = null;
        bool corrected = false;
        bool spectrum = false;
        for (string? line = first; line is not null; line = lines.Next())
        {
            corrected |= line.Contains("Recorded Latency", StringComparison.Ordinal);
            spectrum = (spectrum || line.Contains("Detailed Percentile spectrum", StringComparison.Ordinal)) && !line.StartsWith("#[", StringComparison.Ordinal);
            if (spectrum)
            {
                AddCounts(line, counts, lines);
            }
            else if (Point().Match(line) is { Success: true } point)
            {
                points.Add((LatencyValues.Share(Number(point, 1)), new((long)(Time(point, 2) ?? throw lines.Bad("this is no latency of wrk's")))));
            }
            else if (Total().Match(line) is { Success: true } total)
            {
                requests = (long)Number(total, 1);
            }
            else if (SocketErrors().Match(line) is { Success: true } socket)
            {
                errors += (long)(Number(socket, 1) + Number(socket, 2) + Number(socket, 3) + Number(socket, 4));
            }
            else if (StatusErrors().Match(line) is { Success: true } status)
            {
                errors += (long)Number(status, 1);
            }
            else if (Rate().Match(line) is { Success: true } second)
            {
                rate = Number(second, 1);
            }
        }

        if (requests is null)
        {
            throw lines.Bad("the log ends before wrk's own totals");
        }

        return points.Count == 0 && counts.Count == 0
            ? throw lines.Empty("wrk printed no latencies", "run it with --latency")
            : new(counts.Count > 0 ? "wrk2 with --latency, its spectrum" : corrected ? "wrk2" : "wrk with --latency")
            {
                Latencies = counts.Count > 0 ? LatencyLog.WithoutOrder(counts) : null,
                Points = points,
                Requests = requests,
                Errors = errors,
                Rate = rate,
                Notes = corrected
                    ? counts.Count > 0 ? ["the spectrum has no order of time: its intervals hold if the requests were independent, which slow ones are not"] : []
                    : ["wrk waits for an answer before it sends again, and adds what it takes for left out by its own estimate (stats_correct in wrk.c)"],
            };
    }

    private static void AddCounts(string line, LatencyHistogram counts, LogLines lines)
    {
        if (SpectrumLine().Match(line) is not { Success: true } row)
        {
            return;
        }

        long total = (long)Number(row, 3);
        if (total < counts.Count || !LatencyValues.IsLatency(Number(row, 1) * Millisecond) || Number(row, 1) * Millisecond < counts.Max - 1)
        {
            throw lines.Bad("the spectrum does not rise");
        }

        counts.Add((long)Math.Round(Number(row, 1) * Millisecond), total - counts.Count);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static double? Time(Match match, int group)
    {
        double unit = match.Groups[group + 1].Value switch { "us" => 1e3, "ms" => 1e6, "s" => 1e9, "m" => 60e9, _ => 3600e9 };
        return LatencyValues.Parse(match.Groups[group].ValueSpan, unit);
    }

    [GeneratedRegex(@"^ *([0-9]{1,3}(?:\.[0-9]{1,6})?)% +([0-9]{1,12}(?:\.[0-9]{1,6})?)(us|ms|s|m|h) *$", RegexOptions.CultureInvariant)]
    private static partial Regex Point();

    [GeneratedRegex(@"^ *([0-9]{1,15}) requests in ", RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex(@"^ *Socket errors: connect ([0-9]{1,15}), read ([0-9]{1,15}), write ([0-9]{1,15}), timeout ([0-9]{1,15})", RegexOptions.CultureInvariant)]
    private static partial Regex SocketErrors();

    [GeneratedRegex(@"^ *Non-2xx or 3xx responses: ([0-9]{1,15})", RegexOptions.CultureInvariant)]
    private static partial Regex StatusErrors();

    [GeneratedRegex(@"^Requests/sec: +([0-9]{1,15}(?:\.[0-9]{1,6})?)", RegexOptions.CultureInvariant)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^ *([0-9]{1,12}\.[0-9]{1,6}) +([01]\.[0-9]{1,12}) +([0-9]{1,15}) +(?:[0-9.]{1,20}|inf) *$", RegexOptions.CultureInvariant)]
    private static partial Regex SpectrumLine();
}
