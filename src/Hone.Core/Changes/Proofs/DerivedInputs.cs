using System.Globalization;
using System.Text;
using Hone.Equivalence.Fuzzing;
using Hone.Equivalence.Normalisers;
using Hone.Equivalence.Normalisers.Tokens;
using Hone.Statistics;

namespace Hone.Changes.Proofs;

/// <summary>Inputs made of the workload's own: in another order, of other sizes, with other numbers, cut, and damaged. The same input gives the same ones.</summary>
public static class DerivedInputs
{
    /// <summary>The most of the workload's own input that others are made of, in bytes: a witness runs often.</summary>
    public const int MostBytes = 128 * 1024;

    private const int LongestLine = 100_000;
    private static readonly string[] _magnitudes = ["1e16", "1.0", "-1e16", "0.1", "1e-7", "3.3333333333333335", "-0.0", "123456789.125", "1e300", "0.30000000000000004", "-2.5", "1e-300"];

    /// <summary>The beginning of an input, up to the end of a line.</summary>
    public static byte[] Bounded(ReadOnlySpan<byte> input)
    {
        if (input.Length <= MostBytes)
        {
            return input.ToArray();
        }

        int end = input[..MostBytes].LastIndexOf((byte)'\n');
        return input[..(end > 0 ? end + 1 : MostBytes)].ToArray();
    }

    /// <summary>The lines in other orders; of what is no text, or has less than three lines, the two halves in the other order. None of an empty one.</summary>
    public static IReadOnlyList<DerivedInput> Permuted(ReadOnlySpan<byte> input)
    {
        byte[] bytes = Bounded(input);
        List<byte[]> lines = LineMutators.Lines(bytes);
        InputKind kind = InputShape.Of(bytes).Kind;
        if (kind == InputKind.Json && JsonInputs.Reversed(bytes) is { Count: > 0 } reversed)
        {
            return reversed;
        }

        if (lines.Count < 3 || kind is InputKind.Binary or InputKind.Json)
        {
            return bytes.Length == 0 ? [] : [new("the second half before the first", [.. bytes[(bytes.Length / 2)..], .. bytes[..(bytes.Length / 2)]])];
        }

        lines[^1] = lines[^1][^1] == '\n' ? lines[^1] : [.. lines[^1], (byte)'\n'];
        byte[][] rest = [.. lines.Skip(1)];
        byte[][] shuffled = [.. rest];
        SeededRandom random = new(0x0dde);
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int other = random.NextIndex(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }

        return
        [
            new("all lines but the first in reverse order", [.. lines[0], .. LineMutators.Join(rest.AsEnumerable().Reverse())]),
            new("all lines but the first shuffled", [.. lines[0], .. LineMutators.Join(shuffled)]),
            new("all lines but the first sorted", [.. lines[0], .. LineMutators.Join(rest.OrderBy(line => Encoding.Latin1.GetString(line), StringComparer.Ordinal))]),
            new("all lines in reverse order", LineMutators.Join(lines.AsEnumerable().Reverse())),
        ];
    }

    /// <summary>Nothing, one line, two, one less and one more than usual, four times as many, and sizes next to constants of the diff.</summary>
    /// <param name="input">The workload's input.</param>
    /// <param name="constants">Whole numbers on added lines of the patch.</param>
    public static IReadOnlyList<DerivedInput> Sizes(ReadOnlySpan<byte> input, IReadOnlyList<int> constants)
    {
        byte[] bytes = Bounded(input);
        int count = LineMutators.Lines(bytes).Count;
        if (count <= 1)
        {
            return [new("nothing", []), new("half of the bytes", bytes[..(bytes.Length / 2)]), new("all of it twice", [.. bytes, .. bytes])];
        }

        SortedSet<int> sizes = [0, 1, 2, 3, count - 1, count, count + 1, 4 * count];
        foreach (int constant in constants)
        {
            sizes.UnionWith([constant - 1, constant, constant + 1]);
        }

        return [.. sizes.Where(size => size >= 0).Select(size => new DerivedInput(string.Create(CultureInfo.InvariantCulture, $"{size} lines"), Repeat(bytes, size)))];
    }

    /// <summary>The input cut behind each eighth of its bytes.</summary>
    public static IReadOnlyList<DerivedInput> Truncated(ReadOnlySpan<byte> input)
    {
        byte[] bytes = Bounded(input);
        return [.. Enumerable.Range(0, 8).Select(eighths => new DerivedInput($"cut behind {eighths} eighths", bytes[..(int)((long)bytes.Length * eighths / 8)])).DistinctBy(cut => cut.Bytes.Length)];
    }

    /// <summary>Numbers with a fraction replaced by ones whose sum depends on the order of adding; whole ones where there are none with a fraction. None without numbers.</summary>
    public static IReadOnlyList<DerivedInput> Magnitudes(ReadOnlySpan<byte> input)
    {
        byte[] bytes = Bounded(input);
        SeededRandom random = new(0xf10a7);
        (byte[] extreme, int fractions) = Replace(bytes, fractions: true, i => _magnitudes[i % _magnitudes.Length]);
        if (fractions > 0)
        {
            (byte[] digits, int _) = Replace(bytes, fractions: true, _ => (random.NextDouble() * 1000).ToString("R", CultureInfo.InvariantCulture));
            return [new($"{fractions} numbers of very different magnitudes", extreme), new($"{fractions} numbers with all their digits", digits)];
        }

        (byte[] fraction, int whole) = Replace(bytes, fractions: false, i => _magnitudes[(i * 5) % _magnitudes.Length]);
        (byte[] large, int _) = Replace(bytes, fractions: false, _ => (1 + random.NextIndex(999_999_999)).ToString(CultureInfo.InvariantCulture));
        return whole == 0 ? [] : [new($"{whole} whole numbers replaced by large ones", large), new($"{whole} whole numbers replaced by fractions", fraction)];
    }

    /// <summary>
    /// The input without its last line: another one, in which nothing is peculiar that was not so before. On it a program differs that
    /// knows its output beforehand, and not one that breaks a claim about order or ties. Null for less than two lines.
    /// </summary>
    public static DerivedInput? Shorter(ReadOnlySpan<byte> input)
    {
        List<byte[]> lines = LineMutators.Lines(Bounded(input));
        return lines.Count < 2 ? null : new("all lines but the last", LineMutators.Join(lines.SkipLast(1)));
    }

    /// <summary>Another input of the same length: what remembers one by its name and size takes it for the same.</summary>
    public static DerivedInput? SameSize(ReadOnlySpan<byte> input)
    {
        byte[] bytes = input.ToArray();
        byte[] other = Array.ConvertAll(bytes, b => b is >= (byte)'1' and <= (byte)'8' ? (byte)('1' + '8' - b) : b);
        if (other.AsSpan().SequenceEqual(bytes))
        {
            other = Array.ConvertAll(bytes, b => b is >= (byte)'a' and <= (byte)'z' ? (byte)('a' + 'z' - b) : b);
        }

        return other.AsSpan().SequenceEqual(bytes) ? null : new("other content of the same length", other);
    }

    /// <summary>Inputs that a careful program refuses: damaged numbers, fields, texts and encodings, each at the beginning, in the middle and near the end.</summary>
    public static IReadOnlyList<DerivedInput> Damaged(ReadOnlySpan<byte> input)
    {
        byte[] bytes = Bounded(input);
        List<byte[]> lines = LineMutators.Lines(bytes);
        byte separator = InputShape.Of(bytes) is { Kind: InputKind.Table } shape ? shape.Separator : (byte)' ';
        List<DerivedInput> made =
        [
            new("nothing", []), new("one line feed", "\n"u8.ToArray()), new("bytes that are no text", [0xff, 0xfe, 0x00, 0x80, 0x0a]),
            new("one very long line", [.. Enumerable.Repeat((byte)'x', LongestLine), (byte)'\n']), new("only the first half", bytes[..(bytes.Length / 2)]),
        ];
        foreach (int at in new[] { 0, lines.Count / 2, lines.Count - 1 }.Where(at => at >= 0 && at < lines.Count).Distinct())
        {
            string where = string.Create(CultureInfo.InvariantCulture, $" on line {at + 1}");
            byte[] line = lines[at];
            Damage("letters for numbers", Array.ConvertAll(line, b => char.IsAsciiDigit((char)b) ? (byte)'x' : b));
            Damage("a number below zero", Replace(line, false, _ => "-1").Bytes);
            Damage("a number that is too large", Replace(line, false, _ => "99999999999999999999999").Bytes);
            Damage("no number at all", Replace(line, false, _ => "").Bytes);
            Damage("a field less", line.AsSpan().LastIndexOf(separator) is int cut and > 0 ? [.. line[..cut], (byte)'\n'] : line);
            Damage("a field more", [.. line.AsSpan().TrimEnd((byte)'\n'), separator, (byte)'7', (byte)'\n']);
            Damage("no line at all", "\n"u8.ToArray());
            Damage("a zero byte", [0, .. line]);
            Damage("an open quotation mark", [(byte)'"', .. line]);
            Damage("a byte that is no UTF-8", [0xc3, .. line]);

            void Damage(string what, byte[] damaged)
            {
                if (!damaged.AsSpan().SequenceEqual(line))
                {
                    made.Add(new(what + where, LineMutators.Join([.. lines.Take(at), damaged, .. lines.Skip(at + 1)])));
                }
            }
        }

        return [.. made.DistinctBy(input => Convert.ToHexString(input.Bytes))];
    }

    // The lines from the second on again and again: the first may be a head.
    private static byte[] Repeat(byte[] bytes, int size)
    {
        List<byte[]> lines = LineMutators.Lines(bytes);
        lines[^1] = lines[^1][^1] == '\n' || size <= lines.Count ? lines[^1] : [.. lines[^1], (byte)'\n'];
        return LineMutators.Join(Enumerable.Range(0, size).Select(i => i < lines.Count ? lines[i] : lines[1 + ((i - 1) % (lines.Count - 1))]));
    }

    private static (byte[] Bytes, int Count) Replace(byte[] bytes, bool fractions, Func<int, string> value)
    {
        List<byte> made = [];
        int count = 0;
        for (int at = 0; at < bytes.Length; at++)
        {
            int length = fractions
                ? FloatToken.First.Contains(bytes[at]) && bytes[at] is not ((byte)'n' or (byte)'N' or (byte)'i' or (byte)'I') ? FloatToken.Match(bytes, at, KnownFolders.None) : 0
                : TokenText.Begins(bytes, at) && TokenText.Digits(bytes, at) is int digits and > 0 && TokenText.Ends(bytes, at + digits) ? digits : 0;
            if (length > 0)
            {
                made.AddRange(Encoding.ASCII.GetBytes(value(count++)));
                at += length - 1;
            }
            else
            {
                made.Add(bytes[at]);
            }
        }

        return ([.. made], count);
    }
}
