using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>Finds the file of a program as execvp(3) would, and says precisely when it cannot be found.</summary>
public static class ProgramLookup
{
    /// <summary>
    /// The absolute path of a program. A name with a slash is relative to <paramref name="workingDirectory"/>; any other is looked
    /// up in <paramref name="path"/> (the child's <c>PATH</c>). Null when there is no such executable file.
    /// </summary>
    public static string? Find(string program, string workingDirectory, string path)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            string full = Path.GetFullPath(Path.Combine(workingDirectory, program));
            return IsExecutable(full) ? full : null;
        }

        foreach (string folder in path.Split(':'))
        {
            string full = Path.GetFullPath(Path.Combine(workingDirectory, folder.Length == 0 ? "." : folder, program));
            if (program.Length > 0 && IsExecutable(full))
            {
                return full;
            }
        }

        return null;
    }

    /// <summary>The problem to report when <see cref="Find"/> found nothing.</summary>
    internal static Problem Missing(string program, string workingDirectory)
    {
        string full = Path.GetFullPath(Path.Combine(workingDirectory, program));
        return !program.Contains('/', StringComparison.Ordinal)
            ? new(ExitCode.ToolMissing, "program-missing", $"there is no program '{program}' on PATH", "install it, or give its path")
            : Directory.Exists(full)
            ? new(ExitCode.ToolMissing, "program-is-folder", $"'{program}' is a folder, not a program", "give the program's file") { Place = full }
            : File.Exists(full)
            ? new(ExitCode.ToolMissing, "program-not-executable", $"'{program}' may not be executed", $"chmod +x {full}, or run it by its interpreter") { Place = full }
            : new(ExitCode.ToolMissing, "program-missing", $"there is no program '{program}'", "build it first, or mend the path") { Place = full };
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
