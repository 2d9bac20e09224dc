using Hone.Linux.Processes;

namespace Hone.Linux.Profilers;

/// <summary>Finds out, without running anything, which language runtime a command's program uses.</summary>
public static class TargetDetection
{
    private const int MaxIndirections = 8;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>
    /// The runtime of the program that the command ends up running: through the child's PATH, symbolic links, shebangs,
    /// version managers' shims, prefix commands such as <c>env</c> and <c>timeout</c>, and the words of <c>sh -c LINE</c>.
    /// <see cref="TargetRuntime.Native"/> when nothing says otherwise, also for a program that does not exist.
    /// </summary>
    public static TargetRuntime Detect(SpawnRequest request)
    {
        string path = request.Environment.TryGetValue("PATH", out string? own)
            ? own ?? "/usr/local/bin:/bin:/usr/bin"
            : Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/bin:/usr/bin";
        return new Search(path, request.WorkingDirectory).OfWords(request.Argv, MaxIndirections) ?? TargetRuntime.Native;
    }

    private sealed class Search(string path, string folder)
    {
        /// <summary>The runtime of an argument vector; null when it is native or not known.</summary>
        public TargetRuntime? OfWords(IReadOnlyList<string> argv, int left)
        {
            if (argv.Count == 0 || left == 0)
            {
                return null;
            }

            string name = Path.GetFileName(argv[0]);
            if (ShellWords.IsShell(name))
            {
                int line = IndexOfLine(argv);
                return line > 0 ? OfLine(argv[line], left - 1)
                    : argv.Count > 1 && !argv[1].StartsWith('-') ? OfFile(Resolve(argv[1], search: false), left - 1)
                    : null;
            }

            if (ShellWords.IsPrefix(name))
            {
                // The prefix's own options and their values come before the program; a word that names no program says nothing.
                for (int i = 1; i < argv.Count; i++)
                {
                    if (OfWords([.. argv.Skip(i)], left - 1) is { } found)
                    {
                        return found;
                    }
                }

                return null;
            }

            return ProgramName.Runtime(name) ?? OfFile(Resolve(argv[0], search: true), left - 1);
        }

        private TargetRuntime? OfLine(string line, int left)
        {
            foreach (IReadOnlyList<string> command in ShellWords.Commands(line))
            {
                if (OfWords(command, left) is { } found)
                {
                    return found;
                }
            }

            return null;
        }

        private TargetRuntime? OfFile(string? file, int left)
        {
            if (file is null || left == 0)
            {
                return null;
            }

            try
            {
                string real = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
                ProgramHead head = ProgramHead.Read(real);
                return ProgramName.Runtime(Path.GetFileName(real)) is { } named && head.IsElf ? named
                    : head.IsElf ? ElfRuntime.Of(real)
                    : head.Shebang is { } interpreter ? ProgramName.ShimRuntime(Path.GetFileName(file), head.Text) ?? OfScript(interpreter, head, left)
                    : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        private TargetRuntime? OfScript(IReadOnlyList<string> interpreter, ProgramHead head, int left) =>
            interpreter.Any(word => ShellWords.IsShell(Path.GetFileName(word)))
                ? OfLine(head.Text, left - 1)
                : OfWords(interpreter, left - 1);

        private static int IndexOfLine(IReadOnlyList<string> argv)
        {
            for (int i = 1; i + 1 < argv.Count && argv[i].StartsWith('-'); i++)
            {
                if (!argv[i].StartsWith("--", StringComparison.Ordinal) && argv[i].EndsWith('c'))
                {
                    return i + 1;
                }
            }

            return -1;
        }

        private string? Resolve(string program, bool search)
        {
            if (program.Contains('/') || !search)
            {
                string full = Path.Combine(folder, program);
                return File.Exists(full) ? full : null;
            }

            foreach (string entry in path.Split(':'))
            {
                // An empty entry stands for the working directory (environ(7)).
                string full = Path.Combine(folder, entry, program);
                if (File.Exists(full) && (File.GetUnixFileMode(full) & AnyExecute) != 0)
                {
                    return full;
                }
            }

            return null;
        }
    }
}
