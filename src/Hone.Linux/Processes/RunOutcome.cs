using Hone.Units;

namespace Hone.Linux.Processes;

/// <summary>What one finished child process did and cost (wait4(2), getrusage(2)).</summary>
public sealed record RunOutcome
{
    /// <summary>The exit code, or 128 + the signal number as a shell reports it.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The signal that ended the process, or null.</summary>
    public int? Signal { get; init; }

    /// <summary>True when the time-out passed and Hone killed the process tree.</summary>
    public bool TimedOut { get; init; }

    /// <summary>From exec to the end of the last process of the tree.</summary>
    public required Duration Wall { get; init; }

    /// <summary>CPU time in user mode of the process and every descendant that was waited for.</summary>
    public required Duration User { get; init; }

    /// <summary>CPU time in the kernel of the process and every descendant that was waited for.</summary>
    public required Duration System { get; init; }

    /// <summary>The largest resident set that any single process of the tree reached.</summary>
    public required Bytes PeakRss { get; init; }

    /// <summary>Page faults served without I/O.</summary>
    public long MinorFaults { get; init; }

    /// <summary>Page faults that needed I/O.</summary>
    public long MajorFaults { get; init; }

    /// <summary>Context switches because the process waited.</summary>
    public long VoluntarySwitches { get; init; }

    /// <summary>Context switches because something else wanted the CPU.</summary>
    public long InvoluntarySwitches { get; init; }

    /// <summary>
    /// Bytes that the tree read through system calls, from wherever (<c>rchar</c> of proc_pid_io(5)): what the loader reads counts,
    /// mapped files and splice(2) do not. Null where the kernel does not tell.
    /// </summary>
    public long? BytesRead { get; init; }

    /// <summary>Bytes that the tree wrote through system calls, to wherever (<c>wchar</c> of proc_pid_io(5)); null where the kernel does not tell.</summary>
    public long? BytesWritten { get; init; }

    /// <summary>What was captured of standard output; empty unless captured.</summary>
    public byte[] Stdout { get; init; } = [];

    /// <summary>What was captured of standard error; empty unless captured.</summary>
    public byte[] Stderr { get; init; } = [];

    /// <summary>How many bytes the child wrote to standard output; 0 when it went to a file, Null or Inherit.</summary>
    public long StdoutBytes { get; init; }

    /// <summary>How many bytes the child wrote to standard error; 0 when it went to a file, Null or Inherit.</summary>
    public long StderrBytes { get; init; }

    /// <summary>SHA-256 of all of standard output, in lower-case hex; null unless it was hashed.</summary>
    public string? StdoutSha256 { get; init; }

    /// <summary>SHA-256 of all of standard error, in lower-case hex; null unless it was hashed.</summary>
    public string? StderrSha256 { get; init; }

    /// <summary>Command names of processes that outlived the first one; Hone waited for them, and killed them at the time-out.</summary>
    public IReadOnlyList<string> Orphans { get; init; } = [];
}
