using System.Runtime.InteropServices;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// The numbers of the system calls that wait for something else than a file (asm/unistd_64.h for x86-64, asm-generic/unistd.h for
/// 64-bit ARM), as <c>/proc/PID/syscall</c> gives them.
/// </summary>
internal static class WaitSyscalls
{
    private static readonly Dictionary<int, string> _x64 = new()
    {
        [7] = "poll",
        [23] = "select",
        [34] = "pause",
        [35] = "nanosleep",
        [61] = "wait4",
        [128] = "rt_sigtimedwait",
        [130] = "rt_sigsuspend",
        [202] = "futex",
        [220] = "semtimedop",
        [230] = "clock_nanosleep",
        [232] = "epoll_wait",
        [247] = "waitid",
        [270] = "pselect6",
        [271] = "ppoll",
        [281] = "epoll_pwait",
        [426] = "io_uring_enter",
        [441] = "epoll_pwait2",
    };

    private static readonly Dictionary<int, string> _arm64 = new()
    {
        [22] = "epoll_pwait",
        [72] = "pselect6",
        [73] = "ppoll",
        [95] = "waitid",
        [98] = "futex",
        [101] = "nanosleep",
        [115] = "clock_nanosleep",
        [133] = "rt_sigsuspend",
        [137] = "rt_sigtimedwait",
        [192] = "semtimedop",
        [260] = "wait4",
        [426] = "io_uring_enter",
        [441] = "epoll_pwait2",
    };

    /// <summary>The call's name, or null when it is none of these.</summary>
    public static string? Name(int number) => (RuntimeInformation.OSArchitecture == Architecture.Arm64 ? _arm64 : _x64).GetValueOrDefault(number);
}
