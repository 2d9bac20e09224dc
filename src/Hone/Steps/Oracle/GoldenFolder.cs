using System.Text;
using Hone.Equivalence;
using Hone.Ledger;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Oracle;

/// <summary>
/// Goldens as files that people can open: <c>.hone/golden/WORKLOAD/stdout</c> and so on, with <c>golden_checksums.txt</c>
/// over them. Copies for reading and for <c>sha256sum -c</c>; Hone itself reads the artifacts.
/// </summary>
internal static class GoldenFolder
{
    /// <summary>Writes the copies of every stable, kept channel and the list; what is no longer golden is removed.</summary>
    /// <param name="session">The project.</param>
    /// <param name="goldens">The goldens; null for those in force.</param>
    public static void Write(Session session, IEnumerable<Recorded<GoldenFact>>? goldens = null)
    {
        string root = Path.Combine(session.State.Root, "golden");
        List<(string Sha256, string Path)> list = [];
        try
        {
            if (Directory.Exists(root))
            {
                Directory.Delete(root, recursive: true);
            }

            foreach (Recorded<GoldenFact> golden in (goldens ?? session.Evidence().Goldens.Values).OrderBy(golden => golden.Fact.Workload, StringComparer.Ordinal))
            {
                foreach (GoldenChannel channel in golden.Fact.Channels.Where(channel => channel.Stable && channel.Kept))
                {
                    Artifact artifact = golden.Entry.Artifacts.First(artifact => artifact.Name == channel.Name);
                    string path = Path.Combine(root, golden.Fact.Workload, FileName(channel.Name));
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.Copy(session.Artifacts.PathOf(artifact), path, overwrite: true);
                    list.Add((channel.Sha256, Path.GetRelativePath(session.Folder, path)));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, root);
        }

        DurableFile.Replace(session.State.Checksums, Encoding.UTF8.GetBytes(GoldenChecksums.Write(list)));
    }

    private static string FileName(string channel) => ChannelName.PathOf(channel) is string path ? Path.Combine("files", path) : channel;
}
