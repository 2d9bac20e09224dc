using Hone.Linux.Processes;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>
/// Off-CPU profiles of .NET programs on the runtime's default settings: perf's context switches with copied stacks, walked
/// and named by an EventPipe session of each runtime of the process tree.
/// </summary>
public sealed class DotnetOffCpuCollector : ICollector
{
    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.OffCpu;

    /// <inheritdoc/>
    public string Name => "perf context switches + EventPipe";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.DotNet;

    /// <inheritdoc/>
    public string? Unavailable() => SwitchRecorder.Unavailable(PerfAccess.Read());

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        PerfAccess access = SwitchRecorder.Require();
        PerfNativeCollector.CheckProgram(request.Run);
        using DotnetWaits waits = new(access, request);
        RunOutcome outcome = waits.Record(cancellation);
        ProfileBuilder builder = waits.Table.OffCpu();
        string collector = $"perf {PerfRecorder.Version(access.Perf!, cancellation)} + EventPipe of .NET {waits.Notes.Versions}";
        Profile profile = builder.Build(collector, waits.Command, [.. WaitNotes.OffCpu(waits.Table, waits.Times), .. waits.Notes.Sentences]);
        return new Recording(CxxNames.Demangle(profile, cancellation) with { Times = waits.Times }, outcome);
    }
}
