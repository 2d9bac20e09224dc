using System.Text;
using System.Text.RegularExpressions;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Machines;

/// <summary>The programs that Hone can use, looked for on PATH.</summary>
public static partial class ToolBox
{
    private static readonly (string Name, string Package, string Gives, string[] VersionArguments)[] _known =
    [
        ("perf", "linux-perf", "CPU profiles of native and .NET programs", ["--version"]),
        ("heaptrack", "heaptrack", "allocation profiles of native programs", ["--version"]),
        ("strace", "strace", "I/O profiles", ["--version"]),
        ("valgrind", "valgrind", "instruction counts", ["--version"]),
        ("ctags", "universal-ctags", "the functions that a patch touches", ["--version"]),
        ("c++filt", "binutils", "readable names of C++ and Rust functions", ["--version"]),
        ("git", "git", "the commit that figures belong to", ["--version"]),
    ];

    /// <summary>Every known tool, found or not; versions are not asked for.</summary>
    public static IReadOnlyList<Tool> Find() => [.. _known.Select(tool => new Tool(tool.Name, PathOf(tool.Name), null, tool.Package, tool.Gives))];

    /// <summary>The absolute path of a program on Hone's own PATH, or null.</summary>
    public static string? PathOf(string name) => ProgramLookup.Find(name, "/", Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>The tool with the version that it states; a tool that does not answer in five seconds keeps none.</summary>
    public static Tool WithVersion(Tool tool, CancellationToken cancellation)
    {
        if (tool.Path is null)
        {
            return tool;
        }

        try
        {
            string[] arguments = _known.First(known => known.Name == tool.Name).VersionArguments;
            RunOutcome outcome = ProcessRunner.Run(
                new()
                {
                    Argv = [tool.Path, .. arguments],
                    WorkingDirectory = "/",
                    Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
                    Stdout = new OutputTarget.Capture(4096),
                    Timeout = Duration.FromSeconds(5),
                },
                cancellation);
            Match version = VersionNumber().Match(Encoding.UTF8.GetString(outcome.Stdout) + Encoding.UTF8.GetString(outcome.Stderr));
            return version.Success ? tool with { Version = version.Value } : tool;
        }
        catch (ProblemException)
        {
            return tool;
        }
    }

    [GeneratedRegex(@"\d+(\.\d+)+", RegexOptions.CultureInvariant)]
    private static partial Regex VersionNumber();
}
