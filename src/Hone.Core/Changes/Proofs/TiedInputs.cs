using System.Globalization;
using Hone.Equivalence.Fuzzing;
using Hone.Statistics;

namespace Hone.Changes.Proofs;

/// <summary>
/// Inputs in which many things are equal and others are not, so that an order that is not stable, or another choice among equals, shows
/// itself. The number of lines stays, for a count of them may stand in the input; the first line stays too, for it may be a head.
/// </summary>
public static class TiedInputs
{
    /// <summary>The least part of the lines or keys that are equal to another, of each input that is made.</summary>
    public const double LeastEqual = 0.3;

    private const int MostFields = 6;
    private const int Values = 3;
    private const int FewestLines = 4;

    /// <summary>The inputs; none of an empty one. What is no text, or has few lines, is tied by its bytes.</summary>
    public static IReadOnlyList<DerivedInput> Of(ReadOnlySpan<byte> input)
    {
        byte[] bytes = DerivedInputs.Bounded(input);
        InputShape shape = InputShape.Of(bytes);
        IReadOnlyList<DerivedInput> made = shape.Kind switch
        {
            InputKind.Json => JsonInputs.Tied(bytes),
            InputKind.Binary => [],
            _ => Lines(bytes, shape.Kind == InputKind.Table ? shape.Separator : null),
        };
        return made.Count > 0 || bytes.Length == 0 ? made : Blocks(bytes);
    }

    // Every second block is the first one, whatever the format: a program that refuses that has to refuse it as before.
    private static List<DerivedInput> Blocks(byte[] bytes)
    {
        List<DerivedInput> made = [];
        foreach (int size in new[] { 1, 16 })
        {
            byte[] tied = [.. bytes];
            for (int i = size; i < tied.Length; i++)
            {
                tied[i] = i / size % 2 == 1 ? tied[i % size] : tied[i];
            }

            made.Add(new(string.Create(CultureInfo.InvariantCulture, $"every second block of {size} bytes is equal to the first"), tied));
        }

        return made;
    }

    /// <summary>
    /// The lines of the input of which no field is equal to the same field of one before: what differs on it as well has nothing to do
    /// with ties. Null when less than two are left, or when it is no text.
    /// </summary>
    public static DerivedInput? Untied(ReadOnlySpan<byte> input)
    {
        byte[] bytes = DerivedInputs.Bounded(input);
        InputShape shape = InputShape.Of(bytes);
        if (shape.Kind is InputKind.Binary or InputKind.Json)
        {
            return null;
        }

        HashSet<string>[] seen = [.. Enumerable.Range(0, MostFields).Select(_ => new HashSet<string>(StringComparer.Ordinal))];
        List<byte[]> kept = [];
        foreach (byte[] line in LineMutators.Lines(bytes))
        {
            string[] fields = [.. Enumerable.Range(0, MostFields).Select(field => Convert.ToHexString(Part(line, shape.Kind == InputKind.Table ? shape.Separator : null, field).Value))];
            if (!fields.Index().Any(field => field.Item.Length > 0 && seen[field.Index].Contains(field.Item)))
            {
                kept.Add(line);
                foreach ((int index, string field) in fields.Index())
                {
                    seen[index].Add(field);
                }
            }
        }

        return kept.Count < 2 ? null : new("the lines of which no field is equal to another's", LineMutators.Join(kept));
    }

    /// <summary>The part of the lines behind the first that are equal to another one, 0 to 1.</summary>
    public static double EqualLines(byte[] bytes)
    {
        string[] lines = [.. LineMutators.Lines(bytes).Skip(1).Select(line => Convert.ToHexString(line))];
        return lines.Length == 0 ? 0 : lines.GroupBy(line => line).Where(group => group.Count() > 1).Sum(group => group.Count()) / (double)lines.Length;
    }

    private static List<DerivedInput> Lines(byte[] bytes, byte? separator)
    {
        List<byte[]> lines = LineMutators.Lines(bytes);
        if (lines.Count < FewestLines)
        {
            return [];
        }

        if (lines[^1][^1] != '\n')
        {
            lines[^1] = [.. lines[^1], (byte)'\n'];
        }

        List<DerivedInput> made = [];
        foreach ((string share, int every) in new[] { ("half", 2), ("nine tenths", 10) })
        {
            SeededRandom random = new(0x7135);
            List<byte[]> tied = [.. lines];
            for (int i = 1; i < tied.Count; i++)
            {
                if (every == 2 ? i % 2 == 0 : i % 10 != 0)
                {
                    tied[i] = tied[1 + (random.NextIndex(Math.Min(Values * every, tied.Count - 1)))];
                }
            }

            made.Add(new($"{share} of the lines are equal to another", LineMutators.Join(tied)));
        }

        made.AddRange(Enumerable.Range(0, MostFields).Select(field => Field(lines, separator, field)).OfType<DerivedInput>());
        return [.. made.DistinctBy(input => Convert.ToHexString(input.Bytes))];
    }

    // Two of three lines get one of three values of the field; what else stands on them tells them apart.
    private static DerivedInput? Field(List<byte[]> lines, byte? separator, int field)
    {
        List<byte[]> values = [.. lines.Skip(1).Select(line => Part(line, separator, field)).Where(part => part.End > part.Start).Select(part => part.Value).DistinctBy(Convert.ToHexString).Take(Values)];
        if (values.Count == 0 || lines.Count(line => Part(line, separator, field + 1).End > 0 || field > 0) < lines.Count / 2)
        {
            return null;
        }

        SeededRandom random = new(0x5eed + (ulong)field);
        List<byte[]> tied = [.. lines];
        int changed = 0;
        for (int i = 1; i < tied.Count; i++)
        {
            (int start, int end, byte[] _) = Part(tied[i], separator, field);
            if (i % 3 != 0 && end > start)
            {
                tied[i] = [.. tied[i].AsSpan(0, start), .. values[random.NextIndex(values.Count)], .. tied[i].AsSpan(end)];
                changed++;
            }
        }

        return changed < LeastEqual * (tied.Count - 1) ? null : new(string.Create(CultureInfo.InvariantCulture, $"field {field + 1} is one of {values.Count} values on {changed} of {tied.Count} lines"), LineMutators.Join(tied));
    }

    // A field between separators, or a word between blanks.
    private static (int Start, int End, byte[] Value) Part(byte[] line, byte? separator, int field)
    {
        int at = 0;
        int last = line.Length;
        while (last > 0 && line[last - 1] is (byte)'\n' or (byte)'\r')
        {
            last--;
        }

        for (int i = 0; ; i++)
        {
            while (separator is null && at < last && line[at] is (byte)' ' or (byte)'\t')
            {
                at++;
            }

            int end = at;
            while (end < last && (separator is byte mark ? line[end] != mark : line[end] is not ((byte)' ' or (byte)'\t')))
            {
                end++;
            }

            if (i == field)
            {
                return at < last ? (at, end, line[at..end]) : (0, 0, []);
            }

            if (end >= last)
            {
                return (0, 0, []);
            }

            at = separator is null ? end : end + 1;
        }
    }
}
