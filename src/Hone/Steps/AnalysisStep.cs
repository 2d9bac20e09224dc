using System.Text;
using Hone.Linux.Storage;
using Hone.Reporting;

namespace Hone.Cli.Steps;

/// <summary>Writes PERFORMANCE_ANALYSIS.md.</summary>
internal static class AnalysisStep
{
    public const string FileName = "PERFORMANCE_ANALYSIS.md";

    private const long MostBytes = 16 << 20;

    /// <summary>Writes the document, with what people wrote into the one that is there, and returns its path.</summary>
    public static string Write(Session session, PhaseView view)
    {
        string path = Path.Combine(session.Folder, FileName);
        DurableFile.Replace(path, Encoding.UTF8.GetBytes(KeptText.Carry(Before(path), AnalysisDocument.Render(view.Report))));
        return path;
    }

    private static string Before(string path)
    {
        try
        {
            return OutputWatch.IsRegular(path) && new FileInfo(path).Length <= MostBytes ? File.ReadAllText(path) : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}
