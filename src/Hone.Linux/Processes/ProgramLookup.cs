using Hone.Problems;

namespace Hone.Linux.Processes;

/// <summary>Finds the file of a program as execvp(3) would, and says precisely when it cannot be found.</summary>
public static class ProgramLookup
{
    /// <summary>Where execvp(3) of glibc looks when there is no PATH at all.</summary>
    public const string DefaultPath = "/bin:/usr/bin";

    private const int Execute = 1;
    private const int CurrentFolder = -100;
    private const int EffectiveIds = 0x200;

    /// <summary>
    /// The absolute path of a program. A name with a slash is relative to <paramref name="workingDirectory"/>; any other is looked
    /// up in <paramref name="path"/> (the child's <c>PATH</c>). Null when there is no file that this user may execute.
    /// </summary>
    public static string? Find(string program, string workingDirectory, string path)
    {
        foreach (string candidate in Candidates(program, workingDirectory, path))
        {
            if (IsExecutable(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>
    /// What to hand to execve(2) in the child's folder, or the problem of the folder or the program. A path stays as it was given:
    /// a script sees it as its <c>$0</c>.
    /// </summary>
    internal static string Require(SpawnRequest request)
    {
        string folder = request.WorkingDirectory;
        if (!Directory.Exists(folder))
        {
            throw new ProblemException(File.Exists(folder)
                ? new(ExitCode.Usage, "folder-is-file", "the folder to run in is a file", "mend cwd") { Place = folder }
                : new(ExitCode.Usage, "folder-missing", "the folder to run in does not exist", "make it, or mend cwd") { Place = folder });
        }

        if (!MayExecute(folder))
        {
            throw new ProblemException(new(ExitCode.Usage, "folder-forbidden", "the folder to run in may not be entered", "see the modes of it and the folders above") { Place = folder });
        }

        string program = request.Argv[0];
        string? own = request.ClearEnvironment ? null : Environment.GetEnvironmentVariable("PATH");
        string path = (request.Environment.TryGetValue("PATH", out string? changed) ? changed : own) ?? DefaultPath;
        string found = Find(program, folder, path) ?? throw new ProblemException(Missing(program, folder, path));
        return program.Contains('/', StringComparison.Ordinal) ? program : found;
    }

    /// <summary>The problem to report when <see cref="Find"/> found nothing; without a path, Hone's own was searched.</summary>
    internal static Problem Missing(string program, string workingDirectory, string? path = null)
    {
        path ??= Environment.GetEnvironmentVariable("PATH") ?? DefaultPath;
        string? there = Candidates(program, workingDirectory, path).FirstOrDefault(Path.Exists);
        bool named = program.Contains('/', StringComparison.Ordinal);
        string full = Path.GetFullPath(program, workingDirectory);
        return there switch
        {
            null when named => new(ExitCode.ToolMissing, "program-missing", $"there is no program '{program}'", "build it first, or mend the path") { Place = full },
            null => new(ExitCode.ToolMissing, "program-missing", $"there is no program '{program}' on PATH, which is {(path.Length == 0 ? "empty" : path)}", "install it, or give its path"),
            _ when Directory.Exists(there) => new(ExitCode.ToolMissing, "program-is-folder", $"'{program}' is a folder, not a program", "give the program's file") { Place = there },
            _ => new(ExitCode.ToolMissing, "program-not-executable", $"'{program}' may not be executed", $"chmod +x {there}, or run it by its interpreter") { Place = there },
        };
    }

    private static IEnumerable<string> Candidates(string program, string workingDirectory, string path) =>
        program.Length == 0 ? []
        : program.Contains('/', StringComparison.Ordinal) ? [Path.GetFullPath(program, workingDirectory)]
        : path.Split(':').Select(folder => Path.GetFullPath(Path.Combine(folder, program), workingDirectory));

    private static bool IsExecutable(string path) => File.Exists(path) && MayExecute(path);

    private static bool MayExecute(string path) => LibC.AccessAt(CurrentFolder, path, Execute, EffectiveIds) == 0;
}
