using System.IO.Enumeration;
using Hone.Linux.Storage;

namespace Hone.Linux.Sandboxes;

/// <summary>Copies of files and folders, links as links, with their modes and times.</summary>
public static class TreeFiles
{
    // What a project without git has made and can make again, and what Hone and other tools keep for themselves.
    private static readonly HashSet<string> _made =
    [
        ".git", ".hg", ".svn", ".hone", ".beads", "obj", "bin", "build", "target", "artifacts", "out", "__pycache__", ".tox", ".mypy_cache", ".pytest_cache", "CMakeFiles", ".vs", ".idea",
        "node_modules", ".venv", "venv",
    ];

    /// <summary>Folders of other people's code that a project needs and does not keep.</summary>
    public static IReadOnlyList<string> Dependencies { get; } = ["node_modules", ".venv", "venv", "vendor"];

    private static readonly HashSet<string> _own = [".git", ".hone", ".beads"];

    /// <summary>The files of a folder, relative; links among them.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="whole">Built files as well.</param>
    public static IEnumerable<string> Sources(string folder, bool whole)
    {
        HashSet<string> skipped = whole ? _own : _made;
        EnumerationOptions options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 };
        return new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => Path.GetRelativePath(folder, entry.ToFullPath()), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory || (entry.Attributes & FileAttributes.ReparsePoint) != 0,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0 && !skipped.Contains(entry.FileName.ToString()),
        };
    }

    /// <summary>All that lies in a folder, absolute; a link is a file, wherever it leads, and is not followed.</summary>
    public static IEnumerable<(string Path, bool IsFolder)> Entries(string folder) => new FileSystemEnumerable<(string, bool)>(
        folder,
        (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0),
        new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 })
    {
        ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };

    /// <summary>
    /// True when a link on the way to a path, or at it, leads out of the tree that it is in, or to nothing: a commit or a patch may hold any link, and
    /// nothing is written where one leads.
    /// </summary>
    /// <param name="tree">The tree's outermost folder, absolute.</param>
    /// <param name="path">The path, absolute, within it.</param>
    public static bool LeadsOut(string tree, string path) => PathLinks.Inside(tree, path) is null;

    /// <summary>Takes away what lies at a path in a tree, and every link or file on the way to it, so that what is written there stays in the tree.</summary>
    /// <param name="tree">The tree's outermost folder, absolute; links on the way to it stay.</param>
    /// <param name="path">The path, absolute, below it.</param>
    public static void Clear(string tree, string path)
    {
        string[] parts = Path.GetRelativePath(tree, path).Split('/');
        string at = tree;
        for (int i = 0; i < parts.Length; i++)
        {
            at = Path.Combine(at, parts[i]);
            bool isFolder = new FileInfo(at).LinkTarget is null && Directory.Exists(at);
            if (!isFolder)
            {
                Delete(at);
            }
            else if (i == parts.Length - 1)
            {
                TreePlace.Remove(at);
            }
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing there.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    /// <summary>Copies files from one folder to another; what is gone is passed over.</summary>
    public static void Copy(string from, string to, IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            CopyOne(Path.Combine(from, file), Path.Combine(to, file));
        }
    }

    /// <summary>Copies a file, a link, or a folder with all that is in it; what is neither is passed over.</summary>
    public static void CopyOne(string from, string to)
    {
        try
        {
            FileInfo source = new(from);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (source.LinkTarget is string target)
            {
                File.Delete(to);
                File.CreateSymbolicLink(to, target);
            }
            else if (Directory.Exists(from))
            {
                Directory.CreateDirectory(to);
                foreach (string entry in Directory.EnumerateFileSystemEntries(from))
                {
                    CopyOne(entry, Path.Combine(to, Path.GetFileName(entry)));
                }
            }
            else if (source.Exists && OutputWatch.IsRegular(from))
            {
                File.Copy(from, to, overwrite: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, to);
        }
    }
}
