using System.Globalization;
using Hone.Statistics;

namespace Hone.Equivalence.Fuzzing;

/// <summary>
/// Inputs made of other inputs by chance. Each follows from the seed and its number alone, so one can be made again without those
/// before it. The first ones are the boundary sizes of every seed input, the others one to four changes of one.
/// </summary>
public sealed class FuzzInputs
{
    /// <summary>The largest input that is made, in bytes; longer seeds are cut at the end of a line.</summary>
    public const int MostBytes = 64 * 1024;

    private const int MostSeedBytes = 16 * 1024;
    private const int MostChanges = 4;

    private readonly ulong _seed;
    private readonly int _flags;
    private readonly IReadOnlyList<byte[]> _seeds;
    private readonly IReadOnlyList<InputShape> _shapes;
    private readonly List<(int Seed, int Size)> _sizes;

    /// <summary>Prepares the sequence of a seed.</summary>
    /// <param name="seeds">Inputs that the program is known to take; at least one.</param>
    /// <param name="seed">The seed of the sequence.</param>
    /// <param name="flags">How many permutations of flags there are besides the command as it stands.</param>
    public FuzzInputs(IReadOnlyList<byte[]> seeds, ulong seed, int flags = 0)
    {
        ArgumentOutOfRangeException.ThrowIfZero(seeds.Count);
        _seed = seed;
        _flags = flags;
        _seeds = [.. seeds.Select(Shorten)];
        _shapes = [.. _seeds.Select(bytes => InputShape.Of(bytes))];
        _sizes = [.. _seeds.Take(4).SelectMany((bytes, index) => BoundarySizes.Of(LineMutators.Lines(bytes).Count).Select(size => (index, size)))];
    }

    /// <summary>The input of a number, from 0.</summary>
    public FuzzInput this[int index]
    {
        get
        {
            SeededRandom random = new(_seed + ((ulong)index * 0x9E3779B97F4A7C15));
            int? flags = _flags > 0 && random.NextIndex(_flags + 1) is int choice and > 0 ? choice - 1 : null;
            if (index < _sizes.Count)
            {
                (int of, int size) = _sizes[index];
                return new(index, Cut(BoundarySizes.Resize(_seeds[of], size)), flags, [Seed(of), string.Create(CultureInfo.InvariantCulture, $"{size} lines")]);
            }

            int start = random.NextIndex(_seeds.Count);
            byte[] bytes = _seeds[start];
            List<string> steps = [Seed(start)];
            int changes = 1 + random.NextIndex(MostChanges);
            for (int i = 0; i < changes; i++)
            {
                (string name, bytes) = Change(random, bytes, _shapes[start], _seeds[random.NextIndex(_seeds.Count)]);
                steps.Add(name);
            }

            return new(index, Cut(bytes), flags, steps);
        }
    }

    private static (string Name, byte[] Bytes) Change(SeededRandom random, byte[] bytes, InputShape shape, byte[] other)
    {
        // Two of three changes keep to what the input means; the rest go for its bytes.
        int choice = random.NextIndex(12);
        return shape.Kind switch
        {
            InputKind.Json when choice < 7 => ("json", JsonMutators.Change(random, bytes)),
            InputKind.Table when choice < 3 => ("field", TableMutators.Field(random, bytes, shape.Separator)),
            InputKind.Table when choice < 5 => ("same key", TableMutators.SameKey(random, bytes, shape.Separator)),
            InputKind.Table when choice < 6 => ("swap fields", TableMutators.SwapFields(random, bytes, shape.Separator)),
            InputKind.Text when choice < 3 => ("word", LineMutators.Word(random, bytes, other)),
            InputKind.Text when choice < 4 => ("number", LineMutators.Number(random, bytes)),
            InputKind.Text or InputKind.Table when choice < 9 => Line(random, bytes),
            _ => Bytes(random, bytes, other),
        };
    }

    private static (string, byte[]) Line(SeededRandom random, byte[] bytes) => random.NextIndex(7) switch
    {
        0 => ("double line", LineMutators.Duplicate(random, bytes)),
        1 => ("drop line", LineMutators.Drop(random, bytes)),
        2 => ("swap lines", LineMutators.Swap(random, bytes)),
        3 => ("cut line", LineMutators.Cut(random, bytes)),
        4 => ("empty line", LineMutators.Empty(random, bytes)),
        5 => ("last line", LineMutators.End(random, bytes)),
        _ => ("number", LineMutators.Number(random, bytes)),
    };

    private static (string, byte[]) Bytes(SeededRandom random, byte[] bytes, byte[] other) => random.NextIndex(6) switch
    {
        0 => ("flip bit", ByteMutators.Flip(random, bytes)),
        1 => ("set byte", ByteMutators.Set(random, bytes)),
        2 => ("insert byte", ByteMutators.Insert(random, bytes)),
        3 => ("remove bytes", ByteMutators.Remove(random, bytes)),
        4 => ("repeat bytes", ByteMutators.Repeat(random, bytes)),
        _ => ("splice", ByteMutators.Splice(random, bytes, other)),
    };

    private static string Seed(int index) => string.Create(CultureInfo.InvariantCulture, $"seed {index + 1}");

    private static byte[] Shorten(byte[] bytes)
    {
        if (bytes.Length <= MostSeedBytes)
        {
            return bytes;
        }

        int end = bytes.AsSpan(0, MostSeedBytes).LastIndexOf((byte)'\n');
        return bytes[..(end > 0 ? end + 1 : MostSeedBytes)];
    }

    private static byte[] Cut(byte[] bytes) => bytes.Length <= MostBytes ? bytes : bytes[..MostBytes];
}
