using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Formats.NetTrace;
using Hone.Profiling.Formats.PerfFile;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>Names the addresses of one program: managed code first, then the files that were mapped.</summary>
internal sealed class ProcessFrames : ISymbolSource
{
    private readonly ProcessSymbols _symbols;
    private readonly ManagedFrames _managed;
    private readonly MethodMap? _methods;
    private readonly Dictionary<ulong, IReadOnlyList<Frame>> _known = [];

    public ProcessFrames(PerfProgram program, ImageStore images, ManagedFrames managed, MethodMap? methods)
    {
        _symbols = new ProcessSymbols([.. program.Mappings.Select(static mapping => new Mapping(mapping.Start, mapping.End, mapping.FileOffset, mapping.Path))], images);
        _managed = managed;
        _methods = methods;
    }

    /// <summary>Managed code of which the runtime did not say the method, because it ended before it could.</summary>
    public static Frame UnknownManaged { get; } = new("[.NET code without a name]", "", FrameOrigin.Unknown);

    /// <summary>The frames at an address, outermost first; none for an address outside all mappings, which is no code.</summary>
    public IReadOnlyList<Frame> Resolve(ulong address)
    {
        if (!_known.TryGetValue(address, out IReadOnlyList<Frame>? frames))
        {
            frames = Find(address);
            _known.Add(address, frames);
        }

        return frames;
    }

    private IReadOnlyList<Frame> Find(ulong address)
    {
        if (_methods?.Find(address) is ManagedMethod method)
        {
            return [_managed.Of(method)];
        }

        if (_symbols.Find(address) is not Mapping mapping)
        {
            return [];
        }

        string module = ProcessSymbols.Module(mapping.Path);
        if (RuntimeLibrary.Find(module) is Frame runtime)
        {
            return [runtime];
        }

        if (_methods is not null && (IsMadeAtRunTime(mapping.Path) || module.EndsWith(".dll", StringComparison.Ordinal)))
        {
            // After a full list, code without a method is what the runtime makes for itself.
            return [_methods.HasRundown ? RuntimeLibrary.Stub : UnknownManaged];
        }

        return _symbols.Resolve(address);
    }

    private static bool IsMadeAtRunTime(string path) =>
        path.StartsWith("/memfd:doublemapper", StringComparison.Ordinal) || path.StartsWith("//anon", StringComparison.Ordinal)
        || path.StartsWith("anon_inode", StringComparison.Ordinal) || path.StartsWith("[anon", StringComparison.Ordinal);
}
