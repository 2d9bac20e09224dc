using System.Collections;
using System.Security.Cryptography;
using System.Text;
using Hone.Equivalence.Sealing;

namespace Hone.Linux.Sealing;

/// <summary>Reads what outside a project alters how it is built and run: <see cref="SurroundingsRule"/>.</summary>
public static class SealedSurroundings
{
    /// <summary>
    /// The sealed variables that are set, with the hash of their value: a value may be a secret, and a seal goes along with the
    /// repository. What is not set has no item.
    /// </summary>
    public static IEnumerable<SealedItem> Variables()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && SurroundingsRule.IsVariable(name))
            {
                yield return new(SealedKind.Variable.Name, name, ValueHash((string?)variable.Value ?? ""));
            }
        }
    }

    /// <summary>Build files in the folders above the project: one item a name, with all of them, the nearest first; so a project may be moved.</summary>
    public static IEnumerable<SealedItem> Above(string project)
    {
        List<string> folders = [];
        for (string? folder = Path.GetDirectoryName(project); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            folders.Add(folder);
        }

        foreach (string name in SurroundingsRule.AboveNames)
        {
            string[] found = [.. folders.Select(folder => SealedPath.Read(folder, name)).OfType<SealedFile>().Where(file => file.Form != "folder").Select(file => file.Write())];
            if (found.Length > 0)
            {
                yield return new(SealedKind.Above.Name, name, string.Join("; ", found));
            }
        }
    }

    /// <summary>Settings files of build tools in the home folder.</summary>
    public static IEnumerable<SealedItem> Home()
    {
        string? home = Environment.GetEnvironmentVariable("HOME");
        if (string.IsNullOrEmpty(home))
        {
            yield break;
        }

        foreach (string path in SurroundingsRule.HomeNames.SelectMany(name => Expand(home, name)).Distinct())
        {
            if (SealedPath.Read(home, path) is SealedFile file)
            {
                yield return new(SealedKind.Home.Name, path, file.Write());
            }
        }
    }

    /// <summary>The hash that stands for a value.</summary>
    internal static string ValueHash(string value) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));

    // A star stands for one step of the path.
    private static IEnumerable<string> Expand(string home, string pattern)
    {
        IEnumerable<string> paths = [""];
        foreach (string step in pattern.Split('/'))
        {
            paths = step.Contains('*', StringComparison.Ordinal)
                ? [.. paths.SelectMany(path => Matches(Path.Combine(home, path), step).Select(name => Path.Combine(path, name)))]
                : [.. paths.Select(path => Path.Combine(path, step))];
        }

        return paths;
    }

    private static IEnumerable<string> Matches(string folder, string pattern)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder, pattern).Select(path => Path.GetFileName(path))] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
