using System.Text;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Linux.Machines;

/// <summary>The versions of the compilers and runtimes that commands name: figures may change with them, without any commit.</summary>
public static class ToolVersions
{
    private const int LongestVersion = 100;

    private static readonly string[] _asked =
    [
        "gcc", "g++", "cc", "c++", "clang", "clang++", "rustc", "cargo", "dotnet", "node", "python3", "python", "javac", "java", "ruby", "php", "perl", "ghc", "ocaml", "swiftc", "zig",
    ];

    /// <summary>The first line that each of them says of itself, in the order of their names; null when the commands name none that is here.</summary>
    /// <param name="commands">The commands that build and run the programs.</param>
    /// <param name="folder">The folder that they run in.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public static string? Read(IEnumerable<CommandLine> commands, string folder, CancellationToken cancellation)
    {
        HashSet<string> words = [.. commands.SelectMany(command => command.Words).SelectMany(word => word.Split(' ', '\t', '\n', ';', '&', '|', '(', ')', '\'', '"')).Select(word => word[(word.LastIndexOf('/') + 1)..])];

        // A make file or a script names the compilers, which nobody reads here.
        if (words.Overlaps(["make", "cmake", "ninja", "sh", "bash"]))
        {
            words.Add("gcc");
        }

        string[] versions = [.. _asked.Where(words.Contains).Append("go").Where(words.Contains).Order(StringComparer.Ordinal).Select(tool => VersionOf(tool, folder, cancellation)).OfType<string>()];
        return versions.Length == 0 ? null : string.Join("; ", versions);
    }

    private static string? VersionOf(string tool, string folder, CancellationToken cancellation)
    {
        try
        {
            RunOutcome outcome = ProcessRunner.Run(
                new()
                {
                    Argv = tool == "go" ? [tool, "version"] : tool == "java" ? [tool, "-version"] : [tool, "--version"],
                    WorkingDirectory = folder,
                    Stdout = new OutputTarget.Capture(4096),
                    Timeout = Duration.FromSeconds(10),
                },
                cancellation);
            string first = Encoding.UTF8.GetString(outcome.Stdout.Length > 0 ? outcome.Stdout : outcome.Stderr).TrimStart().Split('\n')[0].Trim();
            string named = first.StartsWith(tool, StringComparison.OrdinalIgnoreCase) ? first : tool + " " + first;
            return outcome.ExitCode != 0 || first.Length == 0 ? null : named.Length <= LongestVersion ? named : named[..LongestVersion];
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}
