using Hone.Profiling;

namespace Hone.Linux.Profilers.Io;

/// <summary>The system calls that move, find or change data outside the process.</summary>
internal static class IoSyscalls
{
    private static readonly string[] _all =
    [
        "read", "pread64", "readv", "preadv", "preadv2", "write", "pwrite64", "writev", "pwritev", "pwritev2",
        "open", "openat", "openat2", "creat", "close", "stat", "lstat", "fstat", "newfstatat", "fstatat64", "statx", "access", "faccessat", "faccessat2",
        "readlink", "readlinkat", "getdents", "getdents64", "lseek", "fsync", "fdatasync", "sync_file_range", "syncfs", "msync",
        "sendto", "recvfrom", "sendmsg", "recvmsg", "sendmmsg", "recvmmsg", "connect", "accept", "accept4",
        "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "truncate", "ftruncate", "fallocate",
        "copy_file_range", "sendfile", "splice", "tee", "vmsplice", "io_uring_enter", "io_submit",
    ];

    /// <summary>The value of strace's <c>-e</c> for all of them; a question mark lets strace pass over names this machine lacks.</summary>
    public static string Filter { get; } = Of(_all);

    /// <summary>The value of strace's <c>-e</c> for some.</summary>
    public static string Of(IEnumerable<string> names) => "trace=" + string.Join(',', names.Select(name => "?" + name));

    /// <summary>Those that made at least one in twenty of the calls or of the time: the ones worth asking who makes them.</summary>
    public static IReadOnlyList<string> Heavy(IoSummary summary)
    {
        const int share = 20;
        long calls = summary.Calls;
        long time = summary.Time.Nanoseconds;
        return
        [
            .. summary.Rows.GroupBy(row => row.Syscall, StringComparer.Ordinal)
                .Where(group => group.Sum(row => row.Calls) * share >= calls || (time > 0 && group.Sum(row => row.Time.Nanoseconds) * share >= time))
                .Select(group => group.Key)
                .Order(StringComparer.Ordinal),
        ];
    }
}
