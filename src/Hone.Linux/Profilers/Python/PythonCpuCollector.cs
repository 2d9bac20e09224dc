using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// CPU profiles of Python programs, sampled from outside: the program runs unchanged, at its own speed, and its functions are
/// named without a module or an option of the interpreter.
/// </summary>
public sealed class PythonCpuCollector : ICollector
{
    private const int MostRuns = 5;
    private static readonly Duration _enough = Duration.FromSeconds(5);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Cpu;

    /// <inheritdoc/>
    public string Name => "hone python sampler";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Python;

    /// <inheritdoc/>
    public string? Unavailable() => PythonAccess.Unavailable();

    /// <summary>
    /// Runs the workload under the sampler, up to five times and five seconds for a short one, into one profile. Throws a
    /// <see cref="ProblemException"/> when the kernel does not let Hone read the program's memory.
    /// </summary>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        SampledStacks stacks = new();
        Duration wall = default;
        Duration cpu = default;
        RunOutcome outcome;
        int runs = 0;
        do
        {
            using RunningProcess process = ProcessRunner.Start(request.Run);
            using PythonSampler sampler = PythonSampler.Start(process.Pid, new OnCpu(), stacks, _interval);
            outcome = process.Wait(cancellation);
            sampler.Stop();
            wall += outcome.Wall;
            cpu += outcome.User + outcome.System;
            runs++;
        }
        while (runs < MostRuns && wall + outcome.Wall <= _enough && outcome is { TimedOut: false, Signal: null, ExitCode: 0 } && !cancellation.IsCancellationRequested);

        if (stacks.Denied && stacks.Read == 0)
        {
            throw new ProblemException(PythonAccess.Denied());
        }

        Profile profile = stacks.Samples.Build(ProfileKind.Cpu, Name, CommandText.Of(request.Run), PythonNotes.Cpu(stacks, runs, cpu, _interval));
        return new Recording(profile, outcome);
    }
}
