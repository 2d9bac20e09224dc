namespace Hone.Equivalence.Fuzzing;

/// <summary>The sizes at which loops go wrong: none, one, two, one less and one more than usual, and ten times as many.</summary>
public static class BoundarySizes
{
    /// <summary>{0, 1, 2, n − 1, n, n + 1, 10 n}, each once, ascending.</summary>
    public static IReadOnlyList<int> Of(int n) => [.. new[] { 0, 1, 2, n - 1, n, n + 1, 10 * n }.Where(size => size >= 0).Distinct().Order()];

    /// <summary>An input of so many lines: the first ones of the seed input, again from its start where it has too few.</summary>
    public static byte[] Resize(byte[] bytes, int lines)
    {
        List<byte[]> all = LineMutators.Lines(bytes);
        if (all.Count == 0)
        {
            return [];
        }

        List<byte[]> chosen = [];
        int size = 0;
        for (int i = 0; i < lines && size < FuzzInputs.MostBytes; i++)
        {
            byte[] line = all[i % all.Count];
            if (line[^1] != '\n' && i + 1 < lines)
            {
                line = [.. line, (byte)'\n'];
            }

            chosen.Add(line);
            size += line.Length;
        }

        return LineMutators.Join(chosen);
    }
}
