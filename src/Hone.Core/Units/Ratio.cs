using System.Globalization;

namespace Hone.Units;

/// <summary>A part of a whole or a quotient of two like amounts; 1 is the whole.</summary>
public readonly record struct Ratio(double Value) : IComparable<Ratio>
{
    /// <summary>The quotient of two amounts, 0 when the whole is 0.</summary>
    public static Ratio Of(double part, double whole) => new(whole == 0 ? 0 : part / whole);

    /// <inheritdoc/>
    public int CompareTo(Ratio other) => Value.CompareTo(other.Value);

    public static bool operator <(Ratio left, Ratio right) => left.Value < right.Value;

    public static bool operator >(Ratio left, Ratio right) => left.Value > right.Value;

    public static bool operator <=(Ratio left, Ratio right) => left.Value <= right.Value;

    public static bool operator >=(Ratio left, Ratio right) => left.Value >= right.Value;

    /// <summary>As a percentage with one decimal: <c>12.3 %</c>.</summary>
    public override string ToString() => (Value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
