namespace Hone.Equivalence.Fuzzing;

/// <summary>
/// Makes an input that shows something smaller, as long as it still shows it: ddmin of A. Zeller and R. Hildebrandt, "Simplifying
/// and Isolating Failure-Inducing Input", IEEE TSE 28 (2002), first on lines, then on bytes.
/// </summary>
public static class Minimiser
{
    private const int MostBytesOneByOne = 4096;

    /// <summary>A small input for which <paramref name="shows"/> still holds. The given one must show it.</summary>
    /// <param name="input">The input.</param>
    /// <param name="shows">Whether an input shows it; called at most <paramref name="budget"/> times.</param>
    /// <param name="budget">How many inputs are tried.</param>
    public static byte[] Minimise(byte[] input, Func<byte[], bool> shows, int budget)
    {
        List<byte[]> lines = LineMutators.Lines(input);
        byte[] byLines = LineMutators.Join(Reduce(lines, parts => shows(LineMutators.Join(parts)), ref budget));
        return byLines.Length > MostBytesOneByOne
            ? byLines
            : [.. Reduce([.. byLines], parts => shows([.. parts]), ref budget)];
    }

    private static List<T> Reduce<T>(List<T> parts, Func<List<T>, bool> shows, ref int budget)
    {
        int granularity = 2;
        while (parts.Count >= 1 && budget > 0)
        {
            int size = Math.Max(1, (parts.Count + granularity - 1) / granularity);
            bool reduced = false;
            for (int start = 0; start < parts.Count && budget > 0; start += size)
            {
                // The complement alone: of two halves each is the other's, and finer subsets hardly ever show it alone.
                List<T> rest = [.. parts[..start], .. parts[Math.Min(parts.Count, start + size)..]];
                budget--;
                if (shows(rest))
                {
                    parts = rest;
                    granularity = Math.Max(granularity - 1, 2);
                    reduced = true;
                    break;
                }
            }

            if (!reduced)
            {
                if (size == 1)
                {
                    break;
                }

                granularity = Math.Min(granularity * 2, parts.Count);
            }
        }

        return parts;
    }
}
