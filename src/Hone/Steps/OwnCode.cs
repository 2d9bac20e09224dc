using Hone.Profiling;

namespace Hone.Cli.Steps;

/// <summary>Which frames are the project's own code, and how their source is written in reports.</summary>
internal static class OwnCode
{
    private static readonly string[] _foreign = ["node_modules/", ".venv/", "site-packages/", "third_party/", "vendor/"];

    /// <summary>True for frames whose source file lies in the project folder, outside what it took from others.</summary>
    public static Func<Frame, bool> In(string folder) => frame =>
        frame.Source is SourceLocation source && Relative(folder, source.File) is string relative
        && !_foreign.Any(part => relative.Contains(part, StringComparison.Ordinal));

    /// <summary>The profile with source files inside the project folder written relative to it, so that reports do not depend on where it lies.</summary>
    public static Profile Relocate(Profile profile, string folder) => profile with
    {
        Frames = [.. profile.Frames.Select(frame => frame.Source is SourceLocation source && Relative(folder, source.File) is string relative
            ? frame with { Source = source with { File = relative } }
            : frame)],
    };

    // Relative paths are the project's own (see Relocate); debug information otherwise holds absolute ones.
    private static string? Relative(string folder, string file)
    {
        if (!Path.IsPathRooted(file))
        {
            return file.StartsWith("..", StringComparison.Ordinal) || file.Contains(':', StringComparison.Ordinal) ? null : file;
        }

        string relative = Path.GetRelativePath(folder, file);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }
}
