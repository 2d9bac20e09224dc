using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>Names the addresses of one program: managed code first, then the files that were mapped.</summary>
internal sealed class ProcessFrames
{
    private readonly ProcessSymbols _symbols;
    private readonly ManagedFrames _managed;
    private readonly MethodMap? _methods;
    private readonly Frame _programFile;
    private readonly Dictionary<ulong, Place> _known = [];

    public ProcessFrames(PerfProgram program, ImageStore images, ManagedFrames managed, MethodMap? methods)
    {
        _symbols = new ProcessSymbols([.. program.Mappings.Select(static mapping => new Mapping(mapping.Start, mapping.End, mapping.FileOffset, mapping.Path))], images);
        _managed = managed;
        _methods = methods;

        // A self-contained single file has the runtime linked into it.
        bool apart = program.Mappings.Any(static mapping => ProcessSymbols.Module(mapping.Path) == RuntimeLibrary.Collector.Module);
        _programFile = apart ? RuntimeLibrary.Host : RuntimeLibrary.Runtime;
    }

    /// <summary>Managed code of which the runtime did not say the method, because it ended before it could.</summary>
    public static Frame UnknownManaged { get; } = new(FrameRules.UnnamedDotnet, "", FrameOrigin.Unknown);

    /// <summary>Which callers of this program's methods were lost, and how to find them again.</summary>
    public LostCallers Lost { get; } = new();

    /// <summary>What is at an address; it has no frames outside all mappings, where no code is.</summary>
    public Place At(ulong address)
    {
        if (!_known.TryGetValue(address, out Place place))
        {
            place = Find(address);
            _known.Add(address, place);
        }

        return place;
    }

    private Place Find(ulong address)
    {
        if (_methods?.Find(address) is ManagedMethod method)
        {
            return new Place([_managed.Of(method)], method);
        }

        return new Place(_symbols.Find(address) is Mapping mapping ? InFile(address, mapping) : [], null);
    }

    private IReadOnlyList<Frame> InFile(ulong address, Mapping mapping)
    {
        string module = ProcessSymbols.Module(mapping.Path);
        if (RuntimeLibrary.Find(module) is Frame runtime)
        {
            return [runtime];
        }

        if (_methods is null)
        {
            return _symbols.Resolve(address);
        }

        if (IsMadeAtRunTime(mapping.Path) || module.EndsWith(".dll", StringComparison.Ordinal))
        {
            // After a full list, code without a method is what the runtime makes for itself.
            return [_methods.HasRundown ? RuntimeLibrary.Stub : UnknownManaged];
        }

        // The program file of a .NET program only starts the runtime; it comes without symbols.
        IReadOnlyList<Frame> frames = _symbols.Resolve(address);
        return frames[0].Origin == FrameOrigin.Unknown && !module.Contains(".so", StringComparison.Ordinal) ? [_programFile] : frames;
    }

    private static bool IsMadeAtRunTime(string path) =>
        path.StartsWith("/memfd:doublemapper", StringComparison.Ordinal) || path.StartsWith("//anon", StringComparison.Ordinal)
        || path.StartsWith("anon_inode", StringComparison.Ordinal) || path.StartsWith("[anon", StringComparison.Ordinal);

    /// <summary>What is at an address.</summary>
    /// <param name="Frames">Its frames, outermost first.</param>
    /// <param name="Method">The managed method, or null.</param>
    internal readonly record struct Place(IReadOnlyList<Frame> Frames, ManagedMethod? Method);
}
