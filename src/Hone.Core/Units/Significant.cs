using System.Globalization;

namespace Hone.Units;

/// <summary>Prints numbers with as many digits as a measurement deserves.</summary>
public static class Significant
{
    /// <summary>Three significant digits, never in exponent form: <c>1.23</c>, <c>12.3</c>, <c>123</c>, <c>1234</c>.</summary>
    public static string Three(double value)
    {
        double size = Math.Abs(value);
        string format = size switch
        {
            >= 99.95 => "0",
            >= 9.995 => "0.0",
            _ => "0.00",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
