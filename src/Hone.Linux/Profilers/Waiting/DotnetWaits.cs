using Hone.Linux.Processes;
using Hone.Linux.Profilers.Dotnet;
using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Waiting;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>
/// Records the waits of .NET programs in two runs: one without stacks, which tells where the time goes, and one with stacks,
/// named by the runtimes' lists of methods, in which the runtimes also say who waited for which lock.
/// </summary>
internal sealed class DotnetWaits(PerfAccess access, CollectRequest request) : IDisposable
{
    private const ulong Collections = 0x1;
    private const ulong Loader = 0x8;
    private const ulong Jit = 0x10;
    private const ulong Ngen = 0x20;
    private const ulong Contention = 0x4000;
    private const uint Informational = 4;

    private readonly MethodSources _sources = new();
    private ManagedFrames? _managed;
    private long _period = 1;

    /// <summary>The waits that perf saw.</summary>
    public WaitTable Table { get; } = new();

    /// <summary>What is degraded, and the versions of the runtimes.</summary>
    public DotnetNotes Notes { get; } = new();

    /// <summary>Where the time of the run without stacks went.</summary>
    public RunTimes? Times { get; private set; }

    /// <summary>The waits for managed locks, by the process that waited.</summary>
    public Dictionary<int, (ContentionStacks Stacks, MethodMap Methods)> Contentions { get; } = [];

    /// <summary>The frames of managed methods.</summary>
    public ManagedFrames Managed => _managed ??= new ManagedFrames(_sources.Find);

    /// <summary>What recorded it.</summary>
    public string Command => CommandText.Of(
        request.Run with { Argv = ["perf", .. SwitchRecorder.StackArguments(access, _period, "perf.data"), .. request.Run.Argv] },
        ("DOTNET_DiagnosticPorts", "SOCKET,suspend,connect"));

    /// <summary>Records.</summary>
    public RunOutcome Record(CancellationToken cancellation)
    {
        (SwitchRecording undisturbed, RunOutcome first) = new SwitchRecorder(access, request).Times(cancellation);
        Times = undisturbed.Timeline.Times();
        _period = SwitchRecorder.PeriodFor(undisturbed.Timeline);
        if (first.TimedOut)
        {
            Notes.Add("the workload was stopped at twice its time-out, so that no stacks were taken");
            return first;
        }

        string folder = Path.Combine(request.Scratch, "waits");
        string data = Path.Combine(request.Scratch, "waits.data");
        SpawnRequest perf = request.Run with { Argv = [access.Perf!, .. SwitchRecorder.StackArguments(access, _period, data), .. request.Run.Argv] };
        DotnetRun run = DotnetRun.Do(perf, folder, Providers, cancellation);
        if (PerfRecorder.Failure(run.Outcome, data) is Problem failure)
        {
            throw new ProblemException(failure);
        }

        if (run.Runtimes.Count == 0)
        {
            throw DotnetRun.NoRuntime(request.Run, run.Outcome);
        }

        Notes.Take(run);
        Read(run, data, cancellation);
        Directory.Delete(folder, recursive: true);
        File.Delete(data);
        return run.Outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => _sources.Dispose();

    private static IReadOnlyList<EventProvider> Providers(TracedRuntime runtime) =>
        [new EventProvider(ClrEvents.Runtime, Collections | Loader | Jit | Ngen | Contention, Informational)];

    private void Read(DotnetRun run, string data, CancellationToken cancellation)
    {
        Dictionary<int, RuntimeTrace> traces = [];
        foreach (TracedRuntime runtime in run.Runtimes)
        {
            ContentionStacks contention = new();
            RuntimeTrace trace = RuntimeTrace.Read(runtime.TraceFile, contention.Add);
            traces[runtime.ProcessId] = trace;
            Contentions[runtime.ProcessId] = (contention, trace.Methods);
            Notes.Take(trace);
        }

        SwitchRecording switches = SwitchRecorder.Read(data);
        foreach (string note in WaitNotes.Recording(switches, _period, run.Outcome))
        {
            Notes.Add(note);
        }

        if (!File.Exists(data) || new FileInfo(data).Length == 0)
        {
            return;
        }

        ImageStore images = new();
        WaitStacks stacks = new(Table, images, Managed);
        stacks.Read(data, switches, traces);
        foreach (string note in WaitNotes.Stacks(stacks, images, cancellation))
        {
            Notes.Add(note);
        }

        if (_period > 1)
        {
            Table.Complete(switches.Timeline.Lives.Select(ThreadTotals.Of), sampled: true);
        }
    }
}
