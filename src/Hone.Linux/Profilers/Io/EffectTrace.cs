using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Io;

/// <summary>What a run did to files, processes and the network, seen in its system calls.</summary>
/// <param name="Outcome">How the run ended.</param>
/// <param name="Log">Its effects.</param>
public sealed record TracedEffects(RunOutcome Outcome, EffectLog Log);

/// <summary>Runs a command under strace to see what it does outside itself.</summary>
public static class EffectTrace
{
    /// <summary>Runs it. A machine on which nothing can be traced is a problem of exit code 3.</summary>
    /// <param name="run">The command; its standard output is thrown away.</param>
    /// <param name="scratch">A folder for the trace.</param>
    /// <param name="cancellation">Ends everything.</param>
    public static TracedEffects Run(SpawnRequest run, string scratch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        string strace = ProgramLookup.Find("strace", "/", Environment.GetEnvironmentVariable("PATH") ?? "")
            ?? throw new ProblemException(new(ExitCode.ToolMissing, "strace-missing", "strace is not installed, and nothing else shows what a run does outside itself", "apt-get install strace"));
        EffectLog log = new(OutputWatch.Real(run.WorkingDirectory));
        long calls = 0;
        StraceResult result = StraceRun.Run(
            strace,
            ["-f", "--seccomp-bpf", "-q", "-y", "-s", "0", "-e", "signal=none", "-e", IoSyscalls.Of(EffectLog.Syscalls)],
            run with { Stdout = new OutputTarget.Drain(), Timeout = run.Timeout is { } limit ? new(limit.Nanoseconds * WriteTrace.SlowDown) : null },
            Path.Combine(scratch, "effects-" + Path.GetRandomFileName()),
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
            ? new(result.Outcome, log)
            : throw new ProblemException(new(ExitCode.ToolMissing, "ptrace-refused", "strace may not trace programs here: " + refused.Trim(), "in a container add --cap-add=SYS_PTRACE; else see sysctl kernel.yama.ptrace_scope"));
    }
}
