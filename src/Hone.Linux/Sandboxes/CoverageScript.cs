using Hone.Linux.Profilers;

namespace Hone.Linux.Sandboxes;

/// <summary>The script that has Python note its executed lines; see <c>Coverage/sitecustomize.py</c>.</summary>
public static class CoverageScript
{
    private const string Name = "sitecustomize.py";

    /// <summary>Puts it into a folder that is then named by PYTHONPATH.</summary>
    public static void CopyTo(string folder) => EmbeddedScript.CopyTo(Name, Path.Combine(folder, Name));
}
