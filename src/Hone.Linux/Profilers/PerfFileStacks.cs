using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers;

/// <summary>Names the stacks of a recording and adds them to a profile; each address of a program is named once.</summary>
internal sealed class PerfFileStacks(ProfileBuilder builder, PerfRecording recording, RecordedImages images, RecordedKernel kernel, PerfFileOptions options)
{
    private static readonly int[] _none = [];

    private readonly Dictionary<(int Program, ulong Address), int[]> _user = [];
    private readonly Dictionary<ulong, int> _kernel = [];
    private readonly Dictionary<string, int> _threads = [];
    private readonly Dictionary<int, PerfMapFile> _maps = [];
    private readonly List<string> _kernelPart = [];
    private readonly Dictionary<(int Program, ulong Address), string> _unnamed = [];
    private readonly HashSet<string> _unnamedHere = [];

    /// <summary>How many samples pass through code that has no name, by the path of the file it lies in.</summary>
    public Dictionary<string, long> Unnamed { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds one distinct stack with all its samples.</summary>
    public void Add(StackSamples stack)
    {
        int node = -1;
        if (options.ByProgram)
        {
            node = builder.Node(node, Thread(stack.ThreadName));
        }

        _unnamedHere.Clear();
        for (int i = stack.Addresses.Count - 1; i >= stack.KernelCount; i--)
        {
            // All but the innermost are return addresses, which may lie behind the end of what made the call.
            ulong address = stack.Addresses[i] - (i > stack.KernelCount ? 1UL : 0UL);
            (int, ulong) key = (stack.Program, address);
            if (!_user.TryGetValue(key, out int[]? frames))
            {
                frames = Name(stack.Program, address);
                _user.Add(key, frames);
            }

            foreach (int frame in frames)
            {
                node = builder.Node(node, frame);
            }

            if (_unnamed.TryGetValue(key, out string? path) && _unnamedHere.Add(path))
            {
                Unnamed[path] = Unnamed.GetValueOrDefault(path) + stack.Samples;
            }
        }

        node = Kernel(stack, node);
        builder.Add(node >= 0 ? node : builder.Node(-1, NativeImage.UnknownFrame("")), stack.Period, stack.Samples);
    }

    private int Kernel(StackSamples stack, int node)
    {
        if (options.FoldKernel && stack.KernelCount > 0)
        {
            _kernelPart.Clear();
            for (int i = stack.KernelCount - 1; i >= 0; i--)
            {
                _kernelPart.Add(kernel.Find(stack.Addresses[i] - (i > 0 ? 1UL : 0UL)) ?? "");
            }

            return builder.Node(node, KernelLeaf.Fold(_kernelPart));
        }

        for (int i = stack.KernelCount - 1; i >= 0; i--)
        {
            ulong address = stack.Addresses[i] - (i > 0 ? 1UL : 0UL);
            if (!_kernel.TryGetValue(address, out int frame))
            {
                frame = builder.Number(new Frame(kernel.Find(address) ?? "[kernel]", "[kernel]", FrameOrigin.Kernel));
                _kernel.Add(address, frame);
            }

            node = builder.Node(node, frame);
        }

        return node;
    }

    private int Thread(string name)
    {
        if (!_threads.TryGetValue(name, out int number))
        {
            number = builder.Number(new Frame(name.Length == 0 ? "[unknown]" : name, "", FrameOrigin.Native));
            _threads.Add(name, number);
        }

        return number;
    }

    private int[] Name(int program, ulong address)
    {
        PerfMapping? found = null;
        IReadOnlyList<PerfMapping> mappings = program < 0 ? [] : recording.Programs[program].Mappings;
        for (int i = mappings.Count - 1; i >= 0 && found is null; i--)
        {
            found = address >= mappings[i].Start && address < mappings[i].End ? mappings[i] : null;
        }

        if (found is not PerfMapping mapping)
        {
            // An address outside all mappings is no code: the unwinder went astray.
            return _none;
        }

        if (images.Load(mapping.Path) is NativeImage image && image.AddressOf(address - mapping.Start + mapping.FileOffset) is ulong place)
        {
            IReadOnlyList<Frame> frames = image.Resolve(place);
            if (frames[0].Origin != FrameOrigin.Unknown)
            {
                return options.Inlines ? [.. frames.Select(frame => builder.Number(frame))] : [builder.Number(frames[0])];
            }
        }
        else if (IsMadeAtRunTime(mapping.Path) && MapOf(recording.Programs[program].ProcessId).Find(address) is string name)
        {
            return [builder.Number(new Frame(name, "jit", FrameOrigin.Native))];
        }

        _unnamed.Add((program, address), mapping.Path);
        return [builder.Number(NativeImage.UnknownFrame(ProcessSymbols.Module(mapping.Path).Trim('[', ']')))];
    }

    private PerfMapFile MapOf(int process)
    {
        if (!_maps.TryGetValue(process, out PerfMapFile? map))
        {
            map = PerfMapFile.Of(process);
            _maps.Add(process, map);
        }

        return map;
    }

    /// <summary>Memory without a file, as perf sees it (is_anon_memory of tools/perf/util/map.c).</summary>
    private static bool IsMadeAtRunTime(string path) =>
        path.StartsWith("//anon", StringComparison.Ordinal) || path.StartsWith("/anon_hugepage", StringComparison.Ordinal)
        || path.StartsWith("/dev/zero", StringComparison.Ordinal) || path.StartsWith("/memfd:", StringComparison.Ordinal)
        || path.StartsWith("[anon", StringComparison.Ordinal) || path.StartsWith("/SYSV", StringComparison.Ordinal);
}
