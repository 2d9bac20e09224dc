using System.Globalization;

namespace Hone.Measurement.Latency.Formats;

/// <summary>
/// Collects latencies one by one in the order of the log: they are kept, for blocks of time, up to a number; beyond that only
/// counts are, and nothing is known of the order.
/// </summary>
internal sealed class LatencyValues
{
    private const int MostKept = 4_000_000;

    private readonly List<long> _inOrder = [];
    private readonly LatencyHistogram _all = new();

    /// <summary>How many there are.</summary>
    public long Count => _all.Count;

    /// <summary>Adds a latency.</summary>
    public void Add(double nanoseconds)
    {
        long value = (long)Math.Round(nanoseconds);
        _all.Add(value);
        if (_inOrder.Count < MostKept)
        {
            _inOrder.Add(value);
        }
    }

    /// <summary>All of them.</summary>
    public LatencyLog Log() => _all.Count == _inOrder.Count ? LatencyLog.InOrder(_inOrder) : LatencyLog.WithoutOrder(_all);

    /// <summary>A latency in a text; null when it is none: not a number, negative, or over a day.</summary>
    public static double? Parse(ReadOnlySpan<char> text, double unit) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && IsLatency(number * unit) ? number * unit : null;

    /// <summary>The part of the whole that a percentage is: 0.999 for 99.9, which a plain division misses in the last digit.</summary>
    public static double Share(double percent) => Math.Round(percent / 100, 12);

    /// <summary>Whether so many nanoseconds can be a latency at all.</summary>
    public static bool IsLatency(double nanoseconds) => nanoseconds is >= 0 and <= 86_400e9;
}
