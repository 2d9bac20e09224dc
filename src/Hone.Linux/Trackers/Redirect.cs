using System.Text;
using Hone.Linux.Storage;

namespace Hone.Linux.Trackers;

/// <summary>
/// The file <c>redirect</c> in a <c>.beads</c> folder: one path, relative to the folder that holds <c>.beads</c>, of the
/// folder to use instead (steveyegge/beads, <c>internal/beads/beads.go</c>: FollowRedirect; limits as in beads_viewer).
/// </summary>
internal static class Redirect
{
    public const string FileName = "redirect";

    private const int MaxDepth = 10;
    private const int MaxBytes = 4096;

    /// <summary>
    /// The real path of the folder at the end of the redirects; null when there is none, or one that does not lead to an
    /// existing folder of the right name.
    /// </summary>
    public static string? Follow(string folder)
    {
        string? found = null;
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            if (Next(found ?? folder) is not { } next)
            {
                return found;
            }

            found = next;
        }

        return null;
    }

    private static string? Next(string folder)
    {
        FileInfo file = new(Path.Combine(folder, FileName));
        try
        {
            if (!file.Exists || file.Length > MaxBytes)
            {
                return null;
            }

            string? target = Encoding.UTF8.GetString(File.ReadAllBytes(file.FullName))
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .FirstOrDefault(line => !line.StartsWith('#'));
            if (target is null || target.Contains('\0', StringComparison.Ordinal))
            {
                return null;
            }

            string? real = Libc.RealPath(Path.GetFullPath(target, Path.GetDirectoryName(folder)!));
            return real is not null && Path.GetFileName(real) is ".beads" or "_beads" && Directory.Exists(real) ? real : null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
