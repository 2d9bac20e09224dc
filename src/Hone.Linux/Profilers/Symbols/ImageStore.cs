using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>
/// Loads programs, libraries and their separate debug files from disk, each once. Debug files are looked for the way gdb
/// does: <c>/usr/lib/debug/.build-id/xx/yyyy.debug</c>, then the name in <c>.gnu_debuglink</c> beside the image, in
/// <c>.debug/</c> beside it and below <c>/usr/lib/debug</c>. Not safe for use from several threads at once.
/// </summary>
public sealed class ImageStore
{
    /// <summary>Larger files are left unread: an array cannot hold them, and a debug file of this size would take minutes.</summary>
    private const long MaxFile = 1L << 30;

    private readonly string _debugRoot;
    private readonly Dictionary<string, NativeImage?> _images = new(StringComparer.Ordinal);

    /// <summary>A store that finds debug files below <paramref name="debugRoot"/>.</summary>
    public ImageStore(string debugRoot = "/usr/lib/debug") => _debugRoot = debugRoot;

    /// <summary>The images that were loaded.</summary>
    public IEnumerable<NativeImage> Loaded
    {
        get
        {
            foreach (NativeImage? image in _images.Values)
            {
                if (image is not null)
                {
                    yield return image;
                }
            }
        }
    }

    /// <summary>The image in the file at <paramref name="path"/>; null when it is gone, unreadable, too large or no ELF file.</summary>
    public NativeImage? Load(string path) => Load(path, Path.GetFileName(path));

    /// <summary>The same, of a copy that is called after its program: its frames bear <paramref name="module"/> as their module.</summary>
    public NativeImage? Load(string path, string module)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!_images.TryGetValue(path, out NativeImage? image))
        {
            image = Read(path, module);
            _images.Add(path, image);
        }

        return image;
    }

    private NativeImage? Read(string path, string module)
    {
        if (Open(path) is not ElfImage image)
        {
            return null;
        }

        ElfImage? debug = FindDebug(path, image);
        ElfImage? alternate = FindAlternate(path, debug ?? image);
        return new NativeImage(module, image, debug, alternate);
    }

    private ElfImage? FindDebug(string path, ElfImage image)
    {
        if (image.BuildId is { Length: > 2 } id)
        {
            string byId = Path.Combine(_debugRoot, ".build-id", id[..2], id[2..] + ".debug");
            if (Open(byId) is ElfImage found && Matches(found, image))
            {
                return found;
            }
        }

        if (image.DebugLink is not string link || link.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        string folder = Path.GetDirectoryName(Resolve(path)) ?? "/";
        string[] places = [Path.Combine(folder, link), Path.Combine(folder, ".debug", link), Path.Combine(_debugRoot, folder.TrimStart('/'), link)];
        foreach (string place in places)
        {
            if (place != path && Open(place) is ElfImage found && Matches(found, image))
            {
                return found;
            }
        }

        return null;
    }

    private ElfImage? FindAlternate(string path, ElfImage image)
    {
        if (image.AlternateLink is not string link)
        {
            return null;
        }

        // dwz writes the link relative to the place of the debug file, or absolute.
        string folder = image.BuildId is { Length: > 2 } id ? Path.Combine(_debugRoot, ".build-id", id[..2]) : Path.GetDirectoryName(path) ?? "/";
        return Open(Path.GetFullPath(Path.Combine(folder, link)));
    }

    /// <summary>Debug information of another build would name the wrong functions without anybody noticing.</summary>
    private static bool Matches(ElfImage debug, ElfImage image) =>
        debug.BuildId is null || image.BuildId is null || debug.BuildId == image.BuildId;

    private static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    private static ElfImage? Open(string path)
    {
        try
        {
            // A path from a profile may name a pipe or a device, which would never end.
            FileInfo file = new(path);
            if (!file.Exists || (file.Attributes & (FileAttributes.Directory | FileAttributes.Device)) != 0 || file.Length is 0 or > MaxFile)
            {
                return null;
            }

            return ElfImage.Parse(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
