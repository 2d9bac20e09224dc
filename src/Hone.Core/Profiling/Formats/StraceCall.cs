namespace Hone.Profiling.Formats;

/// <summary>One system call that returned, as strace saw it.</summary>
/// <param name="Process">The process or thread id; 0 when the output bears none.</param>
/// <param name="Syscall">Its name, such as <c>pread64</c>.</param>
/// <param name="File">What it worked on, as <see cref="SyscallFile.Fold"/> names it; empty when strace does not say.</param>
/// <param name="Bytes">Bytes transferred; -1 for a call that transfers none by its nature or that failed.</param>
/// <param name="Failed">True when it returned an error.</param>
/// <param name="Nanoseconds">The time from entry to return, strace's own work included.</param>
/// <param name="Stack">The user-space stack, innermost frame first; empty without <c>-k</c>.</param>
public sealed record StraceCall(
    int Process, string Syscall, string File, long Bytes, bool Failed, long Nanoseconds, IReadOnlyList<StraceFrame> Stack)
{
    /// <summary>The arguments as strace writes them; empty unless they were asked for.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>What it returned; 0 unless the arguments were asked for.</summary>
    public long Value { get; init; }
}

/// <summary>A line of a stack that <c>strace -k</c> prints: <c> &gt; /path(symbol+0x12) [0x1f42]</c>.</summary>
/// <param name="Path">The mapped file.</param>
/// <param name="Symbol">What strace calls the function; empty when it knows none. Without debug symbols this is often a wrong neighbour.</param>
/// <param name="FileOffset">The offset in the file of the return address (the instruction behind the call).</param>
public sealed record StraceFrame(string Path, string Symbol, ulong FileOffset);
