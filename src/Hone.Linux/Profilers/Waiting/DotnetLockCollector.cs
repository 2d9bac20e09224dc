using Hone.Linux.Processes;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>
/// Lock profiles of .NET programs. The runtime says of every contended monitor and <c>System.Threading.Lock</c> who waited and for
/// how long, spinning included; locks of native libraries come from their waits in futex(2). Locks inside the runtime are left out.
/// </summary>
public sealed class DotnetLockCollector : ICollector
{
    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Lock;

    /// <inheritdoc/>
    public string Name => "EventPipe contention + perf context switches";

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
        ProfileBuilder builder = new(ProfileKind.Lock, WaitTable.LockMetrics(sampled: false));
        long contended = 0;
        foreach ((ContentionStacks stacks, MethodMap methods) in waits.Contentions.Values)
        {
            contended += stacks.Write(builder, methods, waits.Managed);
        }

        // What managed code waits for in the kernel, the runtime has told above.
        long native = 0;
        long others = waits.Table.Locks(builder, IsNative, nanoseconds => native += nanoseconds);
        List<string> notes = [$"{new Duration(contended)} of waiting for managed locks, as the runtime tells it, and {new Duration(native)} for locks of native libraries", .. WaitNotes.Locks(waits.Table)];
        if (others > 0)
        {
            notes.Add($"{new Duration(others)} of waiting for conditions, semaphores, events and the ends of threads is no waiting for a lock, and stands in the off-CPU profile");
        }

        string collector = $"EventPipe of .NET {waits.Notes.Versions} + perf {PerfRecorder.Version(access.Perf!, cancellation)}";
        Profile profile = builder.Build(collector, waits.Command, [.. notes, .. waits.Notes.Sentences]);
        return new Recording(CxxNames.Demangle(profile, cancellation) with { Times = waits.Times }, outcome);
    }

    /// <summary>Nothing managed, and nothing of the runtime, stands between the lock and who asked for it.</summary>
    private static bool IsNative(IReadOnlyList<Frame> rootToLeaf)
    {
        int at = rootToLeaf.Count - 1;
        while (at >= 0 && WaitReasons.IsMachinery(rootToLeaf[at]))
        {
            if (rootToLeaf[at].Origin is FrameOrigin.Managed or FrameOrigin.Runtime)
            {
                return false;
            }

            at--;
        }

        return at >= 0 && rootToLeaf[at].Origin == FrameOrigin.Native;
    }
}
