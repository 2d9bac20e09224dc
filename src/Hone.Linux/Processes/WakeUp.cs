using System.Runtime.InteropServices;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>An eventfd(2): a flag that poll(2) can wait for. Setting it twice, or after it was disposed, does nothing.</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    private const int None = -1;

    // The descriptor of one that was never set, for the next: there is one for each run.
    private static int _spare = None;

    private readonly Lock _gate = new();

    public WakeUp()
    {
        Fd = Interlocked.Exchange(ref _spare, None);
        Fd = Fd == None ? LibC.EventFd(0, LibC.CloseOnExec) : Fd;
        if (Fd < 0)
        {
            throw new ProblemException(ChildFiles.Refused("an eventfd", Marshal.GetLastPInvokeError()));
        }
    }

    /// <summary>What to poll; -1, which poll(2) passes over, once it is disposed.</summary>
    public int Fd { get; private set; }

    /// <summary>True once it was set.</summary>
    public bool IsSet { get; private set; }

    public void Set()
    {
        lock (_gate)
        {
            if (!IsSet && Fd >= 0)
            {
                ulong one = 1;
                _ = LibC.Write(Fd, (byte*)&one, sizeof(ulong));
            }

            IsSet = true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (Fd >= 0)
            {
                int unused = IsSet ? Fd : Interlocked.Exchange(ref _spare, Fd);
                Fd = None;
                _ = unused == None ? 0 : LibC.Close(unused);
            }
        }
    }
}
