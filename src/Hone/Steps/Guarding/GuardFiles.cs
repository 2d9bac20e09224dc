using System.Text;
using Hone.Linux.Storage;
using Hone.Reporting.Guarding;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>Writes a check for others: the comment, JUnit, SARIF, JSON and the graphs, into one folder. Nothing is posted.</summary>
internal static class GuardFiles
{
    /// <summary>Writes them.</summary>
    /// <param name="session">The project.</param>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="report">The check.</param>
    /// <param name="json">The check as JSON.</param>
    public static void Write(Session session, string folder, GuardReport report, byte[] json)
    {
        bool isNew = !Directory.Exists(folder);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder);
        }

        // A folder that nobody made is no part of the project: the next command must not find the files changed by it.
        if (isNew)
        {
            Put(folder, ".gitignore", "*\n");
        }

        string prefix = session.Git.Ask(session.Cancellation, "rev-parse", "--show-prefix").Output.TrimEnd('\n');
        Put(folder, "guard.md", GuardMarkdown.Of(report));
        Put(folder, "guard.junit.xml", GuardJUnit.Of(report));
        Put(folder, "guard.sarif", GuardSarif.Of(report, prefix, Manifest.FileName));
        DurableFile.Replace(Path.Combine(folder, "guard.json"), json);
        foreach ((string workload, byte[] svg) in report.Graphs)
        {
            DurableFile.Replace(Path.Combine(folder, $"cost-{workload}.svg"), svg);
        }
    }

    private static void Put(string folder, string name, string text) => DurableFile.Replace(Path.Combine(folder, name), Encoding.UTF8.GetBytes(text));
}
