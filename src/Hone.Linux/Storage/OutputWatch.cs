namespace Hone.Linux.Storage;

/// <summary>
/// Tells what a run wrote at its declared outputs from what lay there before, without moving or deleting anything: a program
/// that stops writing a file must not be credited with the old one, and other files of the folder are nobody's output.
/// </summary>
public sealed class OutputWatch
{
    private readonly string _project;
    private readonly IReadOnlyList<string> _outputs;
    private readonly Dictionary<string, FileMark> _before = new(StringComparer.Ordinal);

    /// <summary>Notes the state before a run.</summary>
    public OutputWatch(string project, IReadOnlyList<string> outputs)
    {
        _project = project;
        _outputs = outputs;
        if (outputs.Count > 0)
        {
            foreach ((string path, FileMark mark) in Files())
            {
                _before[path] = mark;
            }

            // Longer than a tick of the kernel's coarse clock, which ctime is read from: what the run writes gets a later one.
            if (_before.Count > 0)
            {
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>Files that are new, or were written, replaced or touched since; relative to the project, in ordinal order.</summary>
    public IReadOnlyList<string> Written() =>
        [.. Files().Where(file => !_before.TryGetValue(file.Path, out FileMark mark) || mark != file.Mark).Select(file => file.Path).Order(StringComparer.Ordinal)];

    /// <summary>The mark of a file, folder or link; null when there is none. Does not follow links.</summary>
    public static FileMark? MarkOf(string path) => Libc.Mark(path);

    /// <summary>True for a regular file; links, pipes, sockets and devices are not read.</summary>
    public static bool IsRegular(string path) => Libc.Mark(path) is { Type: Libc.RegularFile };

    /// <summary>The path with every link in it resolved (realpath(3)); itself when it does not exist.</summary>
    public static string Real(string path) => Libc.RealPath(path) ?? path;

    /// <summary>
    /// What lies at a path, links not followed: <c>file</c>, <c>link</c>, <c>folder</c>, <c>pipe</c>, <c>socket</c> or <c>device</c>
    /// (inode(7)), and its permissions as four octal digits; <c>nothing</c> when there is nothing.
    /// </summary>
    public static (string Kind, string Mode) KindOf(string path)
    {
        if (Libc.Mark(path) is not FileMark mark)
        {
            return ("nothing", "0000");
        }

        string kind = mark.Type switch
        {
            Libc.RegularFile => "file",
            0xA000 => "link",
            0x4000 => "folder",
            0x1000 => "pipe",
            0xC000 => "socket",
            _ => "device",
        };
        return (kind, Convert.ToString(mark.Permissions, 8).PadLeft(4, '0'));
    }

    private IEnumerable<(string Path, FileMark Mark)> Files()
    {
        HashSet<string> seen = [];
        foreach (string output in _outputs)
        {
            string root = Path.Combine(_project, output);
            IEnumerable<string> paths = Directory.Exists(root)
                ? Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
                : [root];
            foreach (string path in paths)
            {
                string relative = Path.GetRelativePath(_project, path);
                if (seen.Add(relative) && Libc.Mark(path) is FileMark mark)
                {
                    yield return (relative, mark);
                }
            }
        }
    }
}
