using Hone.Linux.Sandboxes;

namespace Hone.Cli.Steps.Changes;

/// <summary>
/// Keeps a built tree as it was: where an output lies beside the source, a program may write there, and what it leaves could serve its
/// next run. New files are removed before each run; that a file was changed is remembered.
/// </summary>
internal sealed class TreeKeeping
{
    private static readonly EnumerationOptions _all = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    private readonly string _folder;
    private readonly Dictionary<string, (long Length, DateTime Written)> _known;

    public TreeKeeping(string folder)
    {
        _folder = folder;
        _known = Files().ToDictionary(file => file.FullName, State);
    }

    /// <summary>The first file that was found changed, relative to the folder; null while none was.</summary>
    public string? Changed { get; private set; }

    /// <summary>Removes what is new.</summary>
    /// <param name="isOutput">Whether a path, absolute, is a declared output, which others look after.</param>
    public void Sweep(Func<string, bool> isOutput)
    {
        foreach (FileInfo file in Files().ToList())
        {
            if (isOutput(file.FullName))
            {
                continue;
            }

            if (!_known.TryGetValue(file.FullName, out (long Length, DateTime Written) before))
            {
                TryDelete(file);
            }
            else if (before != State(file))
            {
                Changed ??= Path.GetRelativePath(_folder, file.FullName);
            }
        }
    }

    /// <summary>Empties a folder.</summary>
    public static void Empty(string folder)
    {
        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            if (new DirectoryInfo(inner).LinkTarget is null)
            {
                TreePlace.Remove(inner);
            }
            else
            {
                File.Delete(inner);
            }
        }

        foreach (string file in Directory.EnumerateFiles(folder))
        {
            File.Delete(file);
        }
    }

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(_folder).EnumerateFiles("*", _all);

    private static (long Length, DateTime Written) State(FileInfo file) => file.LinkTarget is null && file.Exists ? (file.Length, file.LastWriteTimeUtc) : (0, default);

    private static void TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It stays, and the next sweep tries again.
        }
    }
}
