using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Profiling;

namespace Hone.Cli.Steps;

/// <summary>Copies of artifacts under names that a browser and a person can open: <c>.hone/view/novel.cpu.svg</c>.</summary>
internal static class ViewFolder
{
    public static string FlameGraphName(string workload, ProfileKind kind) => $"{workload}.{kind.Name()}.svg";

    /// <summary>The path relative to the project folder, as the analysis links it.</summary>
    public static string Link(string name) => ".hone/view/" + name;

    public static void Put(Session session, string name, Artifact artifact)
    {
        try
        {
            Directory.CreateDirectory(session.State.View);
            File.Copy(session.Artifacts.PathOf(artifact), Path.Combine(session.State.View, name), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, session.State.View);
        }
    }
}
