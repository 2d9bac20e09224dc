using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>Decides at every sample which threads are looked at.</summary>
internal interface IThreadChoice
{
    /// <summary>
    /// True when the thread counts now. <paramref name="called"/> is the number of a frame that stands below the Python leaf,
    /// such as a system call, or -1.
    /// </summary>
    bool Counts(KernelThread thread, ScriptSamples samples, out int called);

    /// <summary>True for CPU time, which is shared among a process's samples; false for the wall time between samples.</summary>
    bool CountsCpuTime { get; }
}

/// <summary>Threads that run or are ready to: what a CPU profile is made of.</summary>
internal sealed class OnCpu : IThreadChoice
{
    /// <inheritdoc/>
    public bool CountsCpuTime => true;

    /// <inheritdoc/>
    public bool Counts(KernelThread thread, ScriptSamples samples, out int called)
    {
        called = -1;
        return thread.State() == 'R';
    }
}
