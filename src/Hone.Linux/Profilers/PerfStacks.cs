using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers;

/// <summary>Turns perf's samples into stacks of named functions, and counts what could not be named.</summary>
internal sealed class PerfStacks(ProfileBuilder builder, ImageStore images)
{
    /// <summary>Where stacks begin: the entry point of a program or of the loader, and the start of a thread.</summary>
    private static readonly HashSet<string> _beginnings =
    [
        "_start", "__libc_start_main", "__libc_start_call_main", "main", "_dl_start", "_dl_start_user",
        "clone", "__clone", "clone3", "__clone3", "start_thread", "thread_start", "_dl_relocate_static_pie",
    ];

    private static readonly IReadOnlyList<Frame> _none = [];

    private readonly List<Frame> _frames = [];
    private readonly List<string> _kernel = [];
    private readonly HashSet<string> _unnamedHere = [];
    private readonly Dictionary<int, List<PerfMapping>> _mappings = [];
    private List<IReadOnlyList<Frame>?> _resolved = [];

    /// <summary>How many samples there are.</summary>
    public long Samples { get; private set; }

    /// <summary>How many samples in user code have a stack that does not reach its beginning.</summary>
    public long Truncated { get; private set; }

    /// <summary>How many samples pass through code that has no name, by the path of the file it lies in.</summary>
    public Dictionary<string, long> Unnamed { get; } = new(StringComparer.Ordinal);

    /// <summary>The functions that perf could name and our own symbol tables could not, as <c>symbol (dso)</c>.</summary>
    public HashSet<string> NamedByPerf { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets ready for the text of another run, whose stack lines are numbered anew.</summary>
    public void StartRun()
    {
        _resolved = [];
        _mappings.Clear();
    }

    /// <summary>Remembers where a file's code was mapped.</summary>
    public void Add(PerfMapping mapping)
    {
        if (mapping.Executable && mapping.Path.StartsWith('/'))
        {
            if (!_mappings.TryGetValue(mapping.Pid, out List<PerfMapping>? list))
            {
                list = [];
                _mappings.Add(mapping.Pid, list);
            }

            list.Add(mapping);
        }
    }

    /// <summary>Adds a sample's stack to the profile.</summary>
    public void Add(PerfScriptParser parser, PerfSample sample)
    {
        // Between fork and exec the child still runs perf's own code.
        if (sample.Command == "perf-exec" || sample.Stack.IsEmpty)
        {
            return;
        }

        _frames.Clear();
        _kernel.Clear();
        _unnamedHere.Clear();
        for (int i = sample.Stack.Length - 1; i >= 0; i--)
        {
            PerfFrame line = parser.Frame(sample.Stack[i]);
            if (line.IsEnd)
            {
                continue;
            }

            if (line.Kernel)
            {
                _kernel.Add(line.Symbol);
                continue;
            }

            AddUser(line, Resolve(line, sample.Stack[i], sample.Pid));
        }

        bool truncated = _frames.Count > 0 && !_beginnings.Contains(_frames[0].Function);
        if (_kernel.Count > 0)
        {
            _frames.Add(KernelLeaf.Fold(_kernel));
        }

        if (_frames.Count == 0)
        {
            _frames.Add(NativeImage.UnknownFrame(""));
        }

        Samples++;
        Truncated += truncated ? 1 : 0;
        foreach (string path in _unnamedHere)
        {
            Unnamed[path] = Unnamed.GetValueOrDefault(path) + 1;
        }

        builder.AddStack(_frames, sample.Period, 1);
    }

    private void AddUser(PerfFrame line, IReadOnlyList<Frame> frames)
    {
        if (frames.Count == 1 && frames[0].Origin == FrameOrigin.Unknown)
        {
            // glibc calls nothing but main from here, in whatever program.
            if (_frames.Count > 0 && _frames[^1].Function == "__libc_start_call_main" && line.Dso.StartsWith('/'))
            {
                _frames.Add(new Frame("main", frames[0].Module, FrameOrigin.Native));
                return;
            }

            _unnamedHere.Add(line.Dso);
        }

        _frames.AddRange(frames);
    }

    private IReadOnlyList<Frame> Resolve(PerfFrame line, int number, int pid)
    {
        while (_resolved.Count <= number)
        {
            _resolved.Add(null);
        }

        return _resolved[number] ??= Name(line, pid);
    }

    private IReadOnlyList<Frame> Name(PerfFrame line, int pid)
    {
        if (line.Dso.Length == 0 && line.Symbol.Length == 0)
        {
            // An address outside all mappings is no code: the unwinder went astray.
            return _none;
        }

        IReadOnlyList<Frame> frames = [NativeImage.UnknownFrame(Module(line.Dso))];
        if (line.Dso.StartsWith('/') && images.Load(line.Dso) is NativeImage image && (image.AddressOf(line.Address) ?? Absolute(image, line, pid)) is ulong address)
        {
            frames = image.Resolve(address);
        }

        // perf knows what no file does: the vdso, and methods that a JIT listed in /tmp/perf-PID.map.
        if (frames[0].Origin == FrameOrigin.Unknown && line.Symbol.Length > 0)
        {
            NamedByPerf.Add(line.Symbol + " (" + line.Dso + ")");
            return [new Frame(SymbolName.Clean(line.Symbol), Module(line.Dso), FrameOrigin.Native)];
        }

        return frames;
    }

    /// <summary>Before 6.0, perf printed absolute addresses.</summary>
    private ulong? Absolute(NativeImage image, PerfFrame line, int pid)
    {
        foreach (PerfMapping mapping in _mappings.GetValueOrDefault(pid) ?? [])
        {
            if (mapping.Path == line.Dso && line.Address >= mapping.Start && line.Address < mapping.End)
            {
                return image.AddressOf(line.Address - mapping.Start + mapping.FileOffset);
            }
        }

        return null;
    }

    private static string Module(string dso) =>
        dso.StartsWith("/tmp/perf-", StringComparison.Ordinal) ? "jit" : ProcessSymbols.Module(dso).Trim('[', ']');
}
