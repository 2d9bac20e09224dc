using System.Globalization;

namespace Hone.Measurement.Instructions;

/// <summary>Reads <c>perf stat -x, -e instructions:u -o FILE</c> (perf-stat(1), "CSV FORMAT").</summary>
public static class PerfStatTotal
{
    /// <summary>
    /// The instructions in user mode. Null when there is no such line, when the counter is not supported or was not counted, or
    /// when it ran for a part of the time only and the figure is an extrapolation.
    /// </summary>
    public static long? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        long? total = null;
        foreach (string line in text.Split('\n'))
        {
            // value, unit, event, run time of the counter, share of the time that it ran, …
            string[] fields = line.Split(',');
            if (fields.Length < 5 || !fields[2].StartsWith("instructions", StringComparison.Ordinal))
            {
                continue;
            }

            bool whole = double.TryParse(fields[4], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double share) && share >= 100;
            if (total is not null || !whole || !long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out long value))
            {
                return null;
            }

            total = value;
        }

        return total;
    }
}
