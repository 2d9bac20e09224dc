namespace Hone.Profiling.Formats;

/// <summary>Finds in the text of a system call what it worked on and what it returned.</summary>
internal static class StraceArguments
{
    private static readonly HashSet<string> _transfers =
    [
        "read", "pread64", "readv", "preadv", "preadv2", "write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg",
        "recvfrom", "recvmsg", "sendfile", "copy_file_range", "splice", "tee", "vmsplice",
    ];

    /// <summary>The calls whose path is relative to a folder given as a descriptor before it.</summary>
    private static readonly HashSet<string> _relative =
    [
        "openat", "openat2", "newfstatat", "fstatat64", "statx", "faccessat", "faccessat2", "readlinkat", "unlinkat", "mkdirat", "mknodat",
        "renameat", "renameat2", "linkat", "fchmodat", "fchownat", "utimensat", "execveat", "name_to_handle_at",
    ];

    /// <summary>True for a call whose return value is a number of bytes moved.</summary>
    public static bool Transfers(string syscall) => _transfers.Contains(syscall);

    /// <summary>
    /// The index of the bracket that closes the arguments beginning at <paramref name="at"/>, or -1. Brackets within quotes and
    /// file names do not count.
    /// </summary>
    public static int Close(ReadOnlySpan<char> line, int at)
    {
        int depth = 0;
        for (int i = at; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"':
                    i = StraceQuoting.EndOfQuotes(line, i + 1);
                    break;
                case '<' when i > at && (char.IsAsciiDigit(line[i - 1]) || line[i - 1] == 'D') && i + 1 < line.Length && line[i + 1] != '<':
                    i = StraceQuoting.EndOfAnnotation(line, i + 1);
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' when depth == 0:
                    return i;
                case ')' or ']' or '}':
                    depth = Math.Max(0, depth - 1);
                    break;
                default:
                    break;
            }
        }

        return -1;
    }

    /// <summary>
    /// The file that a call's arguments name: the path behind its first descriptor, or its first path, made absolute where the
    /// folder it is relative to stands beside it. Empty when there is none.
    /// </summary>
    public static string File(string syscall, ReadOnlySpan<char> arguments)
    {
        string folder = "";
        int open = arguments.IndexOf('<');
        if (open > 0 && arguments.IndexOf(',') is int comma && (comma < 0 || open < comma)
            && (char.IsAsciiDigit(arguments[open - 1]) || arguments[..open] is "AT_FDCWD"))
        {
            int end = Math.Min(StraceQuoting.EndOfAnnotation(arguments, open + 1), arguments.Length);
            folder = StraceQuoting.Unescape(arguments[(open + 1)..end]);
            int path = arguments[end..].IndexOf(", \"", StringComparison.Ordinal);
            if (!_relative.Contains(syscall) || path < 0)
            {
                return folder;
            }

            arguments = arguments[(end + path + 2)..];
        }

        if (arguments.Length == 0 || arguments[0] != '"')
        {
            return folder;
        }

        string name = StraceQuoting.Unescape(arguments[1..StraceQuoting.EndOfQuotes(arguments, 1)]);
        return name.Length == 0 ? folder : name[0] == '/' || folder.Length == 0 ? Absolute(name) : Absolute(folder + "/" + name);
    }

    /// <summary>The path in angle brackets behind a returned descriptor; empty when there is none.</summary>
    public static string ReturnedFile(ReadOnlySpan<char> result)
    {
        int open = result.IndexOf('<');
        return open > 0 && char.IsAsciiDigit(result[open - 1])
            ? StraceQuoting.Unescape(result[(open + 1)..StraceQuoting.EndOfAnnotation(result, open + 1)])
            : "";
    }

    private static string Absolute(string path) =>
        path.StartsWith('/') && !path.Contains('\0', StringComparison.Ordinal) && (path.Contains("/.", StringComparison.Ordinal) || path.Contains("//", StringComparison.Ordinal))
            ? System.IO.Path.GetFullPath(path)
            : path;
}
