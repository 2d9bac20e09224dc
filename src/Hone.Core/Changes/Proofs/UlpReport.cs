using System.Globalization;
using System.Text;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Equivalence.Normalisers;

namespace Hone.Changes.Proofs;

/// <summary>
/// How far the numbers of two outputs lie apart, in units in the last place: how many numbers of IEEE 754 double precision lie from one to
/// the other. Only numbers with a fraction or an exponent are looked at; whole ones are exact.
/// </summary>
/// <param name="Numbers">How many numbers the first output has.</param>
/// <param name="Different">How many of them are not the same number in the second.</param>
/// <param name="Most">The largest distance; <see cref="Unbounded"/> when one is no number or infinite and the other is not.</param>
/// <param name="Example">The pair with that distance, <c>0.1 and 0.10000001</c>; null when none differs.</param>
/// <param name="TextDiffers">Something besides these numbers differs, or one has more of them.</param>
public sealed record UlpReport(int Numbers, int Different, ulong Most, string? Example, bool TextDiffers)
{
    /// <summary>Farther than any two numbers.</summary>
    public const ulong Unbounded = ulong.MaxValue;

    /// <summary>Compares two outputs.</summary>
    public static UlpReport Of(ReadOnlySpan<byte> baseline, ReadOnlySpan<byte> candidate)
    {
        (List<string> left, string leftText) = Split(baseline);
        (List<string> right, string rightText) = Split(candidate);
        int different = 0;
        ulong most = 0;
        double relative = 0;
        string? example = null;
        foreach ((string one, string other) in left.Zip(right))
        {
            if (one == other)
            {
                continue;
            }

            different++;
            ulong distance = Distance(Number(one), Number(other));
            relative = Math.Max(relative, RelativeOf(Number(one), Number(other)));
            if (distance >= most)
            {
                (most, example) = (distance, $"{one} and {other}");
            }
        }

        return new(left.Count, different, most, example, left.Count != right.Count || leftText != rightText) { Relative = relative };
    }

    /// <summary>The distance of two numbers. No number is near to itself alone; -0 and 0 are one apart, for a program can tell them.</summary>
    public static ulong Distance(double left, double right)
    {
        if (double.IsNaN(left) || double.IsNaN(right))
        {
            return double.IsNaN(left) && double.IsNaN(right) ? 0 : Unbounded;
        }

        if (double.IsInfinity(left) != double.IsInfinity(right))
        {
            return Unbounded;
        }

        long one = Ordered(left);
        long other = Ordered(right);
        return one > other ? (ulong)(one - other) : (ulong)(other - one);
    }

    // Bits in the order of the numbers: below zero they count backwards (Bruce Dawson, "Comparing floating point numbers").
    private static long Ordered(double number)
    {
        long bits = BitConverter.DoubleToInt64Bits(number);
        return bits < 0 ? long.MinValue - bits - 1 : bits;
    }

    /// <summary>The largest difference of two numbers, as a part of the larger one; 0 to 2, and 2 where one is no number.</summary>
    public double Relative { get; init; }

    private static double RelativeOf(double left, double right) =>
        left.Equals(right) ? 0 : double.IsFinite(left) && double.IsFinite(right) && Math.Max(Math.Abs(left), Math.Abs(right)) is > 0 and double most ? Math.Abs((left / most) - (right / most)) : 2;

    private static double Number(string text) => text.TrimStart('+').ToLowerInvariant() switch
    {
        "nan" => double.NaN,
        "inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        string plain => double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN,
    };

    private static (List<string> Numbers, string Text) Split(ReadOnlySpan<byte> bytes)
    {
        List<string> numbers = [];
        StringBuilder text = new();
        int from = 0;
        for (int at = 0; at < bytes.Length; at++)
        {
            int length = FloatToken.First.Contains(bytes[at]) ? FloatToken.Match(bytes, at, KnownFolders.None) : 0;
            if (length > 0)
            {
                text.Append(Encoding.Latin1.GetString(bytes[from..at])).Append('\u0001');
                numbers.Add(Encoding.ASCII.GetString(bytes.Slice(at, length)));
                at += length - 1;
                from = at + 1;
            }
        }

        text.Append(Encoding.Latin1.GetString(bytes[from..]));
        return (numbers, text.ToString());
    }
}
