using Hone.Beads;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Linux.Trackers;

/// <summary>
/// A JSONL tracker file on disk. Reading takes no lock, because the file is only ever replaced whole: a new file is written
/// beside it, made durable, and renamed over it. Changing happens under a lock that every Hone honours; a program that does
/// not honour it and writes in between is noticed, and the change is made again on what it wrote.
/// </summary>
internal sealed class TrackerFile(string path, string display)
{
    private const long MaxBytes = 256L * 1024 * 1024;
    private const string TempPrefix = ".hone.";

    private readonly string _folder = Path.GetDirectoryName(path)!;

    /// <summary>The file as it is; an empty document when there is none.</summary>
    public BeadDocument Read() => BeadDocument.Parse(Bytes(), display);

    /// <summary>Waits for the lock, reads, lets the caller change the document, and writes it when its bytes changed.</summary>
    /// <param name="patience">How long it waits for the lock.</param>
    /// <param name="now">The present time.</param>
    /// <param name="change">Gets the time after the wait: a lease that began before it could be over before it was given.</param>
    public T Change<T>(TimeSpan patience, DateTimeOffset now, Func<BeadDocument, DateTimeOffset, T> change)
    {
        CreateFolder();
        using FileLock held = FileLock.Take(Path.Combine(_folder, ".hone.lock"), "tracker", patience);
        for (int attempt = 0; attempt < 5; attempt++)
        {
            byte[] before = Bytes();
            BeadDocument document = BeadDocument.Parse(before, display);
            T result = change(document, now + held.Waited);
            byte[] after = document.ToBytes();
            if (after.AsSpan().SequenceEqual(before) || Replace(before, after))
            {
                return result;
            }
        }

        throw new ProblemException(new Problem(
            ExitCode.GateSaidNo, "tracker-busy", "another program changed the tracker file each of 5 times that Hone was about to write it", "run the command again")
        { Place = display });
    }

    /// <summary>The problem of a tracker that cannot be written.</summary>
    internal static ProblemException NotWritable(string place, string why) => new(new Problem(
        ExitCode.ToolMissing, "tracker-not-writable", $"the tracker is not writable: {why}", "make it writable for the user who runs hone")
    { Place = place });

    private byte[] Bytes()
    {
        if (Libc.Stat(path) is not { } stat)
        {
            return [];
        }

        if (stat.Type != Libc.RegularFile)
        {
            throw new ProblemException(new Problem(ExitCode.Usage, "tracker-not-a-file", "the tracker file is not a regular file", "put it right") { Place = display });
        }

        try
        {
            using FileStream file = new(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
            if (file.Length > MaxBytes)
            {
                throw new ProblemException(new Problem(
                    ExitCode.Usage, "tracker-too-large", $"the tracker file has {file.Length} bytes; the limit is {MaxBytes}", "move closed beads elsewhere")
                { Place = display });
            }

            byte[] bytes = new byte[file.Length];
            return bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).ToArray();
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem(ExitCode.ToolMissing, "tracker-not-readable", "the tracker file cannot be read: " + cause.Message, "make it readable for the user who runs hone") { Place = display }, cause);
        }
    }

    private void CreateFolder()
    {
        if (Directory.Exists(_folder))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(_folder);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(_folder, cause.Message);
        }

        try
        {
            File.WriteAllText(Path.Combine(_folder, ".gitignore"), ".hone.lock\n.hone.*.tmp\n");
        }
        catch (IOException)
        {
            // Another Hone that makes the same folder at this moment is writing it.
        }
    }

    private bool Replace(byte[] before, byte[] after)
    {
        // Write permission of the folder is enough to replace a file; one that its owner made read-only is meant to stay.
        if (Libc.Stat(path) is { } stat && (stat.Permissions & 0x92) == 0)
        {
            throw NotWritable(display, "the file is read-only");
        }

        // The folder is locked: temporary files of Hone that are still here belong to a Hone that was killed.
        string temp = Path.Combine(_folder, $"{TempPrefix}{Guid.NewGuid():N}.tmp");
        try
        {
            foreach (string left in Directory.EnumerateFiles(_folder, TempPrefix + "*.tmp"))
            {
                File.Delete(left);
            }

            Write(temp, after);
            if (!Bytes().AsSpan().SequenceEqual(before))
            {
                return false;
            }

            File.Move(temp, path, overwrite: true);
            Libc.SyncFolder(_folder);
            return true;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(display, cause.Message);
        }
        finally
        {
            try
            {
                File.Delete(temp);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // What cannot be removed now is removed by the next change.
            }
        }
    }

    private void Write(string temp, byte[] bytes)
    {
        using FileStream file = new(temp, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
        if (Libc.Stat(path) is { } old)
        {
            Libc.GiveTo(file.SafeFileHandle, old);
        }

        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
