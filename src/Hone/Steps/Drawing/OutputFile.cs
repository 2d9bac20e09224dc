using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Cli.Steps.Drawing;

/// <summary>Where a drawing goes.</summary>
internal static class OutputFile
{
    /// <summary>Finds out before anything is recorded that a folder is missing.</summary>
    /// <param name="path">The place; <c>-</c> is standard output.</param>
    /// <param name="option">The option that names it.</param>
    public static void Check(string path, string option = "-o")
    {
        if (path != "-" && (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))))
        {
            throw new ProblemException(new(ExitCode.Usage, "output-place", "the file cannot be written there: it is a folder, or its folder does not exist", "name a file in a folder that exists with " + option) { Place = path });
        }
    }

    /// <summary>Writes the bytes: <c>-</c> is standard output, where a reader that has seen enough is no error.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (path == "-")
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(bytes);
            output.Flush();
            return;
        }

        // A pipe or terminal cannot be replaced, only written to; a link is followed.
        FileInfo file = new(path);
        if (!file.Exists || ((file.Attributes & FileAttributes.Device) == 0 && file.LinkTarget is null))
        {
            DurableFile.Replace(path, bytes);
            return;
        }

        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            if (stream.CanSeek)
            {
                stream.SetLength(0);
            }

            stream.Write(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}
