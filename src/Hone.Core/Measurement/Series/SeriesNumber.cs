using System.Globalization;

namespace Hone.Measurement.Series;

/// <summary>Numbers as files of figures write them.</summary>
internal static class SeriesNumber
{
    private static readonly string[] _missing = ["", "-", "null", "na", "n/a", "nan", "none"];

    /// <summary>Whether the text stands for a value that is not there.</summary>
    public static bool IsMissing(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        foreach (string missing in _missing)
        {
            if (text.Equals(missing, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The largest size of a number: the square of a larger one is no double.</summary>
    public const double Largest = 1e150;

    /// <summary>The number; null for other text, and for numbers larger than <see cref="Largest"/>.</summary>
    public static double? Read(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && Math.Abs(value) <= Largest ? value : null;
}
