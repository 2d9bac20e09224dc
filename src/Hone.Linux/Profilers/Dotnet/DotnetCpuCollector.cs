using System.Globalization;
using Hone.Linux.Processes;
using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;
using Hone.Units;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>
/// CPU profiles of .NET programs on the runtime's default settings: perf samples stacks by frame pointers, which managed
/// code keeps, and an EventPipe session of each runtime lists where its methods lie.
/// </summary>
public sealed class DotnetCpuCollector : ICollector
{
    private const ulong Collections = 0x1;
    private const ulong Loader = 0x8;
    private const ulong Jit = 0x10;
    private const ulong Ngen = 0x20;
    private const uint Informational = 4;

    /// <summary>A share above this is worth a note.</summary>
    private const double NotableShare = 0.01;

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Cpu;

    /// <inheritdoc/>
    public string Name => "perf + EventPipe";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.DotNet;

    /// <inheritdoc/>
    public string? Unavailable() => PerfAccess.Read().Unavailable;

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        PerfAccess access = PerfAccess.Read();
        if (access.Unavailable is string why)
        {
            throw new ProblemException(new Problem(ExitCode.ToolMissing, "perf-unavailable", why, PerfAccess.Remedy));
        }

        PerfNativeCollector.CheckProgram(request.Run);
        int rate = PerfPlan.For(request.Expected, access.MaxRate).Rate;
        string eventName = access.Kernel ? "cpu-clock" : "cpu-clock:u";
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        using MethodSources sources = new();
        DotnetStacks stacks = new(builder, new ImageStore(), new ManagedFrames(sources.Find));
        DotnetNotes notes = new();
        RepeatedRuns runs = new(RepeatedRuns.Usual);
        bool seen = false;
        runs.Do(
            number =>
            {
                string folder = Path.Combine(request.Scratch, number.ToString(CultureInfo.InvariantCulture));
                string data = Path.Combine(request.Scratch, "perf.data");
                SpawnRequest perf = request.Run with { Argv = [access.Perf!, .. Arguments(eventName, rate, data), .. request.Run.Argv] };
                DotnetRun run = DotnetRun.Do(number == 0 ? perf : perf with { Stdout = new OutputTarget.Drain() }, folder, Providers, cancellation);
                if (PerfRecorder.Failure(run.Outcome, data) is Problem failure)
                {
                    throw new ProblemException(failure);
                }

                seen |= run.Runtimes.Count > 0;
                notes.Take(run);
                Add(run, data, stacks, notes);
                Directory.Delete(folder, recursive: true);
                File.Delete(data);
                return run.Outcome;
            },
            cancellation);
        if (!seen)
        {
            throw DotnetRun.NoRuntime(request.Run, runs.Last!);
        }

        if (!access.Kernel)
        {
            notes.Add($"time inside the kernel is missing, because kernel.perf_event_paranoid is {access.Paranoia}: {PerfAccess.Remedy}");
        }

        AddNotes(stacks, runs, notes);
        string version = PerfRecorder.Version(access.Perf!, cancellation);
        string command = CommandText.Of(request.Run with { Argv = ["perf", .. Arguments(eventName, rate, "perf.data"), .. request.Run.Argv] }, ("DOTNET_DiagnosticPorts", "SOCKET,suspend,connect"));
        Profile profile = builder.Build($"perf {version} + EventPipe of .NET {notes.Versions}", command, notes.Sentences);
        return new Recording(CxxNames.Demangle(profile, cancellation) with { Runs = runs.Count }, runs.Last!);
    }

    // Frame pointers: managed code has them, and unwind tables it has not. The clock is the one the runtime's events bear.
    private static IReadOnlyList<string> Arguments(string eventName, int rate, string output) =>
    [
        "record", "-q", "-N", "-e", eventName, "-F", rate.ToString(CultureInfo.InvariantCulture), "-k", "mono", "--call-graph", "fp", "-o", output, "--",
    ];

    private static IReadOnlyList<EventProvider> Providers(TracedRuntime runtime) =>
        [new EventProvider(ClrEvents.Runtime, Collections | Loader | Jit | Ngen, Informational)];

    private static void Add(DotnetRun run, string data, DotnetStacks stacks, DotnetNotes notes)
    {
        if (!File.Exists(data) || new FileInfo(data).Length == 0)
        {
            return;
        }

        Dictionary<int, RuntimeTrace> traces = [];
        foreach (TracedRuntime runtime in run.Runtimes)
        {
            RuntimeTrace trace = RuntimeTrace.Read(runtime.TraceFile);
            traces[runtime.ProcessId] = trace;
            notes.Take(trace);
        }

        using FileStream stream = new(data, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        PerfRecording recording = PerfFileReader.Read(stream, (in PerfSample sample) => (int)Class(sample, traces));
        notes.Take(recording);
        stacks.Add(recording, traces);
    }

    private static SampleClass Class(in PerfSample sample, Dictionary<int, RuntimeTrace> traces) =>
        !traces.TryGetValue(sample.ProcessId, out RuntimeTrace? trace) ? SampleClass.Plain
        : trace.IsListing(sample.ThreadId, (long)sample.Nanoseconds) ? SampleClass.Tracing
        : trace.IsCollecting(sample.ThreadId, (long)sample.Nanoseconds) ? SampleClass.Collection
        : SampleClass.Plain;

    private static void AddNotes(DotnetStacks stacks, RepeatedRuns runs, DotnetNotes notes)
    {
        if (runs.Count > 1)
        {
            notes.Add($"one run is short, so {runs.Text} went into the profile");
        }

        if (stacks.Samples == 0)
        {
            notes.Add("perf took no samples: the workload uses too little CPU time to be profiled");
        }

        Ratio unnamed = Ratio.Of(stacks.Unnamed, stacks.Named + stacks.Unnamed);
        if (unnamed.Value > NotableShare)
        {
            notes.Add($"{unnamed} of managed frames have no name");
        }

        if (Ratio.Of(stacks.Tracing, stacks.Samples + stacks.Tracing) is { Value: > NotableShare } tracing)
        {
            notes.Add($"{tracing} of samples were left out, because the runtime spent them on describing itself for the profile");
        }

        if (Ratio.Of(stacks.CallerLost, stacks.Samples) is { Value: > NotableShare } lost)
        {
            notes.Add($"{lost} of stacks lack one caller, because a method was replaced while it ran; totals of its callers are too low");
        }
    }
}
