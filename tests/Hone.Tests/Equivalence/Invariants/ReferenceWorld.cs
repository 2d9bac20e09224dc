using System.Numerics;
using System.Text;
using CsCheck;
using Hone.Equivalence.Invariants;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>What the reference interpreter knows of a run: plain values, from which the texts of the run are written.</summary>
internal sealed record ReferenceWorld(IReadOnlyList<string> Lines, IReadOnlyList<(string Key, Fraction Number)> Rows, IReadOnlyList<(Fraction? Price, string Tag)> Items, string Exit)
{
    public static Gen<string> Word { get; } = Gen.Frequency(
        (6, Gen.OneOf("a", "b", "B", "ab", "ba", "é", "", "a b", "zz")), (3, Gen.Int[-3, 12].Select(number => $"{number}")), (1, Gen.OneOf("1.50", "-0.25", "2e1", "007")));

    /// <summary>Numbers with at most two decimal places, so that plain fractions are exact decimals.</summary>
    public static Gen<Fraction> SmallNumber { get; } = Gen.Select(Gen.Int[-500, 500], Gen.OneOf(1, 1, 2, 4, 5, 10, 100)).Select((digits, parts) => new Fraction(digits, parts));

    public static Gen<ReferenceWorld> Any { get; } =
        from lines in Word.Array[0, 6]
        from rows in Gen.Select(Word.Where(word => word.Length > 0 && !char.IsAsciiDigit(word[0]) && word[0] != '-'), SmallNumber).Array[0, 5]
        from items in Gen.Select(Gen.Frequency((9, SmallNumber.Select(number => (Fraction?)number)), (1, Gen.Const((Fraction?)null))), Word).Array[0, 5]
        from exit in Gen.OneOf("0", "0", "2", "timeout")
        select new ReferenceWorld(lines, rows, items, exit);

    public string Stdout => string.Concat(Lines.Select(line => line + "\n"));

    public string Csv => "key,n\n" + string.Concat(Rows.Select(row => $"{row.Key},{row.Number}\n"));

    public string Json => $"{{\"items\":[{string.Join(',', Items.Select(item => item.Price is { } price ? $"{{\"price\":{price},\"tag\":\"{item.Tag}\"}}" : $"{{\"tag\":\"{item.Tag}\"}}"))}],\"total\":{Items.Aggregate(new Fraction(0, 1), (sum, item) => sum + (item.Price ?? new Fraction(0, 1)))}}}";

    public IObserved Run() => World.Run(Stdout, stderr: Csv, exit: Exit, files: new Dictionary<string, string> { ["d.json"] = Json });
}

/// <summary>A fraction of whole numbers: the reference for decimals.</summary>
internal readonly record struct Fraction : IComparable<Fraction>
{
    public Fraction(BigInteger over, BigInteger under)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(over, under) * under.Sign;
        (Over, Under) = (over / common, under / common);
    }

    public BigInteger Over { get; }

    public BigInteger Under { get; }

    public static Fraction operator +(Fraction left, Fraction right) => new(left.Over * right.Under + right.Over * left.Under, left.Under * right.Under);

    public static Fraction operator -(Fraction left, Fraction right) => new(left.Over * right.Under - right.Over * left.Under, left.Under * right.Under);

    public static Fraction operator *(Fraction left, Fraction right) => new(left.Over * right.Over, left.Under * right.Under);

    public static Fraction operator /(Fraction left, Fraction right) => new(left.Over * right.Under, left.Under * right.Over);

    public int CompareTo(Fraction other) => (Over * other.Under).CompareTo(other.Over * Under);

    /// <summary>The decimal digits; only for fractions that have an end.</summary>
    public override string ToString()
    {
        BigInteger under = Under;
        BigInteger over = Over;
        int places = 0;
        while (!(over % under).IsZero)
        {
            over *= 10;
            places++;
        }

        string digits = BigInteger.Abs(over / under).ToString().PadLeft(places + 1, '0');
        return (Over.Sign < 0 ? "-" : "") + digits[..^places] + (places > 0 ? "." + digits[^places..] : "");
    }
}
