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

    private readonly StracePaths _paths = new(folder);
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
                Renamed(_paths.Of(call));
                break;
            case "unlink" or "unlinkat":
                Gone(_paths.Of(call).FirstOrDefault());
                break;
            case "link" or "linkat" or "symlink" or "symlinkat":
                Wrote(_paths.Of(call).LastOrDefault());
                break;
            case "truncate" or "mknod" or "mknodat":
                Wrote(_paths.Of(call).FirstOrDefault());
                break;
            default:
                _paths.Add(call);
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
}
