namespace Hone.Profiling.Symbols;

/// <summary>Paths as compilers write them into debug information.</summary>
internal static class SourcePath
{
    /// <summary>The path without <c>.</c>, <c>..</c> and doubled slashes; a <c>..</c> that has nothing to undo stays.</summary>
    public static string Normalise(string path)
    {
        if (!path.Contains("./", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal))
        {
            return path;
        }

        List<string> parts = [];
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return (path.StartsWith('/') ? "/" : "") + string.Join('/', parts);
    }
}
