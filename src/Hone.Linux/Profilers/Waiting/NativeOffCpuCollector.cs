using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>
/// Off-CPU profiles of compiled programs and of Node.js: the stack with which each thread leaves its CPU, weighted with the time
/// until it is back, blocked told from preempted. The leaf is the system call that waits.
/// </summary>
public sealed class NativeOffCpuCollector : ICollector
{
    private readonly ImageStore _images;

    /// <summary>A collector that names code from <paramref name="images"/>, a store that others may share; null for one of its own.</summary>
    public NativeOffCpuCollector(ImageStore? images = null) => _images = images ?? new();

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.OffCpu;

    /// <inheritdoc/>
    public string Name => "perf context switches";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime is TargetRuntime.Native or TargetRuntime.Node;

    /// <inheritdoc/>
    public string? Unavailable() => SwitchRecorder.Unavailable(PerfAccess.Read());

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        PerfAccess access = SwitchRecorder.Require();
        PerfNativeCollector.CheckProgram(request.Run);
        WaitRecording waits = new NativeWaits(access, _images, request).Record(cancellation);
        ProfileBuilder builder = waits.Table.OffCpu();
        List<string> notes = [.. WaitNotes.OffCpu(waits.Table, waits.Times), .. waits.Notes];
        if (request.Runtime == TargetRuntime.Node)
        {
            notes.Add("the stacks are native: JavaScript functions have no names in them, and callers of JavaScript are missing");
        }

        Profile profile = builder.Build(("perf " + PerfRecorder.Version(access.Perf!, cancellation)).TrimEnd(), waits.Command, notes);
        return new Recording(CxxNames.Demangle(profile, cancellation) with { Times = waits.Times }, waits.Outcome);
    }
}
