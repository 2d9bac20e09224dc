using System.Globalization;
using Hone.Profiling.Symbols;

namespace Hone.Bench;

/// <summary>Holds two files of folded stacks against each other, stack for stack.</summary>
internal static class FoldedSets
{
    private const int Shown = 5;

    /// <summary>Prints how many stacks and how much weight differ; 1 when any do.</summary>
    /// <param name="one">A file.</param>
    /// <param name="other">Another.</param>
    /// <param name="clean">True to apply Hone's rules of names to both: no marks of clones, no parameters, unnamed kernel code is <c>[unknown]</c>, blanks in programs' names are <c>_</c>.</param>
    public static int Compare(string one, string other, bool clean)
    {
        Dictionary<string, long> left = Read(one, clean);
        Dictionary<string, long> right = Read(other, clean);
        List<string> onlyLeft = [.. left.Where(pair => right.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"{pair.Key} {pair.Value}")];
        List<string> onlyRight = [.. right.Where(pair => left.GetValueOrDefault(pair.Key) != pair.Value).Select(pair => $"{pair.Key} {pair.Value}")];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {left.Count} and {right.Count} stacks, weights {left.Values.Sum()} and {right.Values.Sum()}; {onlyLeft.Count} of the first and {onlyRight.Count} of the second differ"));
        foreach (string line in onlyLeft.Order(StringComparer.Ordinal).Take(Shown).Select(line => "    < " + Shorten(line)).Concat(onlyRight.Order(StringComparer.Ordinal).Take(Shown).Select(line => "    > " + Shorten(line))))
        {
            Console.WriteLine(line);
        }

        return onlyLeft.Count + onlyRight.Count == 0 ? 0 : 1;
    }

    private static string Shorten(string line) => line.Length <= 200 ? line : line[..100] + " … " + line[^100..];

    private static string Clean(string stack) => string.Join(';', stack.Split(';').Select((name, depth) =>
        depth == 0 ? name.Replace(' ', '_')
        : name.Trim() is "[unknown]" or "[[kernel.kallsyms]]" or "[kernel]" || IsDeleted(name) ? "[unknown]"
        : SymbolName.Clean(WithoutArguments(name))));

    /// <summary>Peers take the bracket in <c>(/memfd:doublemapper (deleted))</c> for the beginning of the file and call such code <c>[unknown] </c>.</summary>
    private static bool IsDeleted(string name) => name.StartsWith("[memfd:", StringComparison.Ordinal);

    /// <summary>Peers cut parameters off, which inlined functions bear in perf's text.</summary>
    private static string WithoutArguments(string name)
    {
        int nested = 0;
        for (int i = 0; i < name.Length; i++)
        {
            nested += name[i] is '<' or '{' or '[' ? 1 : name[i] is '>' or '}' or ']' ? -1 : 0;
            if (name[i] == '(' && nested == 0 && i > 0 && !name.AsSpan(i).StartsWith("(anonymous namespace)"))
            {
                return name[..i];
            }
        }

        return name;
    }

    private static Dictionary<string, long> Read(string file, bool clean)
    {
        Dictionary<string, long> stacks = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(file))
        {
            int blank = line.LastIndexOf(' ');
            string stack = clean ? Clean(line[..blank]) : line[..blank];
            stacks[stack] = stacks.GetValueOrDefault(stack) + long.Parse(line.AsSpan(blank + 1), CultureInfo.InvariantCulture);
        }

        return stacks;
    }
}
