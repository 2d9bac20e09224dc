using System.Globalization;

namespace Hone.Linux.Machines;

/// <summary>How many processes wanted to run lately.</summary>
public static class LoadAverage
{
    /// <summary>The mean of the last minute (proc_loadavg(5)); null where it cannot be read.</summary>
    public static double? LastMinute()
    {
        try
        {
            string text = File.ReadAllText("/proc/loadavg");
            return double.TryParse(text.AsSpan(0, Math.Max(0, text.IndexOf(' ', StringComparison.Ordinal))), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double load) ? load : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
