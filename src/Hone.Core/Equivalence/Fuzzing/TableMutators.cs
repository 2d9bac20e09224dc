using Hone.Statistics;

namespace Hone.Equivalence.Fuzzing;

/// <summary>Changes of tables: fields, rows and keys. The first line may be a head, and is changed less often than others.</summary>
internal static class TableMutators
{
    private const byte Quote = (byte)'"';

    /// <summary>A field left out, doubled, emptied, quoted, or replaced by one of the same column.</summary>
    public static byte[] Field(SeededRandom random, byte[] bytes, byte separator) => Row(random, bytes, separator, (rows, at) =>
    {
        List<byte[]> fields = rows[at];
        int field = random.NextIndex(fields.Count);
        switch (random.NextIndex(6))
        {
            case 0:
                fields.RemoveAt(field);
                break;
            case 1:
                fields.Insert(field, fields[field]);
                break;
            case 2:
                fields[field] = [];
                break;
            case 3:
                fields[field] = [Quote, .. fields[field], separator, Quote];
                break;
            case 4:
                fields[field] = EdgeValues.Number(random);
                break;
            default:
                List<byte[]> other = rows[random.NextIndex(rows.Count)];
                fields[field] = other[Math.Min(field, other.Count - 1)];
                break;
        }
    });

    /// <summary>A second row with the key of another: its first field the same, the rest its own.</summary>
    public static byte[] SameKey(SeededRandom random, byte[] bytes, byte separator) => Row(random, bytes, separator, (rows, at) =>
    {
        List<byte[]> copy = [.. rows[random.NextIndex(rows.Count)]];
        int key = random.NextIndex(3) == 0 ? random.NextIndex(copy.Count) : 0;
        copy[key] = rows[at][Math.Min(key, rows[at].Count - 1)];
        rows.Insert(random.NextIndex(rows.Count) + 1, copy);
    });

    /// <summary>Two columns in each other's place, in one row.</summary>
    public static byte[] SwapFields(SeededRandom random, byte[] bytes, byte separator) => Row(random, bytes, separator, (rows, at) =>
    {
        int left = random.NextIndex(rows[at].Count);
        int right = random.NextIndex(rows[at].Count);
        (rows[at][left], rows[at][right]) = (rows[at][right], rows[at][left]);
    });

    private static byte[] Row(SeededRandom random, byte[] bytes, byte separator, Action<List<List<byte[]>>, int> change)
    {
        List<byte[]> lines = LineMutators.Lines(bytes);
        if (lines.Count == 0)
        {
            return bytes;
        }

        List<List<byte[]>> rows = [.. lines.Select(line => Split(line is [.. byte[] text, (byte)'\n'] ? text : line, separator))];
        int at = random.NextIndex(rows.Count);
        change(rows, at == 0 && random.NextIndex(4) > 0 ? random.NextIndex(rows.Count) : at);
        bool open = bytes[^1] != '\n';
        byte[] joined = [.. rows.SelectMany(row => (byte[])[.. Join(row, separator), (byte)'\n'])];
        return open ? joined[..^1] : joined;
    }

    private static List<byte[]> Split(byte[] line, byte separator)
    {
        List<byte[]> fields = [];
        int start = 0;
        bool quoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            quoted ^= i < line.Length && line[i] == Quote;
            if (i == line.Length || (line[i] == separator && !quoted))
            {
                fields.Add(line[start..i]);
                start = i + 1;
            }
        }

        return fields;
    }

    private static byte[] Join(List<byte[]> fields, byte separator)
    {
        List<byte> line = [];
        for (int i = 0; i < fields.Count; i++)
        {
            if (i > 0)
            {
                line.Add(separator);
            }

            line.AddRange(fields[i]);
        }

        return [.. line];
    }
}
