using System.Runtime.InteropServices;
using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>An eventfd(2): a flag that poll(2) can wait for. Setting it twice, or after it was disposed, does nothing.</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    private readonly Lock _gate = new();

    public WakeUp()
    {
        Fd = LibC.EventFd(0, LibC.CloseOnExec);
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
                _ = LibC.Close(Fd);
                Fd = -1;
            }
        }
    }
}
