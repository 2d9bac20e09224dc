using System.Buffers;
using System.Globalization;
using Hone.Units;

namespace Hone.Workloads;

/// <summary>
/// A length of time as people write it: a number and its unit, or several in falling order, such as <c>500ms</c>,
/// <c>1.5s</c>, <c>1m30s</c>, <c>2h</c>. A bare number has no meaning and is refused.
/// </summary>
public static class DurationText
{
    /// <summary>The form as a regular expression (ECMA-262), for schemas.</summary>
    public const string Pattern = @"^ *[0-9]+(\.[0-9]+)? *(ns|us|µs|ms|s|m|h)( *[0-9]+(\.[0-9]+)? *(ns|us|µs|ms|s|m|h))* *$";

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789.");

    private static readonly (string Name, double Nanoseconds)[] _units =
        [("h", 3600e9), ("ms", 1e6), ("m", 60e9), ("us", 1e3), ("µs", 1e3), ("ns", 1), ("s", 1e9)];

    /// <summary>The duration that the text states; null when it states none, units do not fall, or it is over 100 years.</summary>
    public static Duration? Parse(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim(' ');
        double total = 0;
        double lastUnit = double.PositiveInfinity;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(_digits);
            if (digits is <= 0 or > 20 || !char.IsAsciiDigit(rest[0]) || !char.IsAsciiDigit(rest[digits - 1])
                || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return null;
            }

            rest = rest[digits..].TrimStart(' ');
            double unit = TakeUnit(ref rest);
            if (unit == 0 || unit >= lastUnit)
            {
                return null;
            }

            rest = rest.TrimStart(' ');
            (total, lastUnit) = (total + number * unit, unit);
        }

        return lastUnit == double.PositiveInfinity || total > 100 * 365.25 * 24 * 3600e9 ? null : new Duration((long)Math.Round(total));
    }

    private static double TakeUnit(ref ReadOnlySpan<char> rest)
    {
        foreach ((string name, double nanoseconds) in _units)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
            {
                rest = rest[name.Length..];
                return nanoseconds;
            }
        }

        return 0;
    }
}
