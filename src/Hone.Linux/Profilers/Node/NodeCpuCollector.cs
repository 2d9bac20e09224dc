using System.Globalization;
using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Linux.Profilers.Node;

/// <summary>CPU profiles of Node.js programs by V8's own sampler, at 1 ms, in every Node.js process of the tree.</summary>
public sealed class NodeCpuCollector : ICollector
{
    /// <summary>How often a workload is run at most, as long as another run fits into five seconds.</summary>
    public int MostRuns { get; init; } = RepeatedRuns.Usual;

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Cpu;

    /// <inheritdoc/>
    public string Name => "V8 CPU profiler";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Node;

    /// <inheritdoc/>
    public string? Unavailable() => null;

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ScriptSamples samples = new(CpuProfile.Metrics);
        Duration idle = default;
        NodeRecording recording = new(request.Scratch, "hone-cpu.cjs", ".cpuprofile")
        {
            Read = (file, json) => idle += CpuProfile.Add(json, file, samples, ignoreScript: Path.Combine(Path.GetDirectoryName(file)!, "hone-cpu.cjs")),
        };
        RepeatedRuns runs = new(MostRuns);
        RunOutcome outcome = runs.Do(run => recording.Run(request.Run, run, cancellation), cancellation);
        List<string> notes =
        [
            $"{runs.Text}, sampled every 1 ms of wall time in the threads that run JavaScript; {idle} without work are left out.",
            "Time that a function is blocked in a synchronous call counts as its own; threads of libuv and of native add-ons are not seen.",
            .. recording.Notes(),
        ];
        Duration sampled = new(samples.Weight);
        if (recording.Profiles > 0 && runs.Cpu > Duration.Zero && Ratio.Of(sampled.Nanoseconds, runs.Cpu.Nanoseconds).Value is var share && (share < 0.7 || share > 1.3))
        {
            notes.Add($"The samples stand for {sampled}, the program used {runs.Cpu} of CPU time (start-up, garbage collection and compilation on other threads, or waiting make the difference).");
        }

        string collector = string.Create(CultureInfo.InvariantCulture, $"{Name}, node {string.Join(", ", recording.Versions)}").TrimEnd(' ', ',');
        string command = CommandText.Of(request.Run, ("NODE_OPTIONS", NodeRecording.Options(request.Run, recording.Script(0))));
        return new Recording(samples.Build(ProfileKind.Cpu, collector, command, notes) with { Runs = runs.Count }, outcome);
    }
}
