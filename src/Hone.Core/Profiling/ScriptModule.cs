namespace Hone.Profiling;

/// <summary>The module name of a script's path.</summary>
public static class ScriptModule
{
    /// <summary>
    /// The file name; with its folder's name for files that every package has (<c>json/__init__.py</c>), which would
    /// otherwise all be one module.
    /// </summary>
    public static string Name(string path)
    {
        string name = Path.GetFileName(path);
        return name is "__init__.py" or "__main__.py" or "index.js" or "index.mjs" or "index.cjs" ? WithFolder(path) : name;
    }

    /// <summary>The file name with its folder's name.</summary>
    public static string WithFolder(string path)
    {
        string name = Path.GetFileName(path);
        return Path.GetFileName(Path.GetDirectoryName(path)) is { Length: > 0 } folder ? folder + "/" + name : name;
    }
}
