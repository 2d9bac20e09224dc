using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Io;

/// <summary>A run under strace for what it does outside itself, call by call.</summary>
internal static class OutsideTrace
{
    private const int SlowDown = 10;

    /// <summary>strace, absolute; null when it is not installed.</summary>
    public static string? Tool() => ProgramLookup.Find("strace", "/", Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>Runs it. A machine that lets nothing be traced is a problem of exit code 3.</summary>
    /// <param name="strace">strace, absolute.</param>
    /// <param name="run">The command; its standard output is thrown away, and it may take ten times as long.</param>
    /// <param name="syscalls">The calls that are looked at.</param>
    /// <param name="file">The file that the trace is written to.</param>
    /// <param name="add">Is given each call.</param>
    /// <param name="cancellation">Ends everything.</param>
    public static StraceResult Run(string strace, SpawnRequest run, IReadOnlyList<string> syscalls, string file, Action<StraceCall> add, CancellationToken cancellation)
    {
        long calls = 0;
        StraceResult result = StraceRun.Run(
            strace,
            ["-f", "--seccomp-bpf", "-q", "-y", "-s", "0", "-e", "signal=none", "-e", IoSyscalls.Of(syscalls)],
            run with { Stdout = new OutputTarget.Drain(), Timeout = run.Timeout is { } limit ? new(limit.Nanoseconds * SlowDown) : null },
            file,
            call =>
            {
                calls++;
                add(call);
            },
            _ => { },
            cancellation,
            keepArguments: true);
        string? refused = calls > 0 ? null : Encoding.UTF8.GetString(result.Outcome.Stderr).Split('\n').FirstOrDefault(line => line.Contains("strace: ", StringComparison.Ordinal));
        return refused is null ? result : throw new ProblemException(new(
            ExitCode.ToolMissing, "ptrace-refused", "strace may not trace programs here: " + refused.Trim(), "in a container add --cap-add=SYS_PTRACE; else see sysctl kernel.yama.ptrace_scope"));
    }
}
