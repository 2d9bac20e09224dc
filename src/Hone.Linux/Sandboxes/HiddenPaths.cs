namespace Hone.Linux.Sandboxes;

/// <summary>
/// What a program may still read when some folders are hidden from it. Landlock has no rule that takes away, so that everything else is
/// named: of each folder above a hidden one all its other entries. Entries that come later are hidden too.
/// </summary>
public static class HiddenPaths
{
    /// <summary>The folders and files to allow, absolute; null when they are too many to name in one command.</summary>
    /// <param name="hidden">Folders whose content is hidden, absolute, without links in them.</param>
    /// <param name="whole">Folders that are hidden whole, where others keep their own: the one for temporary files.</param>
    /// <param name="shown">Folders inside those that are shown all the same.</param>
    /// <param name="root">The folder that everything lies in.</param>
    public static IReadOnlyList<string>? Readable(IReadOnlyList<string> hidden, IReadOnlyList<string> whole, IReadOnlyList<string> shown, string root = "/")
    {
        string[] all = [.. hidden.Concat(whole).Select(path => path.TrimEnd('/')).Where(path => path.Length > 0).Distinct()];
        List<string> readable = [];
        Walk(root, all, readable);
        readable.AddRange(shown);
        return readable.Count > Most ? null : readable;
    }

    /// <summary>A folder of which, and of all below it, the names may be read and nothing else; for a list of what is readable.</summary>
    public static string NamesOnly(string folder) => folder.TrimEnd('/') + "/.";

    private const int Most = 4096;

    private static void Walk(string folder, string[] hidden, List<string> readable)
    {
        // A link is nothing to read, and a rule of Landlock about one is about what it leads to: a folder that holds a hidden one, for all that is known.
        string[] entries;
        try
        {
            entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null).Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }

        foreach (string entry in entries)
        {
            if (hidden.Contains(entry))
            {
                continue;
            }

            if (Array.Exists(hidden, path => path.StartsWith(entry + "/", StringComparison.Ordinal)))
            {
                Walk(entry, hidden, readable);
            }
            else if (readable.Count <= Most)
            {
                readable.Add(entry);
            }
        }
    }
}
