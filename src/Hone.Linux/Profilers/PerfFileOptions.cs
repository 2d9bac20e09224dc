namespace Hone.Linux.Profilers;

/// <summary>How a recording becomes a profile.</summary>
public sealed record PerfFileOptions
{
    /// <summary>True to show functions that the compiler inlined as frames of their own, where debug information tells; perf does not for frame pointers.</summary>
    public bool Inlines { get; init; } = true;

    /// <summary>True to put a frame named after the thread's program below every stack, as flame graph tools do.</summary>
    public bool ByProgram { get; init; }

    /// <summary>True to show what the kernel did as one frame, named after the system call.</summary>
    public bool FoldKernel { get; init; }
}
