using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>One run of a workload with every .NET runtime of its process tree traced.</summary>
internal sealed record DotnetRun(RunOutcome Outcome, IReadOnlyList<TracedRuntime> Runtimes, IReadOnlyList<string> Notes)
{
    /// <summary>Runs <paramref name="run"/> with its traces in <paramref name="folder"/>. Nothing of it is left when this returns or throws.</summary>
    public static DotnetRun Do(SpawnRequest run, string folder, Func<TracedRuntime, IReadOnlyList<EventProvider>> providers, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        using DiagnosticPort port = new(folder, providers);

        // The time-out guards against programs that hang; tracing slows one down by some per cent, not twofold.
        Duration? limit = run.Timeout is Duration timeout ? new Duration(timeout.Nanoseconds * 2) : null;
        RunOutcome outcome = ProcessRunner.Run(port.Attach(run) with { Timeout = limit }, cancellation);
        port.Finish();
        return new DotnetRun(outcome, [.. port.Runtimes.Where(static runtime => runtime.Traced)], port.Failures);
    }

    /// <summary>The problem of a workload in which no runtime of .NET appeared.</summary>
    public static ProblemException NoRuntime(SpawnRequest run, RunOutcome outcome) => new(new Problem(
        ExitCode.ToolMissing,
        "dotnet-not-seen",
        $"no .NET runtime (5 or later) started in {run.Argv[0]}, which ended with {outcome.ExitCode}"
            + (outcome.TimedOut ? " at its time-out" : ""),
        "see that the command starts a .NET program and runs by itself; a program published with NativeAOT is profiled as native code"));
}
