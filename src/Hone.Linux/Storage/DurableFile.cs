namespace Hone.Linux.Storage;

/// <summary>Writes files so that a kill or a full disk leaves the old content or the new one, never a mixture.</summary>
public static class DurableFile
{
    /// <summary>Replaces the file by the bytes: written beside it, flushed to the disk, renamed over it (rename(2) is atomic).</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = path + ".new";
        try
        {
            using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
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
