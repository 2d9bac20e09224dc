using System.IO.Enumeration;

namespace Hone.Linux.Repositories;

/// <summary>The files of a project that people wrote, as far as names tell.</summary>
public static class ProjectFiles
{
    /// <summary>Enough files to know any project by.</summary>
    private const int Most = 20_000;

    private const int MostDepth = 12;

    private static readonly HashSet<string> _skipped =
        [".git", ".hg", ".svn", "node_modules", "bin", "obj", "target", "build", "artifacts", "dist", ".venv", "venv", "__pycache__", ".tox", ".hone", ".beads", ".vs", ".idea", "vendor"];

    /// <summary>
    /// The files below a folder as relative paths with <c>/</c>, in no order, at most 20,000. Folders of other people's or
    /// built files are skipped, links are not followed, and what may not be read is left out.
    /// </summary>
    public static IReadOnlyList<string> List(string folder)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = MostDepth };
        string root = Path.GetFullPath(folder);
        FileSystemEnumerable<string> files = new(root, (ref FileSystemEntry entry) => Path.GetRelativePath(root, entry.ToFullPath()), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !_skipped.Contains(entry.FileName.ToString()),
        };
        return [.. files.Take(Most)];
    }
}
