using System.Globalization;
using Hone.Profiling.Symbols;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>The kernel's code that is mapped into every process (vdso(7)), read from this process: no file holds it.</summary>
internal static class OwnVdso
{
    private static readonly Lazy<NativeImage?> _image = new(Read);

    /// <summary>The image, or null when it cannot be read.</summary>
    public static NativeImage? Image => _image.Value;

    private static NativeImage? Read()
    {
        try
        {
            foreach (string line in File.ReadLines("/proc/self/maps"))
            {
                if (line.EndsWith("[vdso]", StringComparison.Ordinal))
                {
                    string[] range = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-');
                    long start = long.Parse(range[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                    byte[] bytes = new byte[long.Parse(range[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) - start];
                    using FileStream memory = new("/proc/self/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
                    memory.Position = start;
                    memory.ReadExactly(bytes);
                    return ElfImage.Parse(bytes) is ElfImage image ? new NativeImage("[vdso]", image) : null;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            // Its few functions go without names.
        }

        return null;
    }
}
