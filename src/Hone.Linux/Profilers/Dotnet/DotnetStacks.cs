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
internal sealed class DotnetStacks(ProfileBuilder builder, ImageStore images, ManagedFrames managed)
{
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
            if (stack.Class == (int)SampleClass.Tracing)
            {
                Tracing += stack.Samples;
                continue;
            }

            Name(stack, stack.Program < 0 ? null : programs[stack.Program]);
            if (_frames.Count > 0)
            {
                Samples += stack.Samples;
                builder.AddStack(_frames, stack.Period, stack.Samples);
            }
        }
    }

    private void Name(StackSamples stack, ProcessFrames? process)
    {
        _frames.Clear();
        for (int i = stack.Addresses.Count - 1; i >= stack.KernelCount; i--)
        {
            // All but the innermost are return addresses, which may lie behind the end of what made the call.
            ulong address = stack.Addresses[i] - (i > stack.KernelCount ? 1UL : 0UL);
            IReadOnlyList<Frame> frames = process?.Resolve(address) ?? _none;
            foreach (Frame frame in frames)
            {
                Frame shown = stack.Class == (int)SampleClass.Collection && frame.Module == RuntimeLibrary.Collector.Module ? RuntimeLibrary.Collector : frame;
                if (_frames.Count == 0 || shown.Origin != FrameOrigin.Runtime || _frames[^1] != shown)
                {
                    _frames.Add(shown);
                }

                Named += frame.Origin == FrameOrigin.Managed ? stack.Samples : 0;
                Unnamed += ReferenceEquals(frame, ProcessFrames.UnknownManaged) ? stack.Samples : 0;
            }
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
}
