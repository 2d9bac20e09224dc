using System.Text;
using Hone.Linux.Storage;
using Hone.Measurement.Comparing;
using Hone.Measurement.Comparing.Formats;
using Hone.Problems;
using Hone.Reporting.Comparisons;

namespace Hone.Cli.Steps.Comparing;

/// <summary>The files that the user wants beside the answer; null for none.</summary>
internal sealed record ExportFiles(string? Json, string? Csv, string? Markdown, string? Samples)
{
    /// <summary>Finds out before anything is measured that a folder is missing.</summary>
    public void Check()
    {
        foreach (string path in new[] { Json, Csv, Markdown, Samples }.OfType<string>())
        {
            if (Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            {
                throw new ProblemException(new(ExitCode.Usage, "export-place", "the export cannot be written there: it is a folder, or its folder does not exist", "name a file in a folder that exists") { Place = path });
            }
        }
    }

    /// <summary>Writes them.</summary>
    public void Write(ComparisonReport report, IReadOnlyList<PairedSamples> samples)
    {
        Write(Json, () => HyperfineExport.From(report.Commands).Write());
        Write(Csv, () => Encoding.UTF8.GetBytes(ComparisonExports.Csv(report)));
        Write(Markdown, () => Encoding.UTF8.GetBytes(ComparisonExports.Markdown(report)));
        Write(Samples, () => [.. samples.SelectMany(group => group.Write().Append((byte)'\n'))]);
    }

    private static void Write(string? path, Func<byte[]> bytes)
    {
        if (path is null)
        {
            return;
        }

        // A pipe or terminal cannot be replaced, only written to.
        bool special = File.Exists(path) && (File.GetAttributes(path) & FileAttributes.Device) != 0;
        if (!special && (!File.Exists(path) || new FileInfo(path).LinkTarget is null))
        {
            DurableFile.Replace(path, bytes());
            return;
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            if (file.CanSeek)
            {
                file.SetLength(0);
            }

            file.Write(bytes());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}
