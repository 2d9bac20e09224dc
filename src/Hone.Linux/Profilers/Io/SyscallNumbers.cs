using System.Runtime.InteropServices;

namespace Hone.Linux.Profilers.Io;

/// <summary>
/// The numbers of the system calls that do input and output (asm/unistd_64.h for x86-64, asm-generic/unistd.h for 64-bit ARM), as
/// <c>/proc/PID/syscall</c> gives them.
/// </summary>
internal static class SyscallNumbers
{
    private static readonly Dictionary<int, string> _x64 = new()
    {
        [0] = "read",
        [1] = "write",
        [2] = "open",
        [3] = "close",
        [4] = "stat",
        [5] = "fstat",
        [6] = "lstat",
        [8] = "lseek",
        [17] = "pread64",
        [18] = "pwrite64",
        [19] = "readv",
        [20] = "writev",
        [21] = "access",
        [26] = "msync",
        [40] = "sendfile",
        [42] = "connect",
        [43] = "accept",
        [44] = "sendto",
        [45] = "recvfrom",
        [46] = "sendmsg",
        [47] = "recvmsg",
        [74] = "fsync",
        [75] = "fdatasync",
        [76] = "truncate",
        [77] = "ftruncate",
        [78] = "getdents",
        [82] = "rename",
        [83] = "mkdir",
        [84] = "rmdir",
        [85] = "creat",
        [87] = "unlink",
        [89] = "readlink",
        [209] = "io_submit",
        [217] = "getdents64",
        [257] = "openat",
        [258] = "mkdirat",
        [262] = "newfstatat",
        [263] = "unlinkat",
        [264] = "renameat",
        [267] = "readlinkat",
        [269] = "faccessat",
        [275] = "splice",
        [276] = "tee",
        [277] = "sync_file_range",
        [278] = "vmsplice",
        [285] = "fallocate",
        [288] = "accept4",
        [295] = "preadv",
        [296] = "pwritev",
        [299] = "recvmmsg",
        [306] = "syncfs",
        [307] = "sendmmsg",
        [316] = "renameat2",
        [326] = "copy_file_range",
        [327] = "preadv2",
        [328] = "pwritev2",
        [332] = "statx",
        [426] = "io_uring_enter",
        [437] = "openat2",
        [439] = "faccessat2",
    };

    private static readonly Dictionary<int, string> _arm64 = new()
    {
        [2] = "io_submit",
        [34] = "mkdirat",
        [35] = "unlinkat",
        [38] = "renameat",
        [45] = "truncate",
        [46] = "ftruncate",
        [47] = "fallocate",
        [48] = "faccessat",
        [56] = "openat",
        [57] = "close",
        [61] = "getdents64",
        [62] = "lseek",
        [63] = "read",
        [64] = "write",
        [65] = "readv",
        [66] = "writev",
        [67] = "pread64",
        [68] = "pwrite64",
        [69] = "preadv",
        [70] = "pwritev",
        [71] = "sendfile",
        [75] = "vmsplice",
        [76] = "splice",
        [77] = "tee",
        [78] = "readlinkat",
        [79] = "newfstatat",
        [80] = "fstat",
        [82] = "fsync",
        [83] = "fdatasync",
        [84] = "sync_file_range",
        [202] = "accept",
        [203] = "connect",
        [206] = "sendto",
        [207] = "recvfrom",
        [211] = "sendmsg",
        [212] = "recvmsg",
        [227] = "msync",
        [242] = "accept4",
        [243] = "recvmmsg",
        [267] = "syncfs",
        [269] = "sendmmsg",
        [276] = "renameat2",
        [285] = "copy_file_range",
        [286] = "preadv2",
        [287] = "pwritev2",
        [291] = "statx",
        [426] = "io_uring_enter",
        [437] = "openat2",
        [439] = "faccessat2",
    };

    /// <summary>The name of a call on this machine; null when it does no input or output, or the architecture is not known.</summary>
    public static string? Name(int number) => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => _x64.GetValueOrDefault(number),
        Architecture.Arm64 => _arm64.GetValueOrDefault(number),
        _ => null,
    };

    /// <summary>True when the first argument is a file descriptor and the third a count of bytes.</summary>
    public static bool MovesBytes(string name) => name is "read" or "write" or "pread64" or "pwrite64" or "sendto" or "recvfrom" or "getdents64";

    /// <summary>True when the first argument is a file descriptor.</summary>
    public static bool TakesDescriptor(string name) => MovesBytes(name) || name is "close" or "fstat" or "lseek" or "readv" or "writev" or "preadv" or "pwritev"
        or "preadv2" or "pwritev2" or "fsync" or "fdatasync" or "syncfs" or "ftruncate" or "fallocate" or "sendmsg" or "recvmsg" or "sendmmsg" or "recvmmsg"
        or "connect" or "accept" or "accept4" or "getdents" or "sync_file_range";
}
