namespace Hone.Guardrails.History.Importing;

/// <summary>Units of time as benchmark tools write them.</summary>
internal static class TimeUnits
{
    /// <summary>How many nanoseconds one of the unit is; null when it is no unit of time. <c>ns/op</c> and <c>ns/iter</c> are the same as <c>ns</c>.</summary>
    public static double? Nanoseconds(string unit)
    {
        int slash = unit.IndexOf('/', StringComparison.Ordinal);
        return (slash < 0 ? unit : unit[..slash]).Trim().ToLowerInvariant() switch
        {
            "ns" or "nanosecond" or "nanoseconds" => 1,
            "us" or "µs" or "μs" or "microsecond" or "microseconds" => 1e3,
            "ms" or "millisecond" or "milliseconds" => 1e6,
            "s" or "sec" or "second" or "seconds" => 1e9,
            _ => null,
        };
    }

    /// <summary>A figure in the unit that the history keeps: times in nanoseconds, bytes as bytes, everything else as it is.</summary>
    public static HistoryFigure? Figure(string metric, string unit, double value, bool lowerIsBetter, double? low = null, double? high = null, long? runs = null)
    {
        bool isRate = unit.Contains("/s", StringComparison.Ordinal) || unit.StartsWith("ops", StringComparison.Ordinal) || unit.StartsWith("iter/", StringComparison.Ordinal);
        double factor = isRate ? 1 : Nanoseconds(unit) ?? 1;
        string kept = isRate ? unit : Nanoseconds(unit) is not null ? "ns" : unit is "B" or "B/op" or "bytes" ? "bytes" : unit is "allocs/op" ? "" : unit;
        return HistoryLine.IsFigure(value * factor)
            ? new(metric, kept, value * factor, lowerIsBetter) { Low = Scaled(low, factor), High = Scaled(high, factor), Runs = runs }
            : null;
    }

    private static double? Scaled(double? value, double factor) => value * factor is double scaled && HistoryLine.IsFigure(scaled) ? scaled : null;
}
