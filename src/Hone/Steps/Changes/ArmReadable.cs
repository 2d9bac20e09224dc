using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Changes;

/// <summary>What programs of an arm may read: neither the repository, the record, the state directory nor the other arm.</summary>
/// <param name="Strict">Without the user's home folder, but for tools in it, and without shared memory: nobody can lay out answers there. Null where that is too much to name.</param>
/// <param name="Loose">With the home folder. Null where that is too much to name.</param>
internal sealed record ArmReadable(IReadOnlyList<string>? Strict, IReadOnlyList<string>? Loose)
{
    // Where languages keep their tools and packages when they are not installed for everybody.
    private static readonly string[] _tools =
    [
        ".dotnet", ".nuget", ".cargo", ".rustup", ".pyenv", ".nvm", ".volta", ".asdf", ".sdkman", ".rbenv", ".ghcup", ".opam", "go", "miniconda3", "anaconda3", ".local/lib", ".local/bin", ".local/share/uv",
        ".local/share/mise",
    ];

    /// <summary>What is readable here, for arms that lie in a folder.</summary>
    public static ArmReadable Of(Session session, string stage)
    {
        string top = session.Git.Ask(session.Cancellation, "rev-parse", "--show-toplevel").Output.TrimEnd('\n');
        string common = session.Git.Ask(session.Cancellation, "rev-parse", "--path-format=absolute", "--git-common-dir").Output.TrimEnd('\n');
        string[] hidden = [.. new[] { top, common, session.Folder, UserState.Root() }.Where(path => path.Length > 0).Select(OutputWatch.Real)];
        string[] whole = [.. new[] { Path.GetTempPath(), "/tmp", "/var/tmp", "/dev/shm" }.Select(path => OutputWatch.Real(path.TrimEnd('/'))).Distinct()];
        string[] shown = [stage, .. TreeFiles.Dependencies.Select(name => Path.Combine(session.Folder, name)).Where(Directory.Exists)];
        string? home = Environment.GetEnvironmentVariable("HOME") is { Length: > 1 } path && Directory.Exists(path) ? OutputWatch.Real(path.TrimEnd('/')) : null;
        string[] tools = home is null ? [] : [.. _tools.Select(name => Path.Combine(home, name)).Where(Directory.Exists).Where(tool => !Array.Exists(hidden, each => each == tool || each.StartsWith(tool + "/", StringComparison.Ordinal)))];
        return new(
            HiddenPaths.Readable(hidden, home is null ? whole : [.. whole, home], [.. shown, .. tools]),
            HiddenPaths.Readable(hidden, whole, shown));
    }
}
