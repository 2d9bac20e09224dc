using System.Security.Cryptography;
using Hone.Equivalence.Sealing;
using Hone.Linux.Storage;

namespace Hone.Linux.Sealing;

/// <summary>Reads what a seal keeps of a file: see <see cref="SealedFile"/>.</summary>
public static class SealedPath
{
    private const uint OwnerMayExecute = 0x40;

    /// <summary>The state of a path below a folder; null when nothing of that name is there, not even a link.</summary>
    /// <param name="root">The folder, absolute; links on the way to it are not looked at.</param>
    /// <param name="relative">The path below it, with <c>/</c>.</param>
    public static SealedFile? Read(string root, string relative)
    {
        string path = Path.Combine(root, relative);
        string? linkedFolder = PathLinks.First(root, relative) is PathLink first ? $"{first.Link} -> {first.Target}" : null;
        string? link;
        try
        {
            if (Libc.Mark(path) is null)
            {
                return linkedFolder is null ? null : new("missing") { LinkedFolder = linkedFolder };
            }

            link = new FileInfo(path).LinkTarget;
            if (Libc.Stat(path) is not FileState state)
            {
                return new("missing") { LinkTarget = link, LinkedFolder = linkedFolder };
            }

            SealedFile file = new(state.Type == Libc.RegularFile ? "file" : state.Type == Libc.Folder ? "folder" : "other") { LinkTarget = link, LinkedFolder = linkedFolder };
            return file.Form != "file" ? file : file with { IsExecutable = (state.Permissions & OwnerMayExecute) != 0, Sha256 = Hash(path) };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new("unreadable") { LinkedFolder = linkedFolder };
        }
    }

    /// <summary>SHA-256 of a file, streaming, as lower-case hexadecimal digits.</summary>
    public static string Hash(string path)
    {
        using FileStream file = new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[(int)Math.Clamp(file.Length + 1, 4096, 256 * 1024)];
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
