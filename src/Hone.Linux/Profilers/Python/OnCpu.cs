using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>Threads that run or are ready to: what a CPU profile is made of.</summary>
internal sealed class OnCpu : IThreadChoice
{
    /// <inheritdoc/>
    public bool CountsCpuTime => true;

    /// <inheritdoc/>
    public bool Counts(KernelThread thread) => thread.IsRunnable();

    /// <inheritdoc/>
    public bool StillCounts(KernelThread thread) => true;

    /// <inheritdoc/>
    public int Called(KernelThread thread, ScriptSamples samples) => -1;
}
