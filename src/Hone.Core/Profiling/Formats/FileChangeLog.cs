namespace Hone.Profiling.Formats;

/// <summary>What a run left of a file.</summary>
public enum FileChangeKind
{
    /// <summary>It was made, or opened for writing, or another was renamed to it.</summary>
    Written,

    /// <summary>It was there before and is gone, or bears another name.</summary>
    Removed,
}

/// <summary>A file that a run changed.</summary>
/// <param name="Kind">How.</param>
/// <param name="Path">Absolute.</param>
public sealed record FileChange(FileChangeKind Kind, string Path);

/// <summary>
/// Reads from system calls which files a run changed, and keeps what is left of it at the end: a file that was made and removed
/// again is none, and one that was made under another name and renamed is its last name alone.
/// </summary>
/// <param name="folder">The absolute folder in which the run began.</param>
public sealed class FileChangeLog(string folder)
{
    private static readonly string[] _writing = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"];

    private readonly Dictionary<int, string> _folders = [];
    private readonly Dictionary<string, bool> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    /// <summary>The system calls that are looked at, as strace names them.</summary>
    public static IReadOnlyList<string> Syscalls { get; } =
    [
        "open", "openat", "openat2", "creat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat", "symlink", "symlinkat",
        "truncate", "mknod", "mknodat", "chdir", "fchdir", "clone", "clone3", "fork", "vfork",
    ];

    /// <summary>Takes the next call, with its arguments.</summary>
    public void Add(StraceCall call)
    {
        if (call.Failed)
        {
            return;
        }

        switch (call.Syscall)
        {
            case "open" or "openat" or "openat2" when _writing.Any(flag => call.Arguments.Contains(flag, StringComparison.Ordinal)) && !call.Arguments.Contains("O_TMPFILE", StringComparison.Ordinal):
            case "creat":
                Wrote(call.File);
                break;
            case "rename" or "renameat" or "renameat2":
                Renamed(Paths(call));
                break;
            case "unlink" or "unlinkat":
                Gone(Paths(call).FirstOrDefault());
                break;
            case "link" or "linkat" or "symlink" or "symlinkat":
                Wrote(Paths(call).LastOrDefault());
                break;
            case "truncate" or "mknod" or "mknodat":
                Wrote(Paths(call).FirstOrDefault());
                break;
            case "chdir":
                _folders[call.Process] = Paths(call).FirstOrDefault() ?? Folder(call);
                break;
            case "fchdir" when call.File.StartsWith('/'):
                _folders[call.Process] = call.File;
                break;
            case "clone" or "clone3" or "fork" or "vfork" when call.Value > 0:
                _folders.TryAdd((int)call.Value, Folder(call));
                break;
            default:
                break;
        }
    }

    /// <summary>What is left at the end, by path.</summary>
    public IReadOnlyList<FileChange> Changes() =>
    [
        .. _written.Keys.Select(path => new FileChange(FileChangeKind.Written, path))
            .Concat(_removed.Where(path => !_written.ContainsKey(path)).Select(path => new FileChange(FileChangeKind.Removed, path)))
            .OrderBy(change => change.Path, StringComparer.Ordinal),
    ];

    private void Wrote(string? path)
    {
        if (path is ['/', ..])
        {
            _written.TryAdd(path, true);
        }
    }

    private void Gone(string? path)
    {
        if (path is ['/', ..] && !_written.Remove(path))
        {
            _removed.Add(path);
        }
    }

    private void Renamed(List<string> paths)
    {
        if (paths.Count == 2)
        {
            Gone(paths[0]);
            Wrote(paths[1]);
        }
    }

    private string Folder(StraceCall call) => _folders.GetValueOrDefault(call.Process, folder);

    // Each quoted path, made absolute by the folder whose descriptor stands before it, or else by the process's own.
    private List<string> Paths(StraceCall call)
    {
        List<string> paths = [];
        ReadOnlySpan<char> text = call.Arguments;
        string above = Folder(call);
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '<')
            {
                int end = Math.Min(StraceQuoting.EndOfAnnotation(text, at + 1), text.Length);
                above = StraceQuoting.Unescape(text[(at + 1)..end]);
                at = end;
            }
            else if (text[at] == '"')
            {
                int end = Math.Min(StraceQuoting.EndOfQuotes(text, at + 1), text.Length);
                string path = StraceQuoting.Unescape(text[(at + 1)..end]);
                string whole = path.StartsWith('/') ? path : above + "/" + path;
                paths.Add(whole.Contains('\0', StringComparison.Ordinal) ? whole : System.IO.Path.GetFullPath(whole));
                above = Folder(call);
                at = end;
            }
        }

        return paths;
    }
}
