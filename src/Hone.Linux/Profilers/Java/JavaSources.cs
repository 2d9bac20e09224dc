namespace Hone.Linux.Profilers.Java;

/// <summary>Finds the source files of classes below a folder: a recording names classes, not files.</summary>
internal sealed class JavaSources
{
    private const int MostFiles = 50_000;

    private readonly Dictionary<string, List<string>> _byName = new(StringComparer.Ordinal);

    /// <summary>Looks through a folder, without what begins with a dot.</summary>
    public JavaSources(string folder)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 24, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };
        foreach (string file in Directory.EnumerateFiles(folder, "*.java", options).Take(MostFiles))
        {
            string name = Path.GetFileName(file);
            if (!_byName.TryGetValue(name, out List<string>? files))
            {
                _byName.Add(name, files = []);
            }

            files.Add(file);
        }
    }

    /// <summary>The full path of the one file that stands at <paramref name="below"/>, such as <c>org/example/Main.java</c>, below some source root; null when there is none or several.</summary>
    public string? Find(string below)
    {
        string[] found = [.. _byName.GetValueOrDefault(Path.GetFileName(below), []).Where(file => file.EndsWith("/" + below, StringComparison.Ordinal))];
        return found.Length == 1 ? found[0] : null;
    }
}
