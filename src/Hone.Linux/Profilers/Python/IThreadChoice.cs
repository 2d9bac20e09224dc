using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>Decides at every sample which threads are looked at.</summary>
internal interface IThreadChoice
{
    /// <summary>True for CPU time, which is shared among a process's samples; false for the wall time between samples.</summary>
    bool CountsCpuTime { get; }

    /// <summary>True when the thread counts now; asked before its stack is read.</summary>
    bool Counts(KernelThread thread);

    /// <summary>True when what <see cref="Counts"/> said still held when the stack had been read.</summary>
    bool StillCounts(KernelThread thread);

    /// <summary>The number of the frame that stands below the leaf, such as a system call, or -1.</summary>
    int Called(KernelThread thread, ScriptSamples samples);
}
