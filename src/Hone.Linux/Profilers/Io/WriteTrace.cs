using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Problems;
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
    /// <summary>How many times longer than untraced a run may take.</summary>
    public const int SlowDown = 10;

    /// <summary>Why this machine cannot do that, as one sentence; null when it can.</summary>
    public static string? Unavailable() => ProgramLookup.Find("strace", "/", Environment.GetEnvironmentVariable("PATH") ?? "") is null
        ? "strace is not installed: apt-get install strace"
        : null;

    /// <summary>Runs it. What cannot be traced is a note, and no changes.</summary>
    /// <param name="run">The command.</param>
    /// <param name="scratch">A folder for the trace.</param>
    /// <param name="cancellation">Ends everything.</param>
    public static TracedWrites? Run(SpawnRequest run, string scratch, CancellationToken cancellation)
    {
        if (ProgramLookup.Find("strace", "/", Environment.GetEnvironmentVariable("PATH") ?? "") is not string strace)
        {
            return null;
        }

        FileChangeLog log = new(OutputWatch.Real(run.WorkingDirectory));
        long calls = 0;
        StraceResult result = StraceRun.Run(
            strace,
            ["-f", "--seccomp-bpf", "-q", "-y", "-s", "0", "-e", "signal=none", "-e", IoSyscalls.Of(FileChangeLog.Syscalls)],
            run with { Stdout = new OutputTarget.Drain(), Timeout = run.Timeout is { } limit ? new(limit.Nanoseconds * SlowDown) : null },
            Path.Combine(scratch, "writes.txt"),
            call =>
            {
                calls++;
                log.Add(call);
            },
            _ => { },
            cancellation,
            keepArguments: true);
        string? refused = calls > 0 ? null : Encoding.UTF8.GetString(result.Outcome.Stderr).Split('\n').FirstOrDefault(line => line.Contains("strace: ", StringComparison.Ordinal));
        return refused is null
            ? new(result.Outcome, log.Changes(), result.Notes)
            : throw new ProblemException(new(ExitCode.ToolMissing, "ptrace-refused", "strace may not trace programs here: " + refused.Trim(), "in a container add --cap-add=SYS_PTRACE; else see sysctl kernel.yama.ptrace_scope"));
    }
}
