using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Finds the folder that a project command is about.</summary>
internal static class ProjectFolder
{
    /// <summary>The folder given, or the nearest one upwards from the current folder, when it holds a record, whether or not it has a manifest; null for none.</summary>
    public static string? WithRecord(string? given)
    {
        for (string? at = given is { Length: > 0 } ? Path.GetFullPath(given) : Environment.CurrentDirectory; at is not null; at = given is null ? Path.GetDirectoryName(at) : null)
        {
            if (File.Exists(Path.Combine(at, ".hone", "ledger.jsonl")))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>The folder given, or the nearest one upwards from the current folder that holds a manifest.</summary>
    public static string Find(string? given)
    {
        if (given is null)
        {
            return ManifestFile.FindFolder(Environment.CurrentDirectory)
                ?? throw new ProblemException(new(ExitCode.Usage, "no-manifest", "there is no hone.toml here or in any folder above", "write one with: hone init") { Place = Environment.CurrentDirectory });
        }

        string folder = Path.GetFullPath(given.Length == 0 ? "/nowhere" : given);
        return !Directory.Exists(folder)
            ? throw new ProblemException(new(ExitCode.Usage, "no-such-folder", "there is no such folder", "give the folder that holds hone.toml") { Place = given })
            : File.Exists(Path.Combine(folder, Manifest.FileName))
            ? folder
            : throw new ProblemException(new(ExitCode.Usage, "no-manifest", "there is no hone.toml in this folder", $"write one with: hone init {ShellQuoting.Quote(given)}") { Place = given });
    }
}
