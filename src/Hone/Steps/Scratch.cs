using System.Globalization;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Cli.Steps;

/// <summary>A temporary folder of this process; what a killed Hone left behind is removed by the next one.</summary>
internal sealed class Scratch : IDisposable
{
    private const string Prefix = "hone-scratch-";

    public Scratch()
    {
        string temporary = Path.GetTempPath();
        if (!Directory.Exists(temporary))
        {
            throw new ProblemException(new(ExitCode.ToolMissing, "no-temporary-folder", "the folder for temporary files does not exist", "make it, or set TMPDIR to one that does") { Place = temporary });
        }

        RemoveAbandoned();
        try
        {
            Folder = Create();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, temporary);
        }
    }

    private static string Create() =>
        Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>A new empty folder inside.</summary>
    public string Sub(string name)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(path);
        return path;
    }

    public void Dispose() => Remove(Folder);

    private static void RemoveAbandoned()
    {
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            string[] parts = Path.GetFileName(folder)[Prefix.Length..].Split('-');
            if (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && !Directory.Exists($"/proc/{pid}"))
            {
                Remove(folder);
            }
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Temporary files of somebody else, or already gone: nothing of the record depends on them.
        }
    }
}
