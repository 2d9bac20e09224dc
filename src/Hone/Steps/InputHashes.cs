using System.Security.Cryptography;
using Hone.Linux.Storage;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>SHA-256 of what a workload reads, so that a baseline says on which input it stands.</summary>
internal static class InputHashes
{
    /// <summary>The hashes in lower-case hex, by path as the manifest has it; of files that are there.</summary>
    public static SortedDictionary<string, string> Of(Session session, Workload workload)
    {
        SortedDictionary<string, string> hashes = new(StringComparer.Ordinal);
        string?[] more = [workload.StdinFile, workload.Service?.RequestsFile];
        foreach (string input in more.OfType<string>().Concat(workload.Inputs).Distinct())
        {
            string path = Path.Combine(session.Folder, input);
            if (File.Exists(path))
            {
                try
                {
                    using FileStream file = File.OpenRead(path);
                    hashes[input] = Convert.ToHexStringLower(SHA256.HashData(file));
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException)
                {
                    throw DiskProblem.From(error, path);
                }
            }
        }

        return hashes;
    }
}
