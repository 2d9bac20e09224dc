using Hone.Workloads;

namespace Hone.Equivalence.Sealing;

/// <summary>The programs that a manifest's command names, and the scripts that it hands to an interpreter.</summary>
/// <param name="Tools">Programs that are looked up on PATH (no slash), or given by an absolute path; sorted.</param>
/// <param name="Scripts">Files relative to the project folder that are run, or run by an interpreter; sorted.</param>
/// <param name="ShellScripts">Those of <paramref name="Scripts"/> that a shell runs.</param>
public sealed record CommandPrograms(IReadOnlyList<string> Tools, IReadOnlyList<string> Scripts, IReadOnlyList<string> ShellScripts)
{
    private const int Deepest = 4;

    // Programs that start the program in their own arguments.
    private static readonly HashSet<string> _wrappers = ["env", "nice", "ionice", "nohup", "timeout", "taskset", "stdbuf", "setsid", "chrt", "xargs", "time", "setarch", "unshare", "flock"];
    private static readonly HashSet<string> _shells = ["sh", "bash", "dash", "zsh", "ksh", "ash", "busybox"];
    private static readonly string[] _interpreters = ["python", "pypy", "node", "nodejs", "deno", "bun", "perl", "ruby", "php", "lua", "Rscript", "julia", "tclsh", "guile", "awk", "gawk", "make", "gmake", "cmake", "ninja"];

    // Options of these that name the script; of other interpreters the first plain word does.
    private static readonly Dictionary<string, string> _scriptOption = new() { ["make"] = "-f", ["gmake"] = "-f", ["cmake"] = "-P", ["ninja"] = "-f", ["awk"] = "-f", ["gawk"] = "-f" };

    /// <summary>Reads a command. Its words count as they stand: what a script starts in turn is not followed.</summary>
    public static CommandPrograms Of(CommandLine command)
    {
        SortedSet<string> tools = new(StringComparer.Ordinal);
        SortedSet<string> scripts = new(StringComparer.Ordinal);
        SortedSet<string> shellScripts = new(StringComparer.Ordinal);
        Collect(command.Argv, command.WorkingDirectory, 0, tools, scripts, shellScripts);
        return new([.. tools], [.. scripts], [.. shellScripts]);
    }

    private static void Collect(IReadOnlyList<string> words, string folder, int depth, SortedSet<string> tools, SortedSet<string> scripts, SortedSet<string> shellScripts)
    {
        if (words.Count == 0 || depth > Deepest || words[0].Length == 0)
        {
            return;
        }

        string program = words[0];
        string name = program[(program.LastIndexOf('/') + 1)..];
        if (!program.Contains('/', StringComparison.Ordinal) || program[0] == '/')
        {
            tools.Add(program);
        }
        else
        {
            bool isShell = name.EndsWith(".sh", StringComparison.Ordinal) || name.EndsWith(".bash", StringComparison.Ordinal);
            AddScript(program, folder, isShell, scripts, shellScripts);
        }

        if (_wrappers.Contains(name))
        {
            string[] rest = [.. words.Skip(1).SkipWhile(word => word.StartsWith('-') || ShellCommands.IsAssignment(word) || word.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or 's' or 'm' or 'h' or 'x'))];
            Collect(rest, folder, depth + 1, tools, scripts, shellScripts);
        }
        else if (_shells.Contains(name))
        {
            Shell(words, folder, depth, tools, scripts, shellScripts);
        }
        else if (name is "." or "source")
        {
            tools.Remove(program);
            AddScript(words.ElementAtOrDefault(1), folder, true, scripts, shellScripts);
        }
        else if (_scriptOption.TryGetValue(name, out string? option))
        {
            int at = words.ToList().IndexOf(option);
            AddScript(at < 0 ? null : words.ElementAtOrDefault(at + 1), folder, false, scripts, shellScripts);
        }
        else if (Array.Exists(_interpreters, interpreter => name.StartsWith(interpreter, StringComparison.Ordinal) && name[interpreter.Length..].All(c => char.IsAsciiDigit(c) || c == '.')))
        {
            AddScript(FirstPlain(words), folder, false, scripts, shellScripts);
        }
    }

    private static void Shell(IReadOnlyList<string> words, string folder, int depth, SortedSet<string> tools, SortedSet<string> scripts, SortedSet<string> shellScripts)
    {
        int line = words.Skip(1).TakeWhile(word => word.StartsWith('-')).ToList().FindIndex(word => !word.StartsWith("--", StringComparison.Ordinal) && word.Contains('c', StringComparison.Ordinal));
        if (line < 0)
        {
            AddScript(FirstPlain(words), folder, true, scripts, shellScripts);
            return;
        }

        string? text = words.Skip(1).SkipWhile(word => word.StartsWith('-')).FirstOrDefault();
        foreach (IReadOnlyList<string> command in ShellCommands.Of(text ?? ""))
        {
            Collect(command, folder, depth + 1, tools, scripts, shellScripts);
        }
    }

    private static string? FirstPlain(IReadOnlyList<string> words)
    {
        foreach (string word in words.Skip(1))
        {
            // A program in the arguments, or a module by its name: no file.
            if (word is "-c" or "-e" or "-m" or "-p" or "--eval" or "--print" or "-")
            {
                return null;
            }

            if (!word.StartsWith('-'))
            {
                return word;
            }
        }

        return null;
    }

    private static void AddScript(string? path, string folder, bool isShell, SortedSet<string> scripts, SortedSet<string> shellScripts)
    {
        if (path is null || path.Contains('$', StringComparison.Ordinal) || ProjectPath.Normalize(folder == "." ? path : folder + "/" + path, out _) is not string normal)
        {
            return;
        }

        scripts.Add(normal);
        if (isShell)
        {
            shellScripts.Add(normal);
        }
    }
}
