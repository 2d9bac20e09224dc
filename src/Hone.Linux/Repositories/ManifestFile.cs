using System.Text;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Linux.Repositories;

/// <summary><c>hone.toml</c> on disk.</summary>
public static class ManifestFile
{
    /// <summary>The largest file that detection reads, in bytes.</summary>
    private const int SmallFile = 256 * 1024;

    /// <summary>The nearest folder that has a manifest, the given one first, then the ones around it; null when there is none.</summary>
    public static string? FindFolder(string folder)
    {
        for (string? at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, Manifest.FileName)))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Reads a folder's manifest.</summary>
    /// <exception cref="ProblemException">There is none, it cannot be read, or it is not valid.</exception>
    public static Project Load(string folder)
    {
        string path = Path.Combine(folder, Manifest.FileName);
        byte[] bytes;
        try
        {
            bytes = ReadUpTo(path, 4 * Manifest.MostLetters);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(new Problem(ExitCode.Usage, "manifest-missing", "there is no hone.toml here", "run hone init, or go to a folder with one") { Place = path }, missing);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem(ExitCode.Usage, "manifest-unreadable", "hone.toml cannot be read: " + denied.Message, "make it a file that you may read") { Place = path }, denied);
        }

        return Manifest.Parse(bytes, Manifest.FileName);
    }

    /// <summary>What the manifest names and the folder lacks; see <see cref="ManifestFiles.Check"/>.</summary>
    public static IReadOnlyList<Problem> Check(Project project, string folder, bool prepared = false) =>
        ManifestFiles.Check(project, path => Path.Exists(Path.Combine(folder, path)), prepared);

    /// <summary>Drafts a manifest from the folder's files, without writing it.</summary>
    public static string Draft(string folder)
    {
        string root = Path.GetFullPath(folder);
        return ManifestDraft.Write(ProjectFiles.List(root), path => ReadSmall(Path.Combine(root, path)), Path.GetFileName(Path.TrimEndingDirectorySeparator(root)));
    }

    /// <summary>Writes a new manifest; an existing one is never touched.</summary>
    /// <returns>The manifest's path.</returns>
    /// <exception cref="ProblemException">There is a manifest already, or the folder cannot be written to.</exception>
    public static string Create(string folder, string text)
    {
        string path = Path.Combine(Path.GetFullPath(folder), Manifest.FileName);
        try
        {
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(Encoding.UTF8.GetBytes(text));
            return path;
        }
        catch (IOException) when (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            throw new ProblemException(new Problem(ExitCode.Usage, "manifest-exists", "there is a hone.toml already, and it is not overwritten", "edit it, or move it away first") { Place = path });
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem(ExitCode.Usage, "manifest-unwritable", "hone.toml cannot be written: " + denied.Message, "run hone init where you may write") { Place = path }, denied);
        }
    }

    private static string? ReadSmall(string path)
    {
        try
        {
            byte[] bytes = ReadUpTo(path, SmallFile + 1);
            return bytes.Length > SmallFile ? null : Encoding.UTF8.GetString(bytes);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// The file's bytes, or as many of them as are asked for. A file without length is not opened: it may be a pipe, and
    /// opening one waits for its writer.
    /// </summary>
    private static byte[] ReadUpTo(string path, int most)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder");
        }

        FileInfo file = new(path);
        if (((file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo) ?? file).Length == 0)
        {
            return [];
        }

        using FileStream stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[(int)Math.Min(stream.Length, most)];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
