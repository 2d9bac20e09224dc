using System.Globalization;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>How far two numbers are apart.</summary>
/// <param name="Absolute">In their own unit.</param>
/// <param name="Relative">As a part of the larger magnitude.</param>
/// <param name="Ulp">In steps between neighbouring doubles.</param>
public readonly record struct Distance(double Absolute, double Relative, double Ulp)
{
    /// <summary>The larger of each.</summary>
    public Distance Or(Distance other) => new(Math.Max(Absolute, other.Absolute), Math.Max(Relative, other.Relative), Math.Max(Ulp, other.Ulp));
}

/// <summary>Numbers that may differ a little. NaN equals NaN alone, an infinity itself alone, and -0.0 is another number than 0.0.</summary>
public static class Tolerance
{
    /// <summary>How much wider than what the recordings showed a tolerance may be.</summary>
    public const double MostSlack = 1000;

    /// <summary>The number that a text states, read as IEEE 754 double; null when it is none.</summary>
    public static double? Parse(string text)
    {
        string plain = text.TrimStart('+');
        return plain.TrimStart('-').ToLowerInvariant() switch
        {
            "nan" => double.NaN,
            "inf" or "infinity" => plain[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            _ => double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null,
        };
    }

    /// <summary>How far two finite numbers are apart; null when they are not to be compared by size: NaN, infinities, zeros of two signs.</summary>
    public static Distance? Between(string left, string right)
    {
        if (Parse(left) is not double a || Parse(right) is not double b || !double.IsFinite(a) || !double.IsFinite(b)
            || (a == 0 && b == 0 && double.IsNegative(a) != double.IsNegative(b)))
        {
            return null;
        }

        double absolute = Math.Abs(a - b);
        double larger = Math.Max(Math.Abs(a), Math.Abs(b));
        return new(absolute, larger == 0 ? 0 : absolute / larger, (double)Int128.Abs((Int128)Steps(a) - Steps(b)));
    }

    /// <summary>True when two numbers are the same within the tolerance: any one of its three limits suffices.</summary>
    public static bool Allows(NormaliserSettings rule, string left, string right)
    {
        if (Parse(left) is double a && Parse(right) is double b && BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b))
        {
            return true;
        }

        return left == right || (Parse(left) is double x && double.IsNaN(x) && Parse(right) is double y && double.IsNaN(y))
            || (Between(left, right) is Distance distance && (distance.Ulp <= rule.Ulp || distance.Relative <= rule.Relative || distance.Absolute <= rule.Absolute));
    }

    // Doubles in their order as whole numbers: neighbours differ by one (IEEE 754 sign-magnitude made two's complement).
    private static long Steps(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }
}
