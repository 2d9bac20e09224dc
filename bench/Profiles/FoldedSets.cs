using System.Globalization;

namespace Hone.Bench;

/// <summary>Holds two files of folded stacks against each other, stack for stack.</summary>
internal static class FoldedSets
{
    private const int Shown = 5;

    /// <summary>Prints how many stacks and how much weight differ; 1 when any do.</summary>
    public static int Compare(string one, string other)
    {
        Dictionary<string, long> left = Read(one);
        Dictionary<string, long> right = Read(other);
        List<string> onlyLeft = [.. left.Where(pair => right.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"{pair.Key} {pair.Value}")];
        List<string> onlyRight = [.. right.Where(pair => left.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"{pair.Key} {pair.Value}")];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {left.Count} and {right.Count} stacks, weights {left.Values.Sum()} and {right.Values.Sum()}; {onlyLeft.Count} of the first and {onlyRight.Count} of the second differ"));
        foreach (string line in onlyLeft.Order(StringComparer.Ordinal).Take(Shown).Select(line => "    < " + line).Concat(onlyRight.Order(StringComparer.Ordinal).Take(Shown).Select(line => "    > " + line)))
        {
            Console.WriteLine(line);
        }

        return onlyLeft.Count + onlyRight.Count == 0 ? 0 : 1;
    }

    private static Dictionary<string, long> Read(string file)
    {
        Dictionary<string, long> stacks = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(file))
        {
            int blank = line.LastIndexOf(' ');
            stacks[line[..blank]] = stacks.GetValueOrDefault(line[..blank]) + long.Parse(line.AsSpan(blank + 1), CultureInfo.InvariantCulture);
        }

        return stacks;
    }
}
