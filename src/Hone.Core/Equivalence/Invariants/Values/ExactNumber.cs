using System.Globalization;
using System.Numerics;

namespace Hone.Equivalence.Invariants.Values;

/// <summary>
/// A decimal number, exact at any size up to <see cref="MostDigits"/> digits: 0.1 is a tenth, 2⁵³ + 1 is not 2⁵³, and there is no
/// NaN, infinity or negative zero. The value is <c>Digits × 10^Exponent</c>, with no trailing zeros in the digits, so that equal
/// numbers are equal however they were written (1, 1.0 and 1e0). Arithmetic that would leave the range gives null; a quotient is
/// rounded half to even at <see cref="QuotientDigits"/> significant digits (decimal128 of IEEE 754-2019).
/// </summary>
public readonly struct ExactNumber : IEquatable<ExactNumber>, IComparable<ExactNumber>
{
    /// <summary>The most digits of a number, and the greatest distance of its last digit from the decimal point.</summary>
    public const int MostDigits = 1000;

    /// <summary>The significant digits of a quotient that does not come out even.</summary>
    public const int QuotientDigits = 34;

    private static readonly BigInteger[] _powers = MakePowers();

    private ExactNumber(BigInteger digits, int exponent)
    {
        Digits = digits;
        Exponent = exponent;
    }

    /// <summary>All digits as one signed whole number, not divisible by ten.</summary>
    public BigInteger Digits { get; }

    /// <summary>The power of ten of the last digit; 0 for zero.</summary>
    public int Exponent { get; }

    /// <summary>True when it has no digits after the decimal point.</summary>
    public bool IsWhole => Exponent >= 0;

    /// <summary>A whole number.</summary>
    public static ExactNumber From(long value) => Normal(value, 0)!.Value;

    /// <summary>A decimal, digit by digit.</summary>
    public static ExactNumber From(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        BigInteger digits = ((new BigInteger((uint)parts[2]) << 64) | (new BigInteger((uint)parts[1]) << 32)) | (uint)parts[0];
        return Normal(parts[3] < 0 ? -digits : digits, -((parts[3] >> 16) & 0xFF))!.Value;
    }

    /// <summary>The number <c>digits × 10^exponent</c>; null when it is out of range.</summary>
    public static ExactNumber? From(BigInteger digits, int exponent) => Normal(digits, exponent);

    /// <summary>The whole number as an int; null when it is none or does not fit.</summary>
    public int? ToInt32() => Exponent is >= 0 and <= 10 && Digits * Power(Exponent) is BigInteger whole && whole >= int.MinValue && whole <= int.MaxValue ? (int)whole : null;

    /// <summary>The nearest double, for figures that need not be exact.</summary>
    public double ToDouble() => double.Parse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The sum; null when it is out of range.</summary>
    public ExactNumber? Plus(ExactNumber other)
    {
        int exponent = Math.Min(Exponent, other.Exponent);
        return Normal(Scaled(exponent) + other.Scaled(exponent), exponent);
    }

    /// <summary>The difference; null when it is out of range.</summary>
    public ExactNumber? Minus(ExactNumber other) => Plus(other.Negated());

    /// <summary>The product; null when it is out of range.</summary>
    public ExactNumber? Times(ExactNumber other) => Normal(Digits * other.Digits, Exponent + other.Exponent);

    /// <summary>The quotient by a number other than 0, exact where it has at most <see cref="QuotientDigits"/> digits; null when it is out of range.</summary>
    public ExactNumber? Over(ExactNumber divisor)
    {
        if (divisor.Digits.IsZero)
        {
            throw new DivideByZeroException();
        }

        // One digit more than is kept, and a last bit that says whether anything followed: then half to even is decided rightly.
        int shift = Math.Max(0, QuotientDigits + 2 + CountDigits(divisor.Digits) - CountDigits(Digits));
        BigInteger quotient = BigInteger.DivRem(Digits * Power(shift), divisor.Digits, out BigInteger rest);
        int exponent = Exponent - divisor.Exponent - shift;
        if (rest.IsZero && CountDigits(quotient) <= QuotientDigits)
        {
            return Normal(quotient, exponent);
        }

        int drop = CountDigits(quotient) - QuotientDigits;
        if (drop <= 0)
        {
            return Normal(quotient, exponent);
        }

        return Normal(RoundedQuotient(quotient, Power(drop), !rest.IsZero), exponent + drop);
    }

    /// <summary>The number rounded half to even to so many digits after the decimal point (before it, when negative).</summary>
    public ExactNumber? Rounded(int places)
    {
        int drop = -Exponent - places;
        return drop <= 0 ? this : drop > 2 * MostDigits ? From(0) : Normal(RoundedQuotient(Digits, Power(drop), false), -places);
    }

    /// <summary>The number with its sign turned.</summary>
    public ExactNumber Negated() => new(-Digits, Exponent);

    /// <summary>The number without its sign.</summary>
    public ExactNumber Absolute() => new(BigInteger.Abs(Digits), Exponent);

    /// <inheritdoc/>
    public int CompareTo(ExactNumber other)
    {
        if (Exponent == other.Exponent || Digits.Sign != other.Digits.Sign)
        {
            return Exponent == other.Exponent ? Digits.CompareTo(other.Digits) : Digits.Sign.CompareTo(other.Digits.Sign);
        }

        int exponent = Math.Min(Exponent, other.Exponent);
        return Scaled(exponent).CompareTo(other.Scaled(exponent));
    }

    /// <inheritdoc/>
    public bool Equals(ExactNumber other) => Exponent == other.Exponent && Digits == other.Digits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExactNumber other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Digits, Exponent);

    /// <summary>The number in decimal digits, or with an exponent where that is shorter; <see cref="NumberReader"/> reads the same number from it.</summary>
    public override string ToString()
    {
        string digits = BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture);
        string sign = Digits.Sign < 0 ? "-" : "";
        if (Exponent is >= 0 and <= 20)
        {
            return sign + digits + new string('0', Exponent);
        }

        int point = digits.Length + Exponent;
        if (Exponent < 0 && point > -6)
        {
            return sign + (point > 0 ? digits[..point] + "." + digits[point..] : "0." + new string('0', -point) + digits);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{point - 1}");
    }

    /// <summary>Equality.</summary>
    public static bool operator ==(ExactNumber left, ExactNumber right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(ExactNumber left, ExactNumber right) => !left.Equals(right);

    /// <summary>Order.</summary>
    public static bool operator <(ExactNumber left, ExactNumber right) => left.CompareTo(right) < 0;

    /// <summary>Order.</summary>
    public static bool operator <=(ExactNumber left, ExactNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Order.</summary>
    public static bool operator >(ExactNumber left, ExactNumber right) => left.CompareTo(right) > 0;

    /// <summary>Order.</summary>
    public static bool operator >=(ExactNumber left, ExactNumber right) => left.CompareTo(right) >= 0;

    private static BigInteger RoundedQuotient(BigInteger digits, BigInteger divisor, bool more)
    {
        BigInteger quotient = BigInteger.DivRem(BigInteger.Abs(digits), divisor, out BigInteger rest);
        int half = (rest * 2).CompareTo(divisor);
        if (half > 0 || (half == 0 && (more || !quotient.IsEven)))
        {
            quotient += 1;
        }

        return digits.Sign < 0 ? -quotient : quotient;
    }

    private static ExactNumber? Normal(BigInteger digits, int exponent)
    {
        if (digits.IsZero)
        {
            return new(BigInteger.Zero, 0);
        }

        if (digits >= long.MinValue && digits <= long.MaxValue)
        {
            long small = (long)digits;
            if (small % 10 != 0)
            {
                return Math.Abs(exponent) <= MostDigits ? new(digits, exponent) : null;
            }

            while (small % 10 == 0)
            {
                small /= 10;
                exponent++;
            }

            return Math.Abs(exponent) <= MostDigits ? new(small, exponent) : null;
        }

        while (digits.IsEven)
        {
            BigInteger shorter = BigInteger.DivRem(digits, 10, out BigInteger last);
            if (!last.IsZero)
            {
                break;
            }

            (digits, exponent) = (shorter, exponent + 1);
        }

        return Math.Abs(exponent) <= MostDigits && digits.GetBitLength() <= MostDigits * 10 / 3 ? new(digits, exponent) : null;
    }

    private static int CountDigits(BigInteger digits)
    {
        BigInteger size = BigInteger.Abs(digits);
        if (size.IsZero)
        {
            return 1;
        }

        int guess = (int)((size.GetBitLength() - 1) * 0.30102999566398120) + 1;
        return size >= Power(guess) ? guess + 1 : guess;
    }

    private static BigInteger Power(int exponent) => exponent < _powers.Length ? _powers[exponent] : BigInteger.Pow(10, exponent);

    private static BigInteger[] MakePowers()
    {
        BigInteger[] powers = new BigInteger[64];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }

    private BigInteger Scaled(int exponent) => Exponent == exponent ? Digits : Digits * Power(Exponent - exponent);
}
