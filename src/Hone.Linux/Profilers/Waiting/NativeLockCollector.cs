using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Waiting;
using Hone.Units;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>
/// Lock profiles of compiled programs: of the waits in futex(2), those whose function says lock (mutex, read-write lock) or says
/// nothing. The leaf is the function that was called to get the lock, its caller the first function above the C library's.
/// </summary>
public sealed class NativeLockCollector : ICollector
{
    private readonly ImageStore _images;

    /// <summary>A collector that names code from <paramref name="images"/>, a store that others may share; null for one of its own.</summary>
    public NativeLockCollector(ImageStore? images = null) => _images = images ?? new();

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Lock;

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
        ProfileBuilder builder = new(ProfileKind.Lock, WaitTable.LockMetrics(waits.Table.Sampled));
        long others = waits.Table.Locks(builder);
        List<string> notes = ["locks that are had by spinning, without a wait in the kernel, are not seen", .. WaitNotes.Locks(waits.Table), .. waits.Notes];
        if (others > 0)
        {
            notes.Add($"{new Duration(others)} of waiting for conditions, semaphores and the ends of threads is no waiting for a lock, and stands in the off-CPU profile");
        }

        Profile profile = builder.Build(("perf " + PerfRecorder.Version(access.Perf!, cancellation)).TrimEnd(), waits.Command, notes);
        return new Recording(CxxNames.Demangle(profile, cancellation) with { Times = waits.Times }, waits.Outcome);
    }
}
