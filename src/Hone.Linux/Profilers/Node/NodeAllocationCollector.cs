using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Linux.Profilers.Node;

/// <summary>Allocation profiles of Node.js programs by V8's sampling heap profiler: one sample in 16 KiB, dead objects included.</summary>
public sealed class NodeAllocationCollector : ICollector
{
    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Allocation;

    /// <inheritdoc/>
    public string Name => "V8 sampling heap profiler";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.Node;

    /// <inheritdoc/>
    public string? Unavailable() => null;

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ScriptSamples samples = new(HeapProfile.Metrics);
        NodeRecording recording = new(request.Scratch, "hone-heap.cjs", ".heapprofile")
        {
            Read = (file, json) => HeapProfile.Add(json, file, samples, ignoreScript: Path.Combine(Path.GetDirectoryName(file)!, "hone-heap.cjs")),
        };
        RunOutcome outcome = recording.Run(request.Run, 0, cancellation);
        string[] notes =
        [
            "Bytes are estimated from one sample in 16 KiB allocated on V8's heap, objects that were collected included; buffers outside that heap (Buffer, ArrayBuffer) and memory of native add-ons are not seen.",
            .. recording.Notes(),
        ];
        string command = CommandText.Of(request.Run, ("NODE_OPTIONS", NodeRecording.Options(request.Run, recording.Script(0))));
        return new Recording(samples.Build(ProfileKind.Allocation, $"{Name}, node {string.Join(", ", recording.Versions)}".TrimEnd(' ', ','), command, notes), outcome);
    }
}
