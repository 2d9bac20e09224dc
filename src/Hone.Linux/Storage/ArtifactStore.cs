using System.Security.Cryptography;
using Hone.Ledger;

namespace Hone.Linux.Storage;

/// <summary>Files named by the SHA-256 of their content: <c>artifacts/ab/cdef…</c>, large ones and transcripts of agents under <c>large/</c>.</summary>
public sealed class ArtifactStore(StateFolder folder)
{
    /// <summary>Artifacts above this many bytes go to the git-ignored folder.</summary>
    public const long LargeFrom = 1 << 20;

    /// <summary>Stores bytes; the same bytes are stored once.</summary>
    public Artifact Put(string name, ReadOnlySpan<byte> bytes)
    {
        Artifact artifact = new(name, Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
        string path = PathOf(artifact);
        if (!File.Exists(path) || new FileInfo(path).Length != bytes.Length)
        {
            MakeParent(path);
            DurableFile.Replace(path, bytes);
        }

        return artifact;
    }

    /// <summary>Stores the content of a file, streaming.</summary>
    public Artifact PutFile(string name, string source)
    {
        try
        {
            using FileStream file = new(source, FileMode.Open, FileAccess.Read, FileShare.Read);
            Artifact artifact = new(name, Convert.ToHexStringLower(SHA256.HashData(file)), file.Length);
            string path = PathOf(artifact);
            if (!File.Exists(path) || new FileInfo(path).Length != artifact.Bytes)
            {
                MakeParent(path);
                File.Copy(source, path + ".new", overwrite: true);
                File.Move(path + ".new", path, overwrite: true);
            }

            return artifact;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, source);
        }
    }

    /// <summary>
    /// Where an artifact is, or would be. What an agent printed stays on this machine however short it is: nobody has read it, and it may
    /// hold what was in the agent's files or variables. Records of earlier versions have it among the others.
    /// </summary>
    public string PathOf(Artifact artifact)
    {
        string name = Path.Combine(artifact.Sha256[..2], artifact.Sha256[2..]);
        string committed = Path.Combine(folder.Artifacts, name);
        string large = Path.Combine(folder.Large, name);
        bool isPrivate = artifact.Name == WorkFact.TranscriptArtifact && (File.Exists(large) || !File.Exists(committed));
        return isPrivate || artifact.Bytes >= LargeFrom ? large : committed;
    }

    /// <summary>The bytes of an artifact; null when it is not on this machine or no longer the same.</summary>
    public byte[]? Read(Artifact artifact)
    {
        string path = PathOf(artifact);
        if (!OutputWatch.IsRegular(path))
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(path);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == artifact.Sha256 ? bytes : null;
    }

    /// <summary>The state of an artifact on this disk.</summary>
    public ArtifactState Check(Artifact artifact)
    {
        string path = PathOf(artifact);
        if (!File.Exists(path))
        {
            return Path.Exists(path) ? ArtifactState.Altered : ArtifactState.Missing;
        }

        if (!OutputWatch.IsRegular(path))
        {
            return ArtifactState.Altered;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return file.Length == artifact.Bytes && Convert.ToHexStringLower(SHA256.HashData(file)) == artifact.Sha256
            ? ArtifactState.Present
            : ArtifactState.Altered;
    }

    private static void MakeParent(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}

/// <summary>Whether an artifact is what the ledger says.</summary>
public enum ArtifactState
{
    /// <summary>There, with the recorded content.</summary>
    Present,

    /// <summary>Not on this machine.</summary>
    Missing,

    /// <summary>There, with other content.</summary>
    Altered,
}
