using System.Globalization;
using System.Numerics;

namespace Hone.Equivalence.Invariants.Values;

/// <summary>What came of reading a number.</summary>
public enum NumberReading
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>The text is no number.</summary>
    NotANumber,

    /// <summary>A number of more than <see cref="ExactNumber.MostDigits"/> digits, or as far from the decimal point.</summary>
    TooLarge,
}

/// <summary>Reads decimal numbers from bytes.</summary>
public static class NumberReader
{
    /// <summary>
    /// Reads a number that is the whole text. Strictly that is a number of JSON (RFC 8259 §6: <c>-0.5e3</c>, no leading zeros,
    /// no plus sign, no bare point); leniently also <c>+5</c>, <c>007</c>, <c>.5</c> and <c>5.</c>.
    /// </summary>
    public static NumberReading Read(ReadOnlySpan<byte> text, bool strict, out ExactNumber number)
    {
        number = default;
        int at = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative || (!strict && text.Length > 0 && text[0] == '+'))
        {
            at++;
        }

        ReadOnlySpan<byte> whole = Digits(text, ref at);
        ReadOnlySpan<byte> part = [];
        bool point = at < text.Length && text[at] == '.';
        if (point)
        {
            at++;
            part = Digits(text, ref at);
        }

        if (whole.Length + part.Length == 0 || (strict && (whole.Length == 0 || (whole.Length > 1 && whole[0] == '0') || (point && part.Length == 0))))
        {
            return NumberReading.NotANumber;
        }

        int exponent = 0;
        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            bool down = at < text.Length && text[at] == '-';
            at += down || (at < text.Length && text[at] == '+') ? 1 : 0;
            ReadOnlySpan<byte> power = Digits(text, ref at);
            if (power.Length == 0)
            {
                return NumberReading.NotANumber;
            }

            exponent = Exponent(power.TrimStart((byte)'0'), down);
        }

        if (at != text.Length)
        {
            return NumberReading.NotANumber;
        }

        part = part.TrimEnd((byte)'0');
        whole = whole.TrimStart((byte)'0');
        if (whole.Length + part.Length == 0)
        {
            return NumberReading.Number;
        }

        if (whole.Length > 2 * ExactNumber.MostDigits || part.Length > 2 * ExactNumber.MostDigits)
        {
            return NumberReading.TooLarge;
        }

        BigInteger digits = Whole(whole, part);
        if (ExactNumber.From(negative ? -digits : digits, exponent - part.Length) is not { } found)
        {
            return NumberReading.TooLarge;
        }

        number = found;
        return NumberReading.Number;
    }

    private static ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> text, scoped ref int at)
    {
        int start = at;
        while (at < text.Length && text[at] is >= (byte)'0' and <= (byte)'9')
        {
            at++;
        }

        return text[start..at];
    }

    // Anything above the range stays above it.
    private static int Exponent(ReadOnlySpan<byte> digits, bool down)
    {
        int value = digits.Length > 6 ? 1_000_000 : 0;
        for (int i = 0; i < digits.Length && digits.Length <= 6; i++)
        {
            value = value * 10 + digits[i] - '0';
        }

        return down ? -value : value;
    }

    private static BigInteger Whole(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> part)
    {
        if (whole.Length + part.Length <= 18)
        {
            long value = 0;
            foreach (byte digit in whole)
            {
                value = value * 10 + digit - '0';
            }

            foreach (byte digit in part)
            {
                value = value * 10 + digit - '0';
            }

            return value;
        }

        Span<char> letters = stackalloc char[whole.Length + part.Length];
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = (char)(i < whole.Length ? whole[i] : part[i - whole.Length]);
        }

        return BigInteger.Parse(letters, NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
