using Hone.Linux.Profilers.Dotnet;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Waiting;

namespace Hone.Linux.Profilers.Waiting;

/// <summary>
/// Puts the samples of a recording of context switches into a table of waits. perf copies the stacks; they are walked here, by
/// unwind tables and frame pointers together, so that native, managed and other generated code are in one stack.
/// </summary>
internal sealed class WaitStacks(WaitTable table, ImageStore images, ManagedFrames managed)
{
    private const int LongBit = 1 << 8;

    /// <summary>Where stacks begin.</summary>
    private static readonly HashSet<string> _beginnings = ["_start", "_dl_start", "_dl_start_user", "clone", "__clone", "clone3", "__clone3", "start_thread", "__libc_start_main", "__libc_start_call_main", "main"];

    private readonly HashSet<string> _unnamedHere = [];

    /// <summary>How many waits have a stack.</summary>
    public long Waits { get; private set; }

    /// <summary>How many of them have a stack in user code that does not reach its beginning.</summary>
    public long Truncated { get; private set; }

    /// <summary>How many pass through code that has no name, by the module it lies in.</summary>
    public Dictionary<string, long> Unnamed { get; } = new(StringComparer.Ordinal);

    /// <summary>The path of each module that was mapped.</summary>
    public Dictionary<string, string> Paths { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads the recording at <paramref name="data"/>.</summary>
    /// <param name="data">The file.</param>
    /// <param name="switches">What was read of it before.</param>
    /// <param name="traces">What the .NET runtimes in it told, by process.</param>
    public void Read(string data, SwitchRecording switches, IReadOnlyDictionary<int, RuntimeTrace> traces)
    {
        DotnetStacks stacks = new((stack, frames) => Take(stack, frames, switches.Timeline), images, managed);
        UnwindRules rules = new(images);
        using FileStream stream = new(data, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        PerfRecording recording = PerfFileReader.Read(
            stream,
            (in PerfSample sample) => Class(sample, switches.Timeline, traces),
            (in PerfSample sample) => WaitOf(sample, switches.Timeline)?.Nanoseconds ?? 0,
            rules.Unwind);
        stacks.Add(recording, traces);
        foreach (PerfMapping mapping in recording.Programs.SelectMany(static program => program.Mappings))
        {
            Paths.TryAdd(ProcessSymbols.Module(mapping.Path), mapping.Path);
        }
    }

    /// <summary>The kind of wait, above the bits of a <see cref="SampleClass"/>, and whether it is long; negative for what is no wait.</summary>
    private static int Class(in PerfSample sample, SwitchTimeline timeline, IReadOnlyDictionary<int, RuntimeTrace> traces)
    {
        if (timeline.Find(sample.ThreadId, sample.Nanoseconds) is not ThreadLife life || life.At(sample.Nanoseconds) is not Wait wait)
        {
            return -1;
        }

        // Before its first event the runtime waits to be told what to trace, and while it lists its methods it waits for Hone to take them.
        SampleClass special = !traces.TryGetValue(sample.ProcessId, out RuntimeTrace? trace) ? SampleClass.Plain
            : (long)sample.Nanoseconds < trace.Begin || trace.IsListing(sample.ThreadId, (long)sample.Nanoseconds) ? SampleClass.Tracing
            : trace.IsCollecting(sample.ThreadId, (long)sample.Nanoseconds) ? SampleClass.Collection
            : SampleClass.Plain;
        return (int)special | ((int)wait.Kind << SampleClasses.Bits) | (life.IsLong(wait) ? LongBit : 0);
    }

    private static Wait? WaitOf(in PerfSample sample, SwitchTimeline timeline) =>
        timeline.Find(sample.ThreadId, sample.Nanoseconds) is ThreadLife life ? life.At(sample.Nanoseconds) : null;

    private void Take(StackSamples stack, IReadOnlyList<Frame> frames, SwitchTimeline timeline)
    {
        if (timeline.Find(stack.ThreadId, ulong.MaxValue >> 1) is not ThreadLife life)
        {
            return;
        }

        WaitKind kind = (WaitKind)((stack.Class & ~LongBit) >> SampleClasses.Bits);
        table.Add(life.Number, new WaitingThread(life.IsMain, life.Wall), frames, kind, stack.Period, stack.Samples, (stack.Class & LongBit) != 0);
        if (kind == WaitKind.Preempted)
        {
            return;
        }

        Waits += stack.Samples;
        Truncated += stack.Addresses.Count > stack.KernelCount && IsCut(frames[0]) ? stack.Samples : 0;
        _unnamedHere.Clear();
        foreach (Frame frame in frames)
        {
            if (frame.Origin == FrameOrigin.Unknown && _unnamedHere.Add(frame.Module))
            {
                Unnamed[frame.Module] = Unnamed.GetValueOrDefault(frame.Module) + stack.Samples;
            }
        }
    }

    // The program file of a .NET program, and one without symbols, have no name for where they begin.
    private static bool IsCut(Frame root) =>
        root.Origin is not (FrameOrigin.Runtime or FrameOrigin.Unknown) && !_beginnings.Contains(root.Function);
}
