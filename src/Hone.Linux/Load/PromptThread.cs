using System.Runtime.InteropServices;
using Hone.Linux.Processes;

namespace Hone.Linux.Load;

/// <summary>
/// Makes the calling thread wake when it asked to, also on a busy machine. Where Hone may (root, or RLIMIT_RTPRIO), it runs
/// before all ordinary threads, at the lowest real-time priority (sched(7), SCHED_FIFO): it sleeps most of the time, and what it
/// is late is an error of every latency. Elsewhere it gets no more CPU time than before, but the shortest time slice there is,
/// for which the scheduler runs it sooner (sched_setattr(2): <c>sched_runtime</c> of SCHED_OTHER, Linux 6.12). Its timers are not
/// put together with later ones (prctl(2): 50 µs of slack by default, a quarter of an interval at 5,000/s).
/// </summary>
internal static unsafe class PromptThread
{
    private const int SetTimerSlack = 29;
    private const uint Fifo = 1;
    private const ulong ShortestSliceNs = 100_000;

    /// <summary>Asks for it; a kernel that does not know or allow it ignores it.</summary>
    public static void Ask()
    {
        _ = LibC.Prctl(SetTimerSlack, 1, 0, 0, 0);

        // On a single processor a thread that runs first would keep the server from answering when the rate is too high.
        if (Environment.ProcessorCount == 1 || !Set(new() { Policy = Fifo, Priority = 1 }))
        {
            _ = Set(new() { Runtime = ShortestSliceNs });
        }
    }

    private static bool Set(SchedulerAttributes attributes)
    {
        attributes.Size = (uint)sizeof(SchedulerAttributes);
        long number = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 314, Architecture.Arm64 => 274, _ => -1 };
        return number >= 0 && SocketCalls.SetScheduler(number, 0, &attributes, 0) == 0;
    }

    /// <summary>struct sched_attr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct SchedulerAttributes
    {
        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Runtime;
        public ulong Deadline;
        public ulong Period;
    }
}
