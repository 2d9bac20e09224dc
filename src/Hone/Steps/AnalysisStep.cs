using System.Text;
using Hone.Linux.Storage;
using Hone.Reporting;

namespace Hone.Cli.Steps;

/// <summary>Writes PERFORMANCE_ANALYSIS.md.</summary>
internal static class AnalysisStep
{
    public const string FileName = "PERFORMANCE_ANALYSIS.md";

    /// <summary>Writes the document and returns its path.</summary>
    public static string Write(Session session, PhaseView view)
    {
        string path = Path.Combine(session.Folder, FileName);
        DurableFile.Replace(path, Encoding.UTF8.GetBytes(AnalysisDocument.Render(view.Report)));
        return path;
    }
}
