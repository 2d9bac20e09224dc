using System.Globalization;
using Hone.Linux.Processes;
using Hone.Linux.Profilers.Waiting;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Waiting;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// Off-CPU profiles of Python programs, sampled from outside: the Python stack of every thread that sleeps, weighted with the wall
/// time between two looks, and below it the system call that waits.
/// </summary>
public sealed class PythonOffCpuCollector : ICollector
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.OffCpu;

    /// <inheritdoc/>
    public string Name => "hone python sampler";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Python;

    /// <inheritdoc/>
    public string? Unavailable() => PythonAccess.Unavailable();

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<string> notes = [];
        RunTimes? times = Times(request, notes, cancellation);
        SampledStacks stacks = new();
        Sleeping sleeping = new();
        PythonSampler.WarmUp();
        using RunningProcess process = ProcessRunner.Start(request.Run);
        using PythonSampler sampler = PythonSampler.Start(process.Pid, sleeping, stacks, _interval);
        RunOutcome outcome = process.Wait(cancellation);
        sampler.Stop();
        if (stacks.Denied && stacks.Read == 0)
        {
            throw new ProblemException(PythonAccess.Denied());
        }

        WaitTable table = sleeping.Split(stacks.Samples.Build(ProfileKind.OffCpu, Name, "", []));
        ProfileBuilder builder = table.OffCpu();
        notes.InsertRange(0, WaitNotes.OffCpu(table, times));
        notes.Add($"CPython {(stacks.Versions.Count == 0 ? "(none)" : string.Join(", ", stacks.Versions))}, looked at every {_interval.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture)} ms on average; a wait in futex is one for a lock, for another thread or for the interpreter lock");
        PythonNotes.AddCommon(notes, stacks);
        return new Recording(builder.Build(Name, CommandText.Of(request.Run), notes) with { Times = times }, outcome);
    }

    /// <summary>Where the time goes, by perf's records of context switches, which any user may have.</summary>
    private static RunTimes? Times(CollectRequest request, List<string> notes, CancellationToken cancellation)
    {
        PerfAccess access = PerfAccess.Read();
        if (access.Unavailable is string why)
        {
            notes.Add($"how much of its time the program was on a CPU, blocked and preempted is not known: {why}");
            return null;
        }

        PerfNativeCollector.CheckProgram(request.Run);
        return new SwitchRecorder(access, request).Times(cancellation).Switches.Timeline.Times();
    }
}
