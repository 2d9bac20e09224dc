using System.Globalization;

namespace Hone.Units;

/// <summary>A length of time, kept in whole nanoseconds.</summary>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    /// <summary>No time at all.</summary>
    public static Duration Zero => default;

    /// <summary>The length in seconds.</summary>
    public double Seconds => Nanoseconds / 1e9;

    /// <summary>The length in milliseconds.</summary>
    public double Milliseconds => Nanoseconds / 1e6;

    /// <summary>A duration of so many seconds, rounded to whole nanoseconds.</summary>
    public static Duration FromSeconds(double seconds) => new((long)Math.Round(seconds * 1e9));

    /// <summary>A duration of so many milliseconds, rounded to whole nanoseconds.</summary>
    public static Duration FromMilliseconds(double milliseconds) => new((long)Math.Round(milliseconds * 1e6));

    /// <inheritdoc/>
    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public static Duration operator +(Duration left, Duration right) => new(left.Nanoseconds + right.Nanoseconds);

    public static Duration operator -(Duration left, Duration right) => new(left.Nanoseconds - right.Nanoseconds);

    public static bool operator <(Duration left, Duration right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(Duration left, Duration right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(Duration left, Duration right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(Duration left, Duration right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>Three significant digits with the unit that fits: <c>812 ns</c>, <c>4.21 ms</c>, <c>13.2 s</c>.</summary>
    public override string ToString()
    {
        double size = Math.Abs((double)Nanoseconds);
        return size switch
        {
            < 1e3 => Nanoseconds.ToString(CultureInfo.InvariantCulture) + " ns",
            < 999.5e3 => Significant.Three(Nanoseconds / 1e3) + " µs",
            < 999.5e6 => Significant.Three(Nanoseconds / 1e6) + " ms",
            _ => Significant.Three(Nanoseconds / 1e9) + " s",
        };
    }
}
