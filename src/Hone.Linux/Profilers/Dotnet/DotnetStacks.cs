using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>
/// Names the stacks of perf recordings of .NET programs: managed code by the runtime's own list of methods, the runtime's
/// libraries as one frame each, other libraries by their symbols, the kernel by the system call.
/// </summary>
/// <param name="take">Receives each stack with its frames from the root to the leaf, which are valid only while it runs.</param>
/// <param name="images">Loads programs, libraries and debug files.</param>
/// <param name="managed">The frames of managed methods.</param>
internal sealed class DotnetStacks(Action<StackSamples, IReadOnlyList<Frame>> take, ImageStore images, ManagedFrames managed)
{
    /// <summary>Serves the diagnostic port and sends the events.</summary>
    private const string TracingThread = ".NET EventPipe";

    private static readonly Frame[] _none = [];

    private readonly KernelSymbols _kernel = KernelSymbols.Read();
    private readonly List<Frame> _frames = [];
    private readonly List<string> _kernelPart = [];

    /// <summary>Samples in the profile.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples that the tracing itself caused, which are left out.</summary>
    public long Tracing { get; private set; }

    /// <summary>Frames in managed code that have a name, weighted by samples.</summary>
    public long Named { get; private set; }

    /// <summary>Frames in managed code that no method is known for, weighted by samples.</summary>
    public long Unnamed { get; private set; }

    /// <summary>Samples in which a caller is missing, because a method was replaced while it ran and no whole stack tells the caller.</summary>
    public long CallerLost { get; private set; }

    /// <summary>Adds the stacks of one recording, with the traces of its runtimes by process.</summary>
    public void Add(PerfRecording recording, IReadOnlyDictionary<int, RuntimeTrace> traces)
    {
        List<ProcessFrames> programs = [];
        foreach (PerfProgram program in recording.Programs)
        {
            programs.Add(new ProcessFrames(program, images, managed, traces.GetValueOrDefault(program.ProcessId)?.Methods));
        }

        foreach (StackSamples stack in recording.Stacks)
        {
            if (stack.Program >= 0)
            {
                Learn(stack, programs[stack.Program]);
            }
        }

        foreach (StackSamples stack in recording.Stacks)
        {
            string thread = recording.ThreadNames.GetValueOrDefault(stack.ThreadId, "");
            Name(stack, stack.Program < 0 ? null : programs[stack.Program], thread is ".NET BGC" or ".NET Server GC");
            if (SampleClasses.Of(stack) == SampleClass.Tracing || thread == TracingThread || _frames.Exists(static frame => frame.Function == ClrEvents.SessionStart))
            {
                Tracing += stack.Samples;
            }
            else if (_frames.Count > 0)
            {
                Samples += stack.Samples;
                take(stack, _frames);
            }
        }
    }

    /// <summary>The address to look up: all but the innermost are return addresses, which may lie behind the end of what made the call.</summary>
    private static ulong AddressAt(StackSamples stack, int i) => stack.Addresses[i] - (i > stack.KernelCount ? 1UL : 0UL);

    private static void Learn(StackSamples stack, ProcessFrames process)
    {
        for (int i = stack.KernelCount + 1; i < stack.Addresses.Count; i++)
        {
            ProcessFrames.Place caller = process.At(AddressAt(stack, i));
            ProcessFrames.Place middle = process.At(AddressAt(stack, i - 1));
            ProcessFrames.Place callee = i - 2 >= stack.KernelCount ? process.At(AddressAt(stack, i - 2)) : default;
            if (middle.Method is not null && caller.Frames.Count > 0
                && !LostCallers.IsReplacement(caller.Method, middle.Method) && !LostCallers.IsReplacement(middle.Method, callee.Method))
            {
                process.Lost.Learn(stack.Addresses[i], caller.Frames[^1], middle.Frames[0], callee.Method is null ? null : callee.Frames[0]);
            }
        }
    }

    private void Name(StackSamples stack, ProcessFrames? process, bool collecting)
    {
        _frames.Clear();
        bool lost = false;
        for (int i = stack.Addresses.Count - 1; process is not null && i >= stack.KernelCount; i--)
        {
            ProcessFrames.Place place = process.At(AddressAt(stack, i));
            if (i > stack.KernelCount && LostCallers.IsReplacement(place.Method, process.At(AddressAt(stack, i - 1)).Method))
            {
                Frame? caller = _frames.Count > 0 ? process.Lost.Find(stack.Addresses[i + 1], _frames[^1], place.Frames[0]) : null;
                lost |= caller is null;
                Add(stack, caller is null ? _none : [caller]);
            }
            else
            {
                Add(stack, place.Frames);
            }
        }

        CallerLost += lost ? stack.Samples : 0;
        if (SampleClasses.Of(stack) == SampleClass.Collection || collecting)
        {
            NameCollector();
        }

        if (stack.KernelCount > 0)
        {
            _kernelPart.Clear();
            for (int i = stack.KernelCount - 1; i >= 0; i--)
            {
                _kernelPart.Add(_kernel.Find(stack.Addresses[i]) ?? "");
            }

            _frames.Add(KernelLeaf.Fold(_kernelPart));
        }
    }

    /// <summary>What the runtime does below the last managed method is the collection; above, it only called the program.</summary>
    private void NameCollector()
    {
        for (int i = _frames.Count - 1; i >= 0 && _frames[i].Origin != FrameOrigin.Managed; i--)
        {
            _frames[i] = _frames[i].Module == RuntimeLibrary.Collector.Module ? RuntimeLibrary.Collector : _frames[i];
        }
    }

    private void Add(StackSamples stack, IReadOnlyList<Frame> frames)
    {
        foreach (Frame frame in frames)
        {
            if (_frames.Count == 0 || frame.Origin != FrameOrigin.Runtime || _frames[^1] != frame)
            {
                _frames.Add(frame);
            }

            Named += frame.Origin == FrameOrigin.Managed ? stack.Samples : 0;
            Unnamed += ReferenceEquals(frame, ProcessFrames.UnknownManaged) ? stack.Samples : 0;
        }
    }
}
