using System.Runtime.InteropServices;
using Hone.Linux.Processes;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Holds one thread of another process still until disposed (ptrace(2): PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_DETACH). No signal
/// is sent and nobody but the thread notices: some ten microseconds pass for it. Should Hone be killed meanwhile, the kernel lets
/// the thread go. All of it must happen on one thread of Hone's.
/// </summary>
internal readonly unsafe partial struct ThreadHold : IDisposable
{
    private const int Detach = 17;
    private const int Seize = 0x4206;
    private const int Interrupt = 0x4207;
    private const int ById = 1;
    private const int NoHang = 1;
    private const int Stopped = 2;
    private const int Exited = 4;
    private const int All = 0x40000000;
    private const int TrapCode = 4;
    private const int StopEvent = 128;
    private const int Eintr = 4;

    // A CPU that waits asleep takes longer to wake than the thread takes to stop.
    private const int Looks = 40;

    private readonly int _pid;
    private readonly int _tid;
    private readonly int _signal;

    private ThreadHold(int pid, int tid, int signal)
    {
        _pid = pid;
        _tid = tid;
        _signal = signal;
    }

    /// <summary>Stops a thread of a process; false when it ended, is traced by somebody else, or may not be traced.</summary>
    public static bool TryStop(int pid, int tid, out ThreadHold hold)
    {
        hold = default;
        if (ptrace(Seize, tid, 0, 0) != 0)
        {
            return false;
        }

        // Seized, it must have stopped before it can be let go again, or have ended.
        _ = ptrace(Interrupt, tid, 0, 0);
        SignalInfo info = default;
        for (int look = 0; info.Pid == 0; look++)
        {
            if (waitid(ById, tid, &info, look < Looks ? Stopped | All | NoHang : Stopped | All, null) != 0 && Marshal.GetLastPInvokeError() != Eintr)
            {
                Release(pid, tid);
                return false;
            }
        }

        // A signal that was on its way just then is handed on.
        hold = new ThreadHold(pid, tid, info.Code == TrapCode && info.Status >> 8 == StopEvent ? 0 : info.Status & 0xff);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ptrace(Detach, _tid, 0, _signal) != 0)
        {
            // Killed while it was held.
            Release(_pid, _tid);
        }
    }

    /// <summary>
    /// A thread that ended while it was seized is kept from its parent until Hone takes note of it. A process that Hone itself
    /// started is left to the code that waits for it.
    /// </summary>
    private static void Release(int pid, int tid)
    {
        if (tid != pid || ProcStat.Read(pid)?.Parent != Environment.ProcessId)
        {
            SignalInfo info;
            _ = waitid(ById, tid, &info, Exited | NoHang | All, null);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint ptrace(nint request, int tid, nint address, nint data);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitid(int kind, int id, SignalInfo* info, int options, void* usage);

    /// <summary>siginfo_t of a child's change (sigaction(2)); 128 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private struct SignalInfo
    {
        public int Signal;
        public int Error;
        public int Code;
        public int Padding;
        public int Pid;
        public int User;
        public int Status;
    }
}
