using Hone.Measurement.Series;
using Hone.Problems;

namespace Hone.Cli.Steps.Detecting;

/// <summary>Opens the file or pipe that a series comes from.</summary>
internal static class SeriesInput
{
    /// <summary>What standard input is called in answers and errors.</summary>
    public const string StandardInput = "standard input";

    /// <summary>Reads the series.</summary>
    public static ReadSeries Read(string source, SeriesChoice choice)
    {
        try
        {
            using Stream stream = source == StandardInput ? Console.OpenStandardInput() : new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
            return SeriesFile.Read(stream, source, choice);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(
                new Problem(
                    ExitCode.Usage,
                    "series-unreadable",
                    error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : Directory.Exists(source) ? "this is a folder" : "the file cannot be read: " + error.Message,
                    "name a file of numbers, or pipe them in")
                { Place = source },
                error);
        }
    }
}
