using System.Security.Cryptography;
using System.Text;
using Hone.Problems;

namespace Hone.Linux.Storage;

/// <summary>
/// The user's state directory (<c>$XDG_STATE_HOME/hone</c>, else <c>~/.local/state/hone</c>; XDG Base Directory Specification): for what
/// belongs to this machine and must not lie in the repository.
/// </summary>
public static class UserState
{
    /// <summary>The folder's name where servers that are running keep their tokens: whoever reads one may speak to its server.</summary>
    public const string Tokens = "mcp";

    /// <summary>A folder of it that belongs to one clone of one project, absolute; it need not exist, the one around it does.</summary>
    /// <param name="project">The project folder.</param>
    /// <param name="name">The name of the folder around it, such as <c>changes</c>.</param>
    public static string OfProject(string project, string name)
    {
        string real = Libc.RealPath(project) ?? project;
        return Path.Combine(Folder(project, name), Path.GetFileName(real) + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(real)))[..12]);
    }

    /// <summary>A folder of it, absolute, made when it is not there; one inside the project is a problem.</summary>
    /// <param name="project">The project folder.</param>
    /// <param name="name">The folder's name, such as <c>changes</c>.</param>
    public static string Folder(string project, string name)
    {
        string path = Path.Combine(Root(), name);
        if (IsBelow(Libc.RealPath(Root()) ?? path, Libc.RealPath(project) ?? project))
        {
            throw new ProblemException(new(
                ExitCode.Usage,
                "state-inside-project",
                "the state directory lies inside the project: a worktree there would be part of the program",
                "set XDG_STATE_HOME to a folder outside it")
            { Place = path });
        }

        try
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return Libc.RealPath(path) ?? path;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    /// <summary>The directory itself, absolute; it need not exist. None at all is a problem.</summary>
    public static string Root()
    {
        string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state) || state[0] != '/')
        {
            string? home = Environment.GetEnvironmentVariable("HOME");
            state = string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".local", "state");
        }

        return state is null
            ? throw new ProblemException(new(ExitCode.ToolMissing, "no-state-directory", "there is no state directory: neither XDG_STATE_HOME nor HOME is set", "set one of them to a folder outside the project"))
            : Path.GetFullPath(Path.Combine(state, "hone"));
    }

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);
}
