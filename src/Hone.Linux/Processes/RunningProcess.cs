using Hone.Units;

namespace Hone.Linux.Processes;

/// <summary>A child process that was started; disposing it kills what is left of its tree.</summary>
public sealed unsafe class RunningProcess : IDisposable
{
    private readonly TreeWatch _watch;

    internal RunningProcess(TreeWatch watch) => _watch = watch;

    /// <summary>The process id.</summary>
    public int Pid => _watch.Root;

    /// <summary>True once the first process has ended.</summary>
    public bool HasExited => _watch.RootEnded;

    /// <summary>
    /// Waits for the whole tree. Cancellation kills the tree and throws <see cref="OperationCanceledException"/>. The time-out is
    /// kept, and the wall time taken, whether or not anyone waits.
    /// </summary>
    public RunOutcome Wait(CancellationToken cancellation)
    {
        using (cancellation.UnsafeRegister(static watch => ((TreeWatch)watch!).Stop(), _watch))
        {
            _watch.Join();
        }

        cancellation.ThrowIfCancellationRequested();
        return _watch.Result();
    }

    /// <summary>Sends a signal to the first process; nothing happens when it is gone.</summary>
    public void Signal(int signal) => _watch.Signal(signal);

    /// <summary>
    /// Limits the CPU time of the first process, and of each that it starts from now on, in whole seconds (prlimit(2), RLIMIT_CPU): at the limit
    /// the kernel ends it. Nothing happens when it is gone.
    /// </summary>
    public void LimitCpu(Duration most)
    {
        ulong seconds = (ulong)Math.Max(1, Math.Ceiling(most.Seconds));
        ulong* limits = stackalloc ulong[2] { seconds, seconds };
        _ = LibC.LimitProcess(Pid, LibC.CpuTime, limits, null);
    }

    /// <inheritdoc/>
    public void Dispose() => _watch.Dispose();
}
