using System.Security.Cryptography;
using System.Text;
using Hone.Changes.Lint;
using Hone.Equivalence;
using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes.Linting;

/// <summary>What only somebody who looked at the workloads could know: from the manifest, the inputs that are there, and the goldens in force.</summary>
internal static class LintWords
{
    private const int MostFiles = 200;
    private const long MostBytes = 32 << 20;
    private const int MostText = 1 << 20;
    private const int MostTexts = 4;

    /// <summary>The words of all workloads and cases.</summary>
    public static WorkloadWords Of(Session session)
    {
        HashSet<string> names = [];
        List<WorkloadNumber> numbers = [];
        HashSet<string> hashes = [];
        List<string> texts = [];
        long left = MostBytes;
        OracleCase[] cases = [.. OracleCase.All(session.Project, session.Project.Workloads)];
        foreach (string path in cases.SelectMany(each => each.Inputs.Concat(each.Outputs).Append(each.StdinFile)).OfType<string>().Distinct())
        {
            AddName(names, path);
        }

        foreach (string input in cases.SelectMany(each => each.Inputs.Append(each.StdinFile)).OfType<string>().Distinct().SelectMany(path => Files(session.Folder, path)).Take(MostFiles))
        {
            AddName(names, input);
            AddFile(numbers, hashes, texts, session.Folder, input, ref left);
        }

        foreach (Workload workload in session.Project.Workloads)
        {
            numbers.AddRange(workload.Sizes.Append(workload.Items ?? 0).Where(size => size > 0).Select(size => new WorkloadNumber(size, $"a size of the workload {workload.Name}")));
        }

        List<string> outputs = [];
        foreach (Recorded<GoldenFact> golden in session.Evidence().Goldens.Values)
        {
            foreach (GoldenChannel channel in golden.Fact.Channels.Where(channel => channel.Stable && channel.Bytes > 0))
            {
                hashes.Add(channel.Sha256);
                if (channel.Kept && golden.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == channel.Name) is Artifact artifact && session.Artifacts.Read(artifact) is byte[] bytes)
                {
                    outputs.Add(Text(bytes));
                }
            }
        }

        return new([.. names], numbers, [.. hashes], Smallest(outputs)) { Inputs = Smallest(texts) };
    }

    // Every constant of a patch is looked for in these.
    private static IReadOnlyList<string> Smallest(List<string> texts)
    {
        int left = MostTexts * MostText;
        return [.. texts.OrderBy(text => text.Length).TakeWhile(text => (left -= text.Length) >= 0)];
    }

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, MostText)));

    private static void AddName(HashSet<string> names, string path)
    {
        names.Add(path);
        names.Add(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static IEnumerable<string> Files(string folder, string path)
    {
        string full = Path.Combine(folder, path);
        return Directory.Exists(full)
            ? Directory.EnumerateFiles(full, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 4 }).Take(MostFiles).Select(file => Path.GetRelativePath(folder, file))
            : [path];
    }

    private static void AddFile(List<WorkloadNumber> numbers, HashSet<string> hashes, List<string> texts, string folder, string input, ref long left)
    {
        string path = Path.Combine(folder, input);
        try
        {
            if (!OutputWatch.IsRegular(path))
            {
                return;
            }

            long size = new FileInfo(path).Length;
            numbers.Add(new(size, $"the bytes of {input}"));
            if (size <= left)
            {
                // The lint answers within a second, however much there is to read.
                left -= size;
                byte[] bytes = File.ReadAllBytes(path);
                int lines = bytes.AsSpan().Count((byte)'\n');
                numbers.Add(new(lines, $"the lines of {input}"));
                hashes.Add(Convert.ToHexStringLower(SHA256.HashData(bytes)));
                texts.Add(Text(bytes));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be read names nothing.
        }
    }
}
