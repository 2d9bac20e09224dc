using Hone.Profiling;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>A file mapped into a process, as /proc/PID/maps, perf and heaptrack state it.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="End">The address after its last one.</param>
/// <param name="FileOffset">The file offset that <paramref name="Start"/> shows.</param>
/// <param name="Path">The file.</param>
public sealed record Mapping(ulong Start, ulong End, ulong FileOffset, string Path);

/// <summary>
/// Names the addresses of one process by the files that were mapped into it. Where mappings overlap, the later one in
/// the list replaced the earlier. Not safe for use from several threads at once.
/// </summary>
public sealed class ProcessSymbols : ISymbolSource
{
    private readonly IReadOnlyList<Mapping> _mappings;
    private readonly ImageStore _images;
    private readonly Dictionary<ulong, IReadOnlyList<Frame>> _known = [];

    /// <summary>Names addresses by mappings.</summary>
    public ProcessSymbols(IReadOnlyList<Mapping> mappings, ImageStore images)
    {
        _mappings = mappings;
        _images = images;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Frame> Resolve(ulong address)
    {
        if (!_known.TryGetValue(address, out IReadOnlyList<Frame>? frames))
        {
            frames = Find(address) is Mapping mapping
                ? ResolveIn(_images, mapping.Path, address - mapping.Start + mapping.FileOffset)
                : [NativeImage.UnknownFrame("")];
            _known.Add(address, frames);
        }

        return frames;
    }

    /// <summary>The mapping that holds an address, or null.</summary>
    public Mapping? Find(ulong address)
    {
        for (int i = _mappings.Count - 1; i >= 0; i--)
        {
            if (address >= _mappings[i].Start && address < _mappings[i].End)
            {
                return _mappings[i];
            }
        }

        return null;
    }

    /// <summary>The source line of the code at an address, or null when no debug information says so.</summary>
    public SourceLocation? LineAt(ulong address) =>
        Find(address) is Mapping mapping && _images.Load(mapping.Path) is NativeImage image
            && image.AddressOf(address - mapping.Start + mapping.FileOffset) is ulong place
            ? image.LineAt(place)
            : null;

    /// <summary>The frames at an offset of a file, outermost first; one unknown frame that names the file when it can't be read.</summary>
    public static IReadOnlyList<Frame> ResolveIn(ImageStore images, string path, ulong fileOffset)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Load(path) is NativeImage image && image.AddressOf(fileOffset) is ulong place)
        {
            return image.Resolve(place);
        }

        return [NativeImage.UnknownFrame(Module(path))];
    }

    /// <summary>The name that stands for a mapped file in frames: its file name, without <c> (deleted)</c>.</summary>
    public static string Module(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        const string deleted = " (deleted)";
        string name = path.EndsWith(deleted, StringComparison.Ordinal) ? path[..^deleted.Length] : path;
        return name[(name.LastIndexOf('/') + 1)..];
    }
}
