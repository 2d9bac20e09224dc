namespace Hone.Profiling.Formats;

/// <summary>
/// Makes the paths in system calls absolute: by the folder whose descriptor stands before them, or by the one that the process is in,
/// which it inherited and may have changed.
/// </summary>
/// <param name="folder">The absolute folder in which the run began.</param>
internal sealed class StracePaths(string folder)
{
    private readonly Dictionary<int, string> _folders = [];

    /// <summary>The system calls that must be handed to <see cref="Add"/>, as strace names them.</summary>
    public static IReadOnlyList<string> Syscalls { get; } = ["chdir", "fchdir", "clone", "clone3", "fork", "vfork"];

    /// <summary>Takes a call that succeeded: what moves a process to another folder, or makes one.</summary>
    public void Add(StraceCall call)
    {
        switch (call.Syscall)
        {
            case "chdir":
                _folders[call.Process] = Of(call).FirstOrDefault() ?? Folder(call);
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

    /// <summary>Each quoted path of a call, absolute, in order.</summary>
    public List<string> Of(StraceCall call)
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
                paths.Add(whole.Contains('\0', StringComparison.Ordinal) || !whole.StartsWith('/') ? whole : System.IO.Path.GetFullPath(whole));
                above = Folder(call);
                at = end;
            }
        }

        return paths;
    }

    private string Folder(StraceCall call) => _folders.GetValueOrDefault(call.Process, folder);
}
