namespace Hone.Profiling.Formats;

/// <summary>One distinct line of a stack as <c>perf script</c> prints it.</summary>
/// <param name="Address">
/// The instruction pointer as printed: since perf 6.0 a file offset for code of a file, before that (and always for the
/// kernel and for unmapped code) an absolute address.
/// </param>
/// <param name="Symbol">The symbol without its offset; empty when perf found none.</param>
/// <param name="Dso">The file, or a name in brackets such as <c>[kernel.kallsyms]</c>; empty when perf found none.</param>
/// <param name="Inlined">True for a function that perf found inlined into the next line.</param>
public sealed record PerfFrame(ulong Address, string Symbol, string Dso, bool Inlined)
{
    // Linux keeps the last page free for error numbers (include/linux/err.h), so no code is there.
    private const ulong FirstErrorNumber = 0xffff_ffff_ffff_f000;

    /// <summary>True for what is no address: where perf's unwinder found no caller any more it prints -1, below the last function of a program.</summary>
    public bool IsEnd => Address >= FirstErrorNumber && Symbol.Length == 0;

    /// <summary>True for code of the kernel or of one of its modules; the vsyscall page belongs to programs.</summary>
    public bool Kernel => (Address is >= 0xffff_8000_0000_0000 and < FirstErrorNumber && Dso != "[vsyscall]")
        || Dso.StartsWith("[kernel", StringComparison.Ordinal) || Dso.StartsWith("[guest.kernel", StringComparison.Ordinal);
}

/// <summary>A file that perf saw being mapped into a process.</summary>
public sealed record PerfMapping(int Pid, ulong Start, ulong End, ulong FileOffset, string Path, bool Executable);

/// <summary>One sample, valid while its handler runs.</summary>
public readonly ref struct PerfSample
{
    /// <summary>The name of the thread's program (comm).</summary>
    public required string Command { get; init; }

    /// <summary>The process; -1 when the text doesn't say.</summary>
    public required int Pid { get; init; }

    /// <summary>The thread.</summary>
    public required int Tid { get; init; }

    /// <summary>When, in nanoseconds of perf's clock; 0 when the text doesn't say.</summary>
    public required long Time { get; init; }

    /// <summary>How many events the sample stands for: nanoseconds for clock events; 1 when the text doesn't say.</summary>
    public required long Period { get; init; }

    /// <summary>The event, such as <c>cpu-clock</c>, without modifiers.</summary>
    public required string Event { get; init; }

    /// <summary>The stack, leaf first, as numbers for <see cref="PerfScriptParser.Frame"/>.</summary>
    public required ReadOnlySpan<int> Stack { get; init; }
}

/// <summary>Receives samples in the order of the text.</summary>
public delegate void PerfSampleHandler(PerfSample sample);
