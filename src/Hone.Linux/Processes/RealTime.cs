using System.Runtime.InteropServices;

namespace Hone.Linux.Processes;

/// <summary>How a thread is scheduled: the policy and, where it has one, the priority (sched(7)).</summary>
internal readonly record struct SchedulingClass(int Policy, int Priority);

/// <summary>
/// Before all ordinary programs (SCHED_RR), for children of which it was asked. On an overloaded machine a program waits its turn
/// many times a second, and Hone waits to see its end; then wall time says more of the others than of the program. Who waits for
/// such a child and who starts it therefore run at real time too, one step above it: both sleep while it runs.
/// </summary>
internal static unsafe partial class RealTime
{
    private const int RoundRobin = 2;
    private const int First = 1; // SCHED_FIFO

    // Flags of the policy, such as SCHED_RESET_ON_FORK.
    private const int PolicyMask = 0xff;

    private static readonly SchedulingClass _waiting = new(RoundRobin, 11);

    [ThreadStatic]
    private static int _entered;

    /// <summary>What a child gets that was asked to run so.</summary>
    public static SchedulingClass Child { get; } = new(RoundRobin, 10);

    /// <summary>How Hone itself was started.</summary>
    public static SchedulingClass Own { get; } = Of(0);

    /// <summary>True while the calling thread runs at real time on behalf of a child; what it starts does too.</summary>
    public static bool IsHere => _entered > 0;

    /// <summary>
    /// Raises the calling thread until the answer is disposed of, on the same thread. Where Hone may not, nothing happens: the child
    /// that is started next is refused by name.
    /// </summary>
    public static IDisposable Enter()
    {
        Trees.Ready();
        bool raise = _entered == 0 && Own.Policy is not (RoundRobin or First) && Set(0, _waiting);
        _entered += raise || _entered > 0 ? 1 : 0;
        return new Left(raise, _entered > 0);
    }

    /// <summary>Raises another process; false where Hone may not.</summary>
    public static bool Raise(int pid) => Set(pid, _waiting);

    /// <summary>Sets the calling thread to what a child is to inherit; 0 or an errno.</summary>
    public static int BeChild() => Set(0, Child) ? 0 : Marshal.GetLastPInvokeError();

    private static SchedulingClass Of(int pid)
    {
        int priority = 0;
        int policy = GetScheduler(pid);
        return policy < 0 || GetParameters(pid, &priority) != 0 ? default : new(policy & PolicyMask, priority);
    }

    private static bool Set(int pid, SchedulingClass to)
    {
        int priority = to.Priority;
        return SetScheduler(pid, to.Policy, &priority) == 0;
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int pid, int policy, int* priority);

    [LibraryImport("libc", EntryPoint = "sched_getscheduler", SetLastError = true)]
    private static partial int GetScheduler(int pid);

    [LibraryImport("libc", EntryPoint = "sched_getparam", SetLastError = true)]
    private static partial int GetParameters(int pid, int* priority);

    private sealed class Left(bool lower, bool counted) : IDisposable
    {
        public void Dispose()
        {
            _entered -= counted ? 1 : 0;
            _ = lower && Set(0, Own);
        }
    }
}
