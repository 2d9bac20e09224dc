using System.Text;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Puts text at the end of a manifest; only comments, so that what the manifest says stays the same.</summary>
internal static class ManifestComments
{
    /// <summary>Appends the lines, each of which is empty or a comment, and gives the line at which they start.</summary>
    public static int Append(string folder, string comments)
    {
        if (comments.Split('\n').Any(line => line.Length > 0 && line[0] != '#'))
        {
            throw new ArgumentException("a line is no comment", nameof(comments));
        }

        string path = Path.Combine(folder, Manifest.FileName);
        try
        {
            byte[] before = File.ReadAllBytes(path);
            string gap = before.Length == 0 || before[^1] == '\n' ? "\n" : "\n\n";
            DurableFile.Replace(path, [.. before, .. Encoding.UTF8.GetBytes(gap + comments)]);
            return before.AsSpan().Count((byte)'\n') + gap.Length + 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new(ExitCode.Usage, "manifest-unwritable", "hone.toml cannot be written: " + error.Message, "run hone oracle suggest without --write, and paste") { Place = path }, error);
        }
    }
}
