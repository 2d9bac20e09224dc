using System.Globalization;

namespace Hone.Equivalence.Normalisers.Formats;

/// <summary>Numbers of JSON (RFC 8259 §6) as decimals of any length: no double stands between, so that 2^53 + 1 stays what it is.</summary>
public static class DecimalText
{
    private const int LongestExponent = 15;

    /// <summary>
    /// One text for all ways to write a number: its digits without zeros at either end, and the power of ten of the last of them,
    /// <c>125e-2</c> for 1.250; without an exponent where it is a whole number of at most 18 digits; <c>-0</c> stays apart from <c>0</c>.
    /// </summary>
    public static string Canonical(string number)
    {
        bool negative = number[0] == '-';
        string rest = negative ? number[1..] : number;
        int e = rest.IndexOfAny(['e', 'E']);
        string mantissa = e < 0 ? rest : rest[..e];
        string exponentText = e < 0 ? "0" : rest[(e + 1)..];
        if (exponentText.Length > LongestExponent)
        {
            return number;
        }

        long exponent = long.Parse(exponentText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string digits = mantissa.TrimStart('0');
        string significant = digits.TrimEnd('0');
        exponent += digits.Length - significant.Length;
        string sign = negative ? "-" : "";
        if (significant.Length == 0)
        {
            return sign + "0";
        }

        return exponent >= 0 && significant.Length + exponent <= 18
            ? sign + significant + new string('0', (int)exponent)
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{significant}e{exponent}");
    }
}
