using System.Globalization;

namespace Hone.Equivalence;

/// <summary>
/// Which changes of files belong to a program's behaviour although it does not declare them, in a form that is the same from run to
/// run. The rules stand in docs/oracle.md.
/// </summary>
/// <param name="Project">The folder that the run took for the project folder.</param>
/// <param name="Outputs">Declared outputs, relative to it.</param>
/// <param name="Homes">The home folder, by every path.</param>
/// <param name="Temporary">Folders for temporary files.</param>
public sealed record WriteRules(string Project, IReadOnlyList<string> Outputs, IReadOnlyList<string> Homes, IReadOnlyList<string> Temporary)
{
    // The kernel's own files, and Hone's.
    private static readonly string[] _never = ["/dev/", "/proc/", "/sys/"];

    // What language runtimes and compilers leave behind without the program's doing.
    private static readonly string[] _runtimes =
    [
        "/__pycache__/", "/.cache/", "/.dotnet/", "/hsperfdata_", "/clr-debug-pipe-", "/dotnet-diagnostic-", "/CoreFxPipe_", "/.mono/", "/.nv/", "/.hone/",
    ];

    /// <summary>
    /// The changes that count, a line each: <c>wrote PATH</c> or <c>removed PATH</c>, relative inside the project, below <c>~</c> in the home
    /// folder. Below a folder for temporary files only the number of files that were left is told, for their names are made up.
    /// </summary>
    public IReadOnlyList<string> Lines(IEnumerable<(bool Removed, string Path)> changes)
    {
        SortedSet<string> lines = new(StringComparer.Ordinal);
        SortedDictionary<string, int> temporary = new(StringComparer.Ordinal);
        foreach ((bool removed, string path) in changes.DistinctBy(change => change.Path))
        {
            if (IsNoise(path) || IsDeclared(path))
            {
                continue;
            }

            string? below = Temporary.FirstOrDefault(folder => Under(path, folder));
            if (below is not null && !Under(path, Project))
            {
                if (!removed)
                {
                    temporary[below] = temporary.GetValueOrDefault(below) + 1;
                }

                continue;
            }

            lines.Add((removed ? "removed " : "wrote ") + Named(path));
        }

        return [.. lines, .. temporary.Select(pair => string.Create(CultureInfo.InvariantCulture, $"left {pair.Value} in {pair.Key}"))];
    }

    /// <summary>True for what the kernel, Hone and language runtimes leave behind without the program's doing.</summary>
    /// <param name="path">Absolute.</param>
    public static bool IsNoise(string path) =>
        _never.Any(folder => path.StartsWith(folder, StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
        || _runtimes.Any(mark => path.Contains(mark, StringComparison.Ordinal))
        || path.EndsWith(".pyc", StringComparison.Ordinal) || path.EndsWith(".gcda", StringComparison.Ordinal);

    private bool IsDeclared(string path) => Outputs.Any(output => System.IO.Path.Combine(Project, output) is string whole && (path == whole || Under(path, whole)));

    private string Named(string path) =>
        Under(path, Project) ? path[(Project.TrimEnd('/').Length + 1)..]
        : Homes.FirstOrDefault(home => Under(path, home)) is string home ? "~" + path[home.TrimEnd('/').Length..]
        : path;

    private static bool Under(string path, string folder) => path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
