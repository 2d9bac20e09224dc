using Hone.Profiling;

namespace Hone.Cli.Steps;

/// <summary>Which frames are the project's own code, and how their source is written in reports.</summary>
internal static class OwnCode
{
    private static readonly string[] _foreign = ["node_modules/", ".venv/", "site-packages/", "third_party/", "vendor/"];

    /// <summary>True for frames whose source file lies in the project folder, outside what it took from others.</summary>
    public static Func<Frame, bool> In(string folder)
    {
        Dictionary<string, bool> known = [];
        return frame =>
        {
            if (frame.Source is not SourceLocation source)
            {
                return false;
            }

            if (!known.TryGetValue(source.File, out bool own))
            {
                own = Relative(folder, source.File) is string relative && !_foreign.Any(part => relative.Contains(part, StringComparison.Ordinal));
                known[source.File] = own;
            }

            return own;
        };
    }

    /// <summary>The profile with source files inside the project folder written relative to it, so that reports do not depend on where it lies.</summary>
    public static Profile Relocate(Profile profile, string folder) => profile with
    {
        Frames = [.. profile.Frames.Select(frame => frame.Source is SourceLocation source && Relative(folder, source.File) is string relative
            ? frame with { Source = source with { File = relative } }
            : frame)],
    };

    // Debug information holds absolute paths, or relative ones of whoever built the code (libc's are): what counts is a file
    // that lies in the project.
    private static string? Relative(string folder, string file)
    {
        string relative = Path.IsPathRooted(file) ? Path.GetRelativePath(folder, file) : file;
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) || !File.Exists(Path.Combine(folder, relative)) ? null : relative;
    }
}
