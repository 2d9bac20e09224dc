using System.IO.Enumeration;
using Hone.Equivalence.Sealing;

namespace Hone.Linux.Sealing;

/// <summary>Finds the build files of a project: every one, at any depth, whether git knows it or not.</summary>
public static class BuildFileWalk
{
    private static readonly HashSet<string> _built = new(BuildFileRule.BuiltFolders, StringComparer.Ordinal);
    private static readonly HashSet<string> _own = new(BuildFileRule.OwnFolders, StringComparer.Ordinal);
    private static readonly EnumerationOptions _options = new() { IgnoreInaccessible = true, AttributesToSkip = 0, ReturnSpecialDirectories = false };

    /// <summary>The build files below a folder, relative with <c>/</c>, in no order. Folders that are links are not entered.</summary>
    /// <param name="root">The project folder, absolute.</param>
    /// <param name="isKnown">True for a folder of what is built or fetched that has to be looked into all the same, relative.</param>
    public static IReadOnlyList<string> Find(string root, Func<string, bool> isKnown)
    {
        List<string> found = [];
        Stack<string> folders = new([""]);
        while (folders.TryPop(out string? folder))
        {
            string name = Path.GetFileName(folder);
            if (folder.Length > 0 && (_own.Contains(name) || (_built.Contains(name) && !isKnown(folder))))
            {
                if (name == "obj")
                {
                    found.AddRange(Entries(root, folder).Where(entry => !entry.IsFolder && BuildFileRule.IsImportedFromObj(entry.Path)).Select(entry => entry.Path));
                }

                continue;
            }

            foreach ((string path, bool isFolder) in Entries(root, folder))
            {
                if (isFolder)
                {
                    folders.Push(path);
                }
                else if (BuildFileRule.Matches(path) || BuildFileRule.IsImportedFromObj(path))
                {
                    found.Add(path);
                }
            }
        }

        return found;
    }

    /// <summary>Every file below a folder, relative to the project with <c>/</c>, links as they are; empty when it is none.</summary>
    public static IReadOnlyList<string> FilesBelow(string root, string folder)
    {
        List<string> found = [];
        Stack<string> folders = new([folder]);
        while (folders.TryPop(out string? at))
        {
            foreach ((string path, bool isFolder) in Entries(root, at))
            {
                if (isFolder)
                {
                    folders.Push(path);
                }
                else
                {
                    found.Add(path);
                }
            }
        }

        return found;
    }

    private static IReadOnlyList<(string Path, bool IsFolder)> Entries(string root, string folder)
    {
        string full = Path.Combine(root, folder);
        if (!Directory.Exists(full))
        {
            return [];
        }

        FileSystemEnumerable<(string, bool)> entries = new(
            full,
            (ref FileSystemEntry entry) => (folder.Length == 0 ? entry.FileName.ToString() : folder + "/" + entry.FileName.ToString(), entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0),
            _options);
        return [.. entries];
    }
}
