namespace Hone.Linux.Processes;

/// <summary>Reads one pipe on a thread of its own, because its sink may take its time.</summary>
internal sealed unsafe class SinkThread : IDisposable
{
    private readonly OutputPipe _pipe;
    private readonly WakeUp _stop = new();
    private readonly Thread _thread;

    public SinkThread(OutputPipe pipe)
    {
        _pipe = pipe;
        _thread = new(Run) { IsBackground = true, Name = "output of a child" };
        _thread.Start();
    }

    /// <summary>The tree is gone: takes what is left. Whoever escaped the tree may hold the pipe open and is not waited for.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        LibC.PollFd* fds = stackalloc LibC.PollFd[2];
        while (_pipe.Fd >= 0)
        {
            long rest = _pipe.RestNanoseconds;
            fds[0] = new() { Fd = rest > 0 ? -1 : _pipe.Fd, Events = LibC.PollIn };
            fds[1] = new() { Fd = _stop.Fd, Events = LibC.PollIn };
            int ready = LibC.Poll(fds, 2, rest > 0 ? rest : Timeout.Infinite);
            if (ready > 0 && fds[0].Revents != 0)
            {
                _ = _pipe.Take();
            }
            else if (ready > 0 && fds[1].Revents != 0)
            {
                return;
            }
        }
    }
}
