using System.Text.RegularExpressions;

namespace Hone.Equivalence.Sealing;

/// <summary>
/// The programs that a shell script or the recipes of a makefile name at the head of their commands. Nothing is expanded: what stands in
/// a variable is not known, and a word that only looks like a program is looked for on PATH in vain.
/// </summary>
public static partial class ScriptPrograms
{
    private const int LongestText = 1 << 20;

    /// <summary>True for a file whose programs can be read: a shell script by its ending, or a makefile.</summary>
    public static bool CanRead(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(".sh", StringComparison.Ordinal) || name.EndsWith(".bash", StringComparison.Ordinal) || IsMakefile(name);
    }

    /// <summary>The names without a slash, sorted; of a text longer than a million letters, of its beginning.</summary>
    public static IReadOnlyList<string> Of(string path, string text)
    {
        text = text.Length > LongestText ? text[..LongestText] : text;
        IEnumerable<string> lines = IsMakefile(path[(path.LastIndexOf('/') + 1)..])
            ? text.Split('\n').Where(line => line.StartsWith('\t')).Select(line => Reference().Replace(line.TrimStart('\t', ' ', '@', '-', '+'), "$$"))
            : [text];
        SortedSet<string> programs = new(StringComparer.Ordinal);
        foreach (IReadOnlyList<string> command in lines.SelectMany(ShellCommands.Of))
        {
            string word = command[0];
            if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '+'))
            {
                programs.Add(word);
            }
        }

        return [.. programs];
    }

    private static bool IsMakefile(string name) =>
        name.EndsWith(".mk", StringComparison.OrdinalIgnoreCase) || name.Equals("makefile", StringComparison.OrdinalIgnoreCase) || name.Equals("GNUmakefile", StringComparison.OrdinalIgnoreCase);

    // A variable of make looks like a substitution of the shell, and is none.
    [GeneratedRegex(@"\$[({][^(){}]*[)}]", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
