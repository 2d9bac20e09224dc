using System.Runtime.InteropServices;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Lets the sampling thread run the moment its timer fires. On a busy machine an ordinary thread waits for the next scheduler
/// tick, and a program whose rhythm is near the tick's would be met at the same beat again and again.
/// </summary>
internal static partial class ThreadPriority
{
    private const int FirstInFirstOut = 1;
    private const int ResetOnFork = 0x40000000;
    private const int HighestNice = -20;

    /// <summary>Raises the calling thread's priority as far as the user may (sched(7), setpriority(2)); true when it was raised.</summary>
    public static unsafe bool TryRaise()
    {
        int priority = 1;
        return sched_setscheduler(0, FirstInFirstOut | ResetOnFork, &priority) == 0 || setpriority(0, 0, HighestNice) == 0;
    }

    [LibraryImport("libc")]
    private static unsafe partial int sched_setscheduler(int thread, int policy, int* parameters);

    [LibraryImport("libc")]
    private static partial int setpriority(int which, int who, int nice);
}
