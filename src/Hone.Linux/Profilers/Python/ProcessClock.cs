using System.Runtime.InteropServices;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// The CPU time that another process has used so far, in nanoseconds; of a thread that runs right now, up to its last scheduler
/// tick (clock_getcpuclockid(3), which makes the clock's number from the process id as here).
/// </summary>
internal static partial class ProcessClock
{
    private const int SchedulerClock = 2;
    private const int ThisThread = 3;

    /// <summary>Nanoseconds of all threads since the process began; -1 when it is gone.</summary>
    public static long Read(int pid) => Get((~pid << 3) | SchedulerClock);

    /// <summary>Nanoseconds of the calling thread (CLOCK_THREAD_CPUTIME_ID).</summary>
    public static long OwnThread() => Get(ThisThread);

    private static unsafe long Get(int clock)
    {
        TimeSpec time;
        return clock_gettime(clock, &time) == 0 ? (time.Seconds * 1_000_000_000) + time.Nanoseconds : -1;
    }

    [LibraryImport("libc")]
    private static unsafe partial int clock_gettime(int clock, TimeSpec* time);
}

/// <summary>struct timespec on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long Seconds;
    public long Nanoseconds;
}
