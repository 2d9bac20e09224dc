using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// CPU profiles of Python programs, sampled from outside: the program runs unchanged, at its own speed, and its functions are
/// named without a module or an option of the interpreter.
/// </summary>
public sealed class PythonCpuCollector : ICollector
{
    /// <summary>How often a workload is run at most, as long as another run fits into five seconds.</summary>
    public int MostRuns { get; init; } = RepeatedRuns.Usual;

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
        PythonSampler.WarmUp();
        RepeatedRuns runs = new(MostRuns);
        RunOutcome last = runs.Do(
            _ =>
            {
                using RunningProcess process = ProcessRunner.Start(request.Run);
                using PythonSampler sampler = PythonSampler.Start(process.Pid, new OnCpu(), stacks, _interval);
                RunOutcome outcome = process.Wait(cancellation);
                sampler.Stop();
                return outcome;
            },
            cancellation);

        if (stacks.Denied && stacks.Read == 0)
        {
            throw new ProblemException(PythonAccess.Denied());
        }

        Profile profile = stacks.Samples.Build(ProfileKind.Cpu, Name, CommandText.Of(request.Run), PythonNotes.Cpu(stacks, runs, _interval)) with { Runs = runs.Count };
        return new Recording(profile, last);
    }
}
