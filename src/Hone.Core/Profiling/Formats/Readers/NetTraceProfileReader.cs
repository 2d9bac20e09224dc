using Hone.Profiling.Formats.NetTrace;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>
/// The trace of a .NET runtime (<see cref="NetTraceReader"/>): its allocation samples, or the samples of its own thread sampler, which are
/// of the wall clock and taken at safe points, whatever tools call them. A sample lasts until the next one of its thread.
/// </summary>
internal sealed class NetTraceProfileReader : IProfileReader
{
    private const string Sampler = "Microsoft-DotNETCore-SampleProfiler";

    // Times that a damaged trace pretends must not overflow; the sampler looks every few milliseconds.
    private const long LongestSample = 3_600_000_000_000;

    public string Name => "nettrace";

    public string Title => "a .NET trace (nettrace)";

    public bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("Nettrace"u8);

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        MethodMap methods = new();
        AllocationStacks sampled = new();
        AllocationStacks ticks = new();
        AddressSums<WallTime> threads = new();
        Dictionary<long, (WallTime Stack, long Time)> last = [];
        NetTraceSummary summary = NetTraceReader.Read(bytes, (in NetTraceEvent traceEvent) =>
        {
            methods.Add(traceEvent);
            sampled.Add(traceEvent, ClrEvent.AllocationSampled);
            ticks.Add(traceEvent, ClrEvent.AllocationTick);
            if (traceEvent.Kind.Provider == Sampler)
            {
                if (last.TryGetValue(traceEvent.ThreadId, out (WallTime Stack, long Time) before))
                {
                    before.Stack.Nanoseconds += Math.Clamp(traceEvent.Nanoseconds - before.Time, 0, LongestSample);
                }

                WallTime now = threads.Of(traceEvent.Stack);
                now.Samples++;
                last[traceEvent.ThreadId] = (now, traceEvent.Nanoseconds);
            }
        });
        List<string> notes = [];
        if (summary.Damage is string damage)
        {
            notes.Add("the trace was not read to its end: " + damage);
        }

        if (summary.Dropped > 0)
        {
            notes.Add($"the runtime dropped {summary.Dropped} events");
        }

        ManagedFrames frames = new((_, _) => null);
        if (options.Kind != ProfileKind.Cpu && (options.Kind == ProfileKind.Allocation || last.Count == 0))
        {
            ProfileBuilder allocations = new(ProfileKind.Allocation, new Metric("bytes", Unit.Bytes), new Metric("allocations", Unit.Count), new Metric("samples", Unit.Count));
            (sampled.Samples > 0 ? sampled : ticks).Write(allocations, methods, frames);
            return allocations.Build("EventPipe", options.Place, notes);
        }

        notes.Add("the runtime's thread sampler counts waiting like working: for time on a CPU record with perf");
        ProfileBuilder samples = new(ProfileKind.Cpu, new Metric("wall time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        foreach ((ulong[] stack, WallTime sum) in threads.All)
        {
            samples.AddStack(frames.Stack(stack, methods), sum.Nanoseconds, sum.Samples);
        }

        return samples.Build("EventPipe", options.Place, notes);
    }

    private sealed class WallTime
    {
        public long Nanoseconds { get; set; }

        public long Samples { get; set; }
    }
}
