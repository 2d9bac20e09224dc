namespace Hone.Linux.Storage;

/// <summary>Writes files so that a kill or a full disk leaves the old content or the new one, never a mixture.</summary>
public static class DurableFile
{
    /// <summary>Replaces the file by the bytes: written beside it, flushed to the disk, renamed over it (rename(2) is atomic).</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its new content.</param>
    /// <param name="mode">The permissions of the new file; null for those that the umask leaves.</param>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null)
    {
        string temporary = path + ".new";
        try
        {
            if (mode is not null)
            {
                // A leftover of an earlier kill would keep its own permissions.
                File.Delete(temporary);
            }

            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0, UnixCreateMode = mode };
            using (FileStream file = new(temporary, options))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            throw DiskProblem.From(error, path);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The write that failed is what is reported; a leftover is overwritten by the next one.
        }
    }
}
