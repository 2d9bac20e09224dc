using Hone.Cli.Steps.Oracle;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Changes;

/// <summary>
/// Keeps a built tree as it was: where a program may write beside the source, what it leaves could serve its next run. New files and
/// folders are removed before each run, since the name of an empty folder is storage too; that a file was changed or deleted is remembered. Nothing is
/// followed through a link: what lies behind one is not the tree's.
/// </summary>
internal sealed class TreeKeeping : IInputWatch
{
    private readonly string _folder;
    private readonly Dictionary<string, FileMark?> _files;
    private readonly HashSet<string> _folders;

    public TreeKeeping(string folder)
    {
        _folder = folder;
        (List<string> files, List<string> folders) = Entries();
        _files = files.ToDictionary(file => file, OutputWatch.MarkOf);
        _folders = [.. folders];
    }

    /// <summary>The first file that was found changed or gone, relative to the folder; null while none was.</summary>
    public string? Changed { get; private set; }

    /// <summary>Removes what is new.</summary>
    /// <param name="isOutput">Whether a path, absolute, is a declared output, which others look after.</param>
    public void Sweep(Func<string, bool> isOutput)
    {
        (List<string> files, List<string> folders) = Entries();
        foreach (string file in files.Where(file => !isOutput(file)))
        {
            if (!_files.TryGetValue(file, out FileMark? before))
            {
                Try(() => File.Delete(file));
            }
            else
            {
                See(file, before);
            }
        }

        HashSet<string> there = [.. files];
        foreach (string file in _files.Keys.Where(file => !there.Contains(file)).ToList())
        {
            // A file that is not there any more is storage as well. An output that is gone, whose case may be another one's next time, is as if
            // it had never been.
            if (isOutput(file))
            {
                _files.Remove(file);
            }
            else
            {
                Changed ??= Path.GetRelativePath(_folder, file);
            }
        }

        foreach (string folder in folders.Where(folder => !_folders.Contains(folder) && !isOutput(folder)).OrderByDescending(folder => folder.Length))
        {
            // One that holds an output stays.
            Try(() => Directory.Delete(folder));
        }
    }

    /// <inheritdoc/>
    public void Taking(string path)
    {
        string file = Path.GetFullPath(path);
        if (_files.TryGetValue(file, out FileMark? before))
        {
            See(file, before);
        }
    }

    /// <inheritdoc/>
    public void PutBack(string path)
    {
        string file = Path.GetFullPath(path);
        if (_files.ContainsKey(file))
        {
            _files[file] = OutputWatch.MarkOf(file);
        }
    }

    private void See(string file, FileMark? before)
    {
        if (before != OutputWatch.MarkOf(file))
        {
            Changed ??= Path.GetRelativePath(_folder, file);
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

    private (List<string> Files, List<string> Folders) Entries()
    {
        ILookup<bool, string> entries = TreeFiles.Entries(_folder).ToLookup(entry => entry.IsFolder, entry => entry.Path);
        return ([.. entries[false]], [.. entries[true]]);
    }

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It stays, and the next sweep tries again.
        }
    }
}
