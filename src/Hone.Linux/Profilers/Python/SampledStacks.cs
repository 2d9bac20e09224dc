using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Python;

/// <summary>What sampling gathered, over all processes of all runs.</summary>
internal sealed class SampledStacks
{
    /// <summary>The sampled stacks: nanoseconds and counts.</summary>
    public ScriptSamples Samples { get; } = new(CpuProfile.Metrics);

    /// <summary>Symbols of interpreters that were met.</summary>
    public InterpreterSymbols Symbols { get; } = new();

    /// <summary>The releases of the interpreters that were read.</summary>
    public SortedSet<string> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>Interpreters that were met and cannot be read.</summary>
    public SortedSet<string> Unsupported { get; } = new(StringComparer.Ordinal);

    /// <summary>Samples with a Python stack.</summary>
    public long Read { get; set; }

    /// <summary>Samples thrown away because the stack changed while it was read.</summary>
    public long Torn { get; set; }

    /// <summary>Times a thread was held still to read its stack.</summary>
    public long Held { get; set; }

    /// <summary>True when the kernel refused to let Hone read a process's memory.</summary>
    public bool Denied { get; set; }

    /// <summary>Passes of the sampler over all processes.</summary>
    public long Passes { get; set; }

    /// <summary>Time spent in passes in which at least one thread counted, in nanoseconds.</summary>
    public long BusyNanoseconds { get; set; }

    /// <summary>How many such passes there were.</summary>
    public long BusyPasses { get; set; }

    /// <summary>The CPU time that those passes took, in nanoseconds; where a thread is held, they wait for most of the time.</summary>
    public long BusyCpuNanoseconds { get; set; }

    /// <summary>The part of the Python samples for which the thread was held still.</summary>
    public double HeldShare => Read + Torn == 0 ? 0 : (double)Held / (Read + Torn);

    /// <summary>The part of the Python samples that was thrown away.</summary>
    public double TornShare => Read + Torn == 0 ? 0 : (double)Torn / (Read + Torn);
}
