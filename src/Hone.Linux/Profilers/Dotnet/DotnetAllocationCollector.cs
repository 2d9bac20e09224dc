using System.Globalization;
using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Profiling.Formats.NetTrace;
using Hone.Units;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>
/// Allocation profiles of .NET programs from the runtime's own sampler (.NET 10 and later; about one sample for each 100 KiB,
/// without bias), or from its allocation ticks before that. What they add up to is what the program itself counted at its end.
/// </summary>
public sealed class DotnetAllocationCollector : ICollector
{
    private const ulong Collections = 0x1;
    private const ulong Loader = 0x8;
    private const ulong Jit = 0x10;
    private const ulong Ngen = 0x20;
    private const ulong AllocationSampling = 0x80000000000;
    private const uint Informational = 4;
    private const uint Verbose = 5;
    private const int FirstWithSampling = 10;
    private const int TypesNamed = 5;
    private const double NotableShare = 0.01;

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Allocation;

    /// <inheritdoc/>
    public string Name => "EventPipe";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => runtime == TargetRuntime.DotNet;

    /// <summary>Null: the runtime brings all that is needed.</summary>
    public string? Unavailable() => null;

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        string folder = Path.Combine(request.Scratch, "traces");
        Directory.CreateDirectory(folder);
        DotnetRun run = DotnetRun.Do(AllocatedBytes.Attach(request.Run, folder), folder, Providers, cancellation);
        if (run.Runtimes.Count == 0)
        {
            throw DotnetRun.NoRuntime(request.Run, run.Outcome);
        }

        ProfileBuilder builder = new(ProfileKind.Allocation, new Metric("bytes", Unit.Bytes), new Metric("allocations", Unit.Count), new Metric("samples", Unit.Count));
        using MethodSources sources = new();
        ManagedFrames frames = new(sources.Find);
        DotnetNotes notes = new();
        notes.Take(run);
        Dictionary<string, double> types = [];
        long samples = 0;
        long unnamed = 0;
        long all = 0;
        bool isCounted = true;
        foreach (TracedRuntime runtime in run.Runtimes)
        {
            AllocationStacks stacks = new();
            ClrEvent wanted = HasSampling(runtime) ? ClrEvent.AllocationSampled : ClrEvent.AllocationTick;
            RuntimeTrace trace = RuntimeTrace.Read(runtime.TraceFile, (in NetTraceEvent traceEvent) => stacks.Add(traceEvent, wanted));
            long? counted = AllocatedBytes.Of(runtime.ProcessId, folder);
            isCounted &= counted is not null;
            stacks.Write(builder, trace.Methods, frames, counted);
            notes.Take(trace);
            samples += stacks.Samples - stacks.OfSession;
            unnamed += stacks.Frames.Unnamed;
            all += stacks.Frames.All;
            foreach ((string type, double bytes) in stacks.BytesOfType)
            {
                types[type] = types.GetValueOrDefault(type) + bytes;
            }

            if (!HasSampling(runtime))
            {
                notes.Add($".NET {runtime.Version} has no allocation sampler (10 has): its ticks favour the types that come just behind large ones");
            }
        }

        Directory.Delete(folder, recursive: true);
        if (samples == 0)
        {
            notes.Add("no allocation was sampled: the workload allocates less than about 100 KiB in managed code");
        }

        else if (!isCounted)
        {
            notes.Add("the total is that of the samples, about 1 % from the truth at 1 GiB: a program that is killed, or trimmed, does not tell what it counted itself");
        }

        if (Ratio.Of(unnamed, all) is { Value: > NotableShare } share)
        {
            notes.Add($"{share} of frames have no name and are left out of the stacks");
        }

        AddTypes(types, notes);
        string command = CommandText.Of(request.Run, ("DOTNET_DiagnosticPorts", "SOCKET,suspend,connect"), ("DOTNET_STARTUP_HOOKS", "HOOK"));
        return new Recording(builder.Build("EventPipe of .NET " + notes.Versions, command, notes.Sentences), run.Outcome);
    }

    private static bool HasSampling(TracedRuntime runtime) => runtime.Major >= FirstWithSampling;

    private static IReadOnlyList<EventProvider> Providers(TracedRuntime runtime) => HasSampling(runtime)
        ? [new EventProvider(ClrEvents.Runtime, AllocationSampling | Loader | Jit | Ngen, Informational)]
        : [new EventProvider(ClrEvents.Runtime, Collections | Loader | Jit | Ngen, Verbose)];

    private static void AddTypes(Dictionary<string, double> types, DotnetNotes notes)
    {
        double total = types.Values.Sum();
        List<string> shares = [];
        foreach ((string type, double bytes) in types.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal).Take(TypesNamed))
        {
            shares.Add(string.Create(CultureInfo.InvariantCulture, $"{MethodNames.ReadableType(type)} {Ratio.Of(bytes, total)}"));
        }

        if (shares.Count > 0)
        {
            notes.Add("allocated types, by bytes: " + string.Join(", ", shares));
        }
    }
}
