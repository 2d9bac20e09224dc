using System.CommandLine;
using System.Globalization;
using System.Text;
using Hone.Linux.Repositories;
using Hone.Problems;

namespace Hone.Cli.Commands;

/// <summary><c>hone init</c>: a first manifest from what the repository shows.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        Argument<string> folder = new("folder") { Description = "The folder to write it to.", DefaultValueFactory = _ => "." };
        Option<bool> json = CommandOptions.Json();
        Option<bool> dryRun = new("--dry-run") { Description = "Print it instead of writing it." };
        Command command = new(
            "init",
            """
            Write a commented hone.toml from what the repository shows: build, test and likely workloads of C#, C and C++
            (make, CMake), Node, Python, Rust and Go projects. Never overwrites one.

            Example: hone init && $EDITOR hone.toml
            """)
        {
            folder, dryRun, json,
        };
        Front.Attach(command, json, front =>
        {
            string root = Path.GetFullPath(front.Arguments.GetValue(folder)!);
            if (!Directory.Exists(root))
            {
                throw new ProblemException(new(ExitCode.Usage, "no-such-folder", "there is no such folder", "give the folder that the project is in") { Place = root });
            }

            string text = ManifestFile.Draft(root);
            if (front.Arguments.GetValue(dryRun))
            {
                front.Print(new InitDocument("hone.init/1", text, null), ViewJson.Default.InitDocument, () => text);
                return ExitCode.Holds;
            }

            string path = ManifestFile.Create(root, text);
            front.Print(new InitDocument("hone.init/1", text, path), ViewJson.Default.InitDocument, () => Written(path, text));
            return ExitCode.Holds;
        });
        return command;
    }

    private static string Written(string path, string text)
    {
        StringBuilder told = new();
        told.Append("written: ").Append(path).Append('\n');
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Contains("FILL IN", StringComparison.Ordinal))
            {
                told.Append(CultureInfo.InvariantCulture, $"  line {i + 1}: {lines[i].Trim().TrimStart('#').Trim()}\n");
            }
        }

        return told.Append("next: look it over, then hone run\n").ToString();
    }
}
