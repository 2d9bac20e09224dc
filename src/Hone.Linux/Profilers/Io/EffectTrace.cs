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
        string strace = OutsideTrace.Tool()
            ?? throw new ProblemException(new(ExitCode.ToolMissing, "strace-missing", "strace is not installed, and nothing else shows what a run does outside itself", "apt-get install strace"));
        EffectLog log = new(OutputWatch.Real(run.WorkingDirectory));
        StraceResult result = OutsideTrace.Run(strace, run, EffectLog.Syscalls, Path.Combine(scratch, "effects-" + Path.GetRandomFileName()), log.Add, cancellation);
        return new(result.Outcome, log);
    }
}
