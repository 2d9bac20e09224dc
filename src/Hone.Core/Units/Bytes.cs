using System.Globalization;

namespace Hone.Units;

/// <summary>An amount of memory or data, in bytes.</summary>
public readonly record struct Bytes(long Value) : IComparable<Bytes>
{
    /// <inheritdoc/>
    public int CompareTo(Bytes other) => Value.CompareTo(other.Value);

    public static Bytes operator +(Bytes left, Bytes right) => new(left.Value + right.Value);

    public static Bytes operator -(Bytes left, Bytes right) => new(left.Value - right.Value);

    public static bool operator <(Bytes left, Bytes right) => left.Value < right.Value;

    public static bool operator >(Bytes left, Bytes right) => left.Value > right.Value;

    public static bool operator <=(Bytes left, Bytes right) => left.Value <= right.Value;

    public static bool operator >=(Bytes left, Bytes right) => left.Value >= right.Value;

    /// <summary>Three significant digits in binary units (IEC 80000-13): <c>512 B</c>, <c>13.0 MiB</c>.</summary>
    public override string ToString()
    {
        double size = Math.Abs((double)Value);
        return size switch
        {
            < 1024 => Value.ToString(CultureInfo.InvariantCulture) + " B",
            < 999.5 * 1024 => Significant.Three(Value / 1024.0) + " KiB",
            < 999.5 * 1024 * 1024 => Significant.Three(Value / (1024.0 * 1024)) + " MiB",
            _ => Significant.Three(Value / (1024.0 * 1024 * 1024)) + " GiB",
        };
    }
}
