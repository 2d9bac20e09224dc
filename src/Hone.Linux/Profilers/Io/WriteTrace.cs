using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Io;

/// <summary>Which files a run changed, seen in its system calls.</summary>
/// <param name="Outcome">How the run ended.</param>
/// <param name="Changes">What it left.</param>
/// <param name="Notes">What could not be seen, one sentence each.</param>
public sealed record TracedWrites(RunOutcome Outcome, IReadOnlyList<FileChange> Changes, IReadOnlyList<string> Notes);

/// <summary>Runs a command under strace to see every file that it changes, wherever it lies.</summary>
public static class WriteTrace
{
    /// <summary>Why this machine cannot do that, as one sentence; null when it can.</summary>
    public static string? Unavailable() => OutsideTrace.Tool() is null
        ? "strace is not installed: apt-get install strace"
        : null;

    /// <summary>Runs it. What cannot be traced is a note, and no changes.</summary>
    /// <param name="run">The command.</param>
    /// <param name="scratch">A folder for the trace.</param>
    /// <param name="cancellation">Ends everything.</param>
    public static TracedWrites? Run(SpawnRequest run, string scratch, CancellationToken cancellation)
    {
        if (OutsideTrace.Tool() is not string strace)
        {
            return null;
        }

        FileChangeLog log = new(OutputWatch.Real(run.WorkingDirectory));
        StraceResult result = OutsideTrace.Run(strace, run, FileChangeLog.Syscalls, Path.Combine(scratch, "writes.txt"), log.Add, cancellation);
        return new(result.Outcome, log.Changes(), result.Notes);
    }
}
