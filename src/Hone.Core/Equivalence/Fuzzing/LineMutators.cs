using Hone.Statistics;

namespace Hone.Equivalence.Fuzzing;

/// <summary>Changes of lines and of words in them. A line keeps its line feed, so the last one may be without.</summary>
internal static class LineMutators
{
    /// <summary>The lines of an input, each with its line feed.</summary>
    public static List<byte[]> Lines(byte[] bytes)
    {
        List<byte[]> lines = [];
        int at = 0;
        while (at < bytes.Length)
        {
            int end = Array.IndexOf(bytes, (byte)'\n', at);
            int next = end < 0 ? bytes.Length : end + 1;
            lines.Add(bytes[at..next]);
            at = next;
        }

        return lines;
    }

    /// <summary>The lines put together again.</summary>
    public static byte[] Join(IEnumerable<byte[]> lines) => [.. lines.SelectMany(line => line)];

    public static byte[] Duplicate(SeededRandom random, byte[] bytes) => Change(random, bytes, (lines, at) => lines.Insert(random.NextIndex(2) == 0 ? at : random.NextIndex(lines.Count + 1), lines[at]));

    public static byte[] Drop(SeededRandom random, byte[] bytes) => Change(random, bytes, (lines, at) => lines.RemoveAt(at));

    public static byte[] Swap(SeededRandom random, byte[] bytes) => Change(random, bytes, (lines, at) =>
    {
        int other = random.NextIndex(lines.Count);
        (lines[at], lines[other]) = (lines[other], lines[at]);
    });

    public static byte[] Empty(SeededRandom random, byte[] bytes) => Change(random, bytes, (lines, at) => lines.Insert(at, "\n"u8.ToArray()));

    public static byte[] Cut(SeededRandom random, byte[] bytes) => Change(random, bytes, (lines, at) => lines[at] = lines[at][..random.NextIndex(lines[at].Length)]);

    /// <summary>The last line feed lost, one more, or lines that end as on Windows.</summary>
    public static byte[] End(SeededRandom random, byte[] bytes) => random.NextIndex(3) switch
    {
        0 => bytes is [.. byte[] rest, (byte)'\n'] ? rest : [.. bytes, (byte)'\n'],
        1 => [.. bytes, (byte)'\n'],
        _ => [.. bytes.SelectMany(b => b == '\n' ? "\r\n"u8.ToArray() : [b])],
    };

    /// <summary>A word doubled, left out, replaced by another of the input, or in upper case.</summary>
    public static byte[] Word(SeededRandom random, byte[] bytes, byte[] other)
    {
        List<(int Start, int End)> words = Words(bytes);
        if (words.Count == 0)
        {
            return bytes;
        }

        (int start, int end) = words[random.NextIndex(words.Count)];
        byte[] word = bytes[start..end];
        List<(int Start, int End)> theirs = Words(other);
        byte[] replacement = random.NextIndex(5) switch
        {
            0 => [.. word, (byte)' ', .. word],
            1 => [],
            2 => [.. word.Select(b => b is >= (byte)'a' and <= (byte)'z' ? (byte)(b - 32) : b)],
            3 => [.. word, .. "é"u8],
            _ when theirs.Count > 0 && theirs[random.NextIndex(theirs.Count)] is var (from, to) => other[from..to],
            _ => word,
        };
        return [.. bytes.AsSpan(0, start), .. replacement, .. bytes.AsSpan(end)];
    }

    /// <summary>A number replaced by one at the end of a range.</summary>
    public static byte[] Number(SeededRandom random, byte[] bytes)
    {
        List<(int Start, int End)> numbers = [.. Words(bytes).Where(word => char.IsAsciiDigit((char)bytes[word.Start]))];
        if (numbers.Count == 0)
        {
            return bytes;
        }

        (int start, int end) = numbers[random.NextIndex(numbers.Count)];
        return [.. bytes.AsSpan(0, start), .. EdgeValues.Number(random), .. bytes.AsSpan(end)];
    }

    private static byte[] Change(SeededRandom random, byte[] bytes, Action<List<byte[]>, int> change)
    {
        List<byte[]> lines = Lines(bytes);
        if (lines.Count == 0)
        {
            return bytes;
        }

        change(lines, random.NextIndex(lines.Count));
        return Join(lines);
    }

    private static List<(int Start, int End)> Words(byte[] bytes)
    {
        List<(int, int)> words = [];
        int start = -1;
        for (int i = 0; i <= bytes.Length; i++)
        {
            bool inside = i < bytes.Length && (char.IsAsciiLetterOrDigit((char)bytes[i]) || bytes[i] >= 0x80);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                words.Add((start, i));
                start = -1;
            }
        }

        return words;
    }
}
