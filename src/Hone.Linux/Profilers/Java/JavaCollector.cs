using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Linux.Profilers.Java;

/// <summary>CPU, allocation and lock profiles of Java programs by the JVM's own flight recorder.</summary>
public sealed class JavaCollector(ProfileKind kind) : ICollector
{
    /// <summary>How often a workload is run at most for a CPU profile, as long as another run fits into five seconds.</summary>
    public int MostRuns { get; init; } = RepeatedRuns.Usual;

    /// <inheritdoc/>
    public ProfileKind Kind => kind;

    /// <inheritdoc/>
    public string Name => "Java flight recorder";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Java;

    /// <inheritdoc/>
    public string? Unavailable() => null;

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        FlightRecording recording = new(kind);
        RepeatedRuns runs = new(kind == ProfileKind.Cpu ? MostRuns : 1);
        RunOutcome outcome = runs.Do(run => recording.Run(request.Run, request.Scratch, run, cancellation), cancellation);
        string command = CommandText.Of(request.Run, ("JAVA_TOOL_OPTIONS", FlightRecording.Options(request.Run, "FOLDER", "hone.jfc")));
        JavaSources sources = new(request.Run.WorkingDirectory);
        return new Recording(recording.Profile.Build(Name, command, [.. Notes(recording, runs), .. recording.Notes()], sources.Find), outcome);
    }

    private IEnumerable<string> Notes(FlightRecording recording, RepeatedRuns runs)
    {
        switch (kind)
        {
            case ProfileKind.Cpu:
                yield return $"{runs.Text}, sampled every {recording.Profile.Period} in threads that run Java code; the JVM's compiler and collector, and native code, are not seen.";
                Duration sampled = new(recording.Profile.Weight);
                if (recording.Recordings > 0 && runs.Cpu > Duration.Zero && Ratio.Of(sampled.Nanoseconds, runs.Cpu.Nanoseconds).Value is < 0.7 or > 1.3)
                {
                    yield return $"The samples stand for {sampled}, the program used {runs.Cpu} of CPU time: the JVM's own threads, native code, or waiting for a CPU make the difference.";
                }

                break;
            case ProfileKind.Allocation:
                IEnumerable<string> types = recording.Profile.BytesOfType.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal)
                    .Take(5).Select(pair => $"{pair.Key} {Ratio.Of(pair.Value, recording.Profile.Weight)}");
                yield return "The JVM samples the object that its thread's buffer has no more room for: sums are right to a few per cent, but large objects count for less than they are beside small ones.";
                yield return $"Bytes are estimated from {recording.Profile.Events} sampled allocations; by type: {string.Join(", ", types)}.";
                break;
            default:
                yield return "Waits to enter a synchronized block and waits of java.util.concurrent locks, every one; Object.wait is not counted.";
                break;
        }
    }
}
