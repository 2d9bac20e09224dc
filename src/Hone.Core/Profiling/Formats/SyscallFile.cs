namespace Hone.Profiling.Formats;

/// <summary>Names for what a file descriptor refers to, such that equal things bear equal names from run to run.</summary>
public static class SyscallFile
{
    /// <summary>
    /// <c>pipe</c>, <c>socket</c>, <c>tty</c>, <c>memfd:NAME</c>, the kind of an anonymous inode (<c>eventfd</c>), or a path in
    /// which process ids are <c>*</c> and the mark of a deleted file is gone.
    /// </summary>
    /// <param name="target">What <c>/proc/PID/fd/N</c> links to (proc_pid_fd(5)), or strace's <c>-yy</c> text for a socket.</param>
    public static string Fold(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        const string deleted = " (deleted)";
        if (target.EndsWith(deleted, StringComparison.Ordinal))
        {
            target = target[..^deleted.Length];
        }

        if (target.StartsWith("/dev/pts/", StringComparison.Ordinal) || target.StartsWith("/dev/tty", StringComparison.Ordinal)
            || target is "/dev/console" or "/dev/ptmx")
        {
            return "tty";
        }

        if (target.StartsWith("/memfd:", StringComparison.Ordinal))
        {
            return target[1..];
        }

        return target.StartsWith("/proc/", StringComparison.Ordinal) ? FoldProc(target) : target.StartsWith('/') ? target : FoldAnonymous(target);
    }

    /// <summary><c>file</c> for a path, else the folded name itself.</summary>
    public static string Kind(string folded) => folded.StartsWith('/') || folded.Length == 0 ? "file" : folded;

    private static string FoldAnonymous(string target)
    {
        const string inode = "anon_inode:";
        if (target.StartsWith(inode, StringComparison.Ordinal))
        {
            return target[inode.Length..].Trim('[', ']');
        }

        int bracket = target.IndexOf(":[", StringComparison.Ordinal);
        return bracket < 1 ? target : char.IsAsciiLetterUpper(target[0]) ? "socket" : target[..bracket];
    }

    private static string FoldProc(string target)
    {
        string[] parts = target.Split('/');
        for (int i = 2; i < parts.Length; i++)
        {
            if (parts[i].Length > 0 && !parts[i].AsSpan().ContainsAnyExceptInRange('0', '9') && (i == 2 || parts[i - 1] is "task"))
            {
                parts[i] = "*";
            }
        }

        return string.Join('/', parts);
    }
}
