using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>
/// The files of a recording as they were when it was made: a file that was built anew since would name the wrong functions. Where
/// the build id differs, perf's own copy is taken (<c>~/.debug</c>, which <c>perf record</c> fills), else none.
/// </summary>
/// <param name="images">Loads files.</param>
/// <param name="buildIds">The ids in hexadecimal digits by path, as far as the recording has them.</param>
internal sealed class RecordedImages(ImageStore images, IReadOnlyDictionary<string, string> buildIds)
{
    private readonly Dictionary<string, NativeImage?> _known = new(StringComparer.Ordinal);

    /// <summary>The paths of files that are not the recorded ones any more.</summary>
    public SortedSet<string> Replaced { get; } = new(StringComparer.Ordinal);

    /// <summary>The image that was mapped from a path, or null.</summary>
    public NativeImage? Load(string path)
    {
        if (!_known.TryGetValue(path, out NativeImage? image))
        {
            image = Find(path);
            _known.Add(path, image);
        }

        return image;
    }

    private NativeImage? Find(string path)
    {
        string? id = buildIds.GetValueOrDefault(path);
        if (path == "[vdso]")
        {
            return OwnVdso.Image is NativeImage own && (id is null || own.BuildId is null || own.BuildId == id) ? own : null;
        }

        NativeImage? image = path.StartsWith('/') ? images.Load(path) : null;
        if (id is null || image is { BuildId: null } || image?.BuildId == id)
        {
            return image;
        }

        string home = Environment.GetEnvironmentVariable("HOME") ?? "";
        string copy = Path.Combine(home, ".debug", ".build-id", id[..2], id[2..], "elf");
        if (home.Length > 0 && images.Load(copy, Path.GetFileName(path)) is NativeImage recorded && recorded.BuildId == id)
        {
            return recorded;
        }

        Replaced.Add(path);
        return null;
    }
}
