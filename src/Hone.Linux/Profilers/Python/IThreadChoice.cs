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

    /// <summary>True when threads and processes without Python code count as well.</summary>
    bool CountsOthers { get; }
}

/// <summary>Threads that run or wait for a CPU: what a CPU profile is made of.</summary>
internal sealed class OnCpu : IThreadChoice
{
    /// <inheritdoc/>
    public bool CountsOthers => true;

    /// <inheritdoc/>
    public bool Counts(KernelThread thread, ScriptSamples samples, out int called)
    {
        called = -1;
        return thread.State() == 'R';
    }
}
