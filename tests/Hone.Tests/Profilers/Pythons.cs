namespace Hone.Tests.Profilers;

/// <summary>The CPython interpreters of this machine: the one on the path, and one of each series under a pyenv root.</summary>
internal static class Pythons
{
    public static IReadOnlyList<string> All { get; } = [.. Find()];

    private static IEnumerable<string> Find()
    {
        yield return "python3";
        string root = Environment.GetEnvironmentVariable("PYENV_ROOT") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        string versions = Path.Combine(root, "versions");
        if (!Directory.Exists(versions))
        {
            yield break;
        }

        foreach (string folder in Directory.GetDirectories(versions, "3.*").Order(StringComparer.Ordinal))
        {
            string python = Path.Combine(folder, "bin/python3");
            if (int.TryParse(Path.GetFileName(folder).Split('.')[1], out int minor) && minor is >= 8 and <= 13 && File.Exists(python))
            {
                yield return python;
            }
        }
    }
}
