using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Finds the folder that a project command is about, and reads its manifest.</summary>
internal static class ProjectFolder
{
    public const string ManifestName = Manifest.FileName;

    /// <summary>The folder given, or the nearest one upwards from the current folder that holds a manifest.</summary>
    public static string Find(string? given)
    {
        if (given is not null)
        {
            string folder = Path.GetFullPath(given);
            if (!Directory.Exists(folder))
            {
                throw new ProblemException(new(ExitCode.Usage, "no-such-folder", "there is no such folder", "give the folder that holds hone.toml") { Place = given });
            }

            return File.Exists(Path.Combine(folder, ManifestName))
                ? folder
                : throw new ProblemException(new(ExitCode.Usage, "no-manifest", "there is no hone.toml in this folder", $"write one with: hone init {ShellQuoting.Quote(given)}") { Place = given });
        }

        for (string? folder = Environment.CurrentDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, ManifestName)))
            {
                return folder;
            }
        }

        throw new ProblemException(new(ExitCode.Usage, "no-manifest", "there is no hone.toml here or in any folder above", "write one with: hone init") { Place = Environment.CurrentDirectory });
    }

    /// <summary>Reads and validates a manifest.</summary>
    public static Project ReadManifest(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new(ExitCode.Usage, "manifest-unreadable", error.Message, "see that the file can be read") { Place = path }, error);
        }

        return Manifest.Parse(bytes, Path.GetRelativePath(Environment.CurrentDirectory, path));
    }
}
