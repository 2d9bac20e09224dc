namespace Hone.Profiling.Formats;

/// <summary>A loaded piece of a program or library: addresses from <paramref name="Start"/> on belong to it.</summary>
/// <param name="Path">Its file; the program itself bears the path of its executable.</param>
/// <param name="Bias">What the loader added to the addresses of the ELF file (<c>dlpi_addr</c>, dl_iterate_phdr(3)).</param>
/// <param name="Start">The first address.</param>
/// <param name="Length">How many bytes follow.</param>
public sealed record HeaptrackSegment(string Path, ulong Bias, ulong Start, ulong Length);

/// <summary>One call of a trace and what was allocated with this call as the innermost one.</summary>
/// <param name="Address">An address inside the calling instruction.</param>
/// <param name="Parent">The trace of the caller; 0 for none. Always smaller than the trace's own number.</param>
/// <param name="Segment">Index into <see cref="HeaptrackRecording.Segments"/>, or -1.</param>
/// <param name="Cost">What was allocated here.</param>
public readonly record struct HeaptrackTrace(ulong Address, int Parent, int Segment, HeapCost Cost);

/// <summary>What heap allocations cost; the definitions are heaptrack's.</summary>
/// <param name="Allocations">Calls that returned a block.</param>
/// <param name="Bytes">Bytes asked for by them.</param>
/// <param name="Temporary">Blocks whose release was the next event after their allocation.</param>
/// <param name="Leaked">Bytes never released.</param>
/// <param name="Peak">Bytes alive at the moment at which the whole heap was largest.</param>
public readonly record struct HeapCost(long Allocations, long Bytes, long Temporary, long Leaked, long Peak);

/// <summary>What one process's heap recording holds.</summary>
public sealed record HeaptrackRecording
{
    /// <summary>The version of the recorder, such as <c>1.4.0</c>; empty when the recording does not say.</summary>
    public required string Version { get; init; }

    /// <summary>The path of the executable; empty when the recording does not say.</summary>
    public required string Executable { get; init; }

    /// <summary>The loaded segments that traces point into.</summary>
    public required IReadOnlyList<HeaptrackSegment> Segments { get; init; }

    /// <summary>The trace tree; number 0 stands for "no stack".</summary>
    public required IReadOnlyList<HeaptrackTrace> Traces { get; init; }

    /// <summary>The sums over all traces.</summary>
    public required HeapCost Total { get; init; }

    /// <summary>Allocations and releases read.</summary>
    public required long Events { get; init; }

    /// <summary>What is missing or damaged, one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
