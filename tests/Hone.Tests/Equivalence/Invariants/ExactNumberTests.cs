using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>Decimals beside fractions of whole numbers.</summary>
public sealed class ExactNumberTests
{
    private static readonly Gen<(ExactNumber Number, Fraction Fraction)> _any =
        Gen.Select(Gen.OneOf(Gen.Long.Select(value => (BigInteger)value), Gen.Int[-1000, 1000].Select(value => (BigInteger)value), Gen.Select(Gen.Long, Gen.Long).Select((high, low) => (BigInteger)high * low)), Gen.Int[-30, 30])
            .Select((digits, exponent) => (ExactNumber.From(digits, exponent)!.Value, exponent >= 0 ? new Fraction(digits * BigInteger.Pow(10, exponent), 1) : new Fraction(digits, BigInteger.Pow(10, -exponent))));

    [Fact]
    public void Sums_products_and_order_are_those_of_fractions() => Gen.Select(_any, _any).Sample((left, right) =>
        Same(left.Number.Plus(right.Number), left.Fraction + right.Fraction)
        && Same(left.Number.Minus(right.Number), left.Fraction - right.Fraction)
        && Same(left.Number.Times(right.Number), left.Fraction * right.Fraction)
        && Math.Sign(left.Number.CompareTo(right.Number)) == Math.Sign(left.Fraction.CompareTo(right.Fraction))
        && left.Number.Equals(right.Number) == left.Fraction.Equals(right.Fraction)
        && (!left.Number.Equals(right.Number) || left.Number.GetHashCode() == right.Number.GetHashCode()));

    [Fact]
    public void A_quotient_is_the_nearest_of_34_digits_and_exact_where_it_can_be() => Gen.Select(_any, _any).Where((_, right) => !right.Number.Digits.IsZero).Sample((left, right) =>
    {
        ExactNumber quotient = left.Number.Over(right.Number)!.Value;
        Fraction exact = left.Fraction / right.Fraction;
        Fraction error = ToFraction(quotient) - exact;
        if (error.Over.IsZero)
        {
            return true;
        }

        // Half a unit of the 34th digit: the quotient's own digits may end in zeros, which are not kept.
        int digits = BigInteger.Abs(quotient.Digits).ToString(CultureInfo.InvariantCulture).Length;
        int last = quotient.Exponent + digits - ExactNumber.QuotientDigits;
        Fraction unit = last >= 0 ? new(BigInteger.Pow(10, last), 1) : new(1, BigInteger.Pow(10, -last));
        return digits <= ExactNumber.QuotientDigits && new Fraction(BigInteger.Abs(error.Over) * 2, error.Under).CompareTo(unit) <= 0;
    });

    [Fact]
    public void Rounding_is_half_to_even() => Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Int[0, 6], Gen.Int[0, 4]).Sample((digits, scale, places) =>
    {
        decimal value = digits;
        for (int i = 0; i < scale; i++)
        {
            value /= 10;
        }

        return ExactNumber.From(value).Rounded(places)!.Value == ExactNumber.From(Math.Round(value, places, MidpointRounding.ToEven));
    });

    [Fact]
    public void What_is_printed_is_read_as_the_same_number() => _any.Sample(each =>
        NumberReader.Read(Encoding.ASCII.GetBytes(each.Number.ToString()), strict: true, out ExactNumber again) == NumberReading.Number && again == each.Number);

    [Fact]
    public void Strict_numbers_are_those_that_json_takes() => Gen.String[Gen.OneOf('0', '1', '9', '.', '-', '+', 'e', 'E'), 0, 7].Sample(text =>
    {
        bool json;
        try
        {
            using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(text);
            json = true;
        }
        catch (System.Text.Json.JsonException)
        {
            json = false;
        }

        return NumberReader.Read(Encoding.ASCII.GetBytes(text), strict: true, out _) is NumberReading.Number or NumberReading.TooLarge == json;
    }, iter: 5_000);

    [Theory]
    [InlineData("1e1001")]
    [InlineData("1e-1001")]
    [InlineData("1e99999999999999999999")]
    public void Numbers_out_of_range_are_told_apart(string text) => Assert.Equal(NumberReading.TooLarge, NumberReader.Read(Encoding.ASCII.GetBytes(text), strict: true, out _));

    [Fact]
    public void Huge_zeros_are_zero()
    {
        Assert.Equal(NumberReading.Number, NumberReader.Read("-0.000e99999"u8, strict: true, out ExactNumber zero));
        Assert.Equal(ExactNumber.From(0), zero);
        Assert.Equal("0", zero.ToString());
    }

    private static bool Same(ExactNumber? number, Fraction fraction) => number is { } found && ToFraction(found).Equals(fraction);

    private static Fraction ToFraction(ExactNumber number) =>
        number.Exponent >= 0 ? new(number.Digits * BigInteger.Pow(10, number.Exponent), 1) : new(number.Digits, BigInteger.Pow(10, -number.Exponent));
}
