namespace Hone.Linux.Processes;

/// <summary>Reads the small files of /proc with few system calls and no garbage: some are read for every run.</summary>
internal static unsafe class ProcFile
{
    private const int Page = 4096;
    private const int LongestEntry = 64;

    /// <summary>A descriptor of a file, to be closed; -1 when it is gone or may not be read.</summary>
    public static int Open(string path) => LibC.Open(path, LibC.OpenReadOnly | LibC.CloseOnExec, 0);

    /// <summary>The bytes of a file, at most as many as fit; -1 when it is gone or may not be read.</summary>
    public static int Read(string path, Span<byte> buffer)
    {
        int fd = Open(path);
        int length = ReadAll(fd, buffer);
        _ = fd < 0 ? 0 : LibC.Close(fd);
        return length;
    }

    /// <summary>What the kernel says now in a file of short entries that was opened before, from its start, at most as much as fits; -1 when it will not.</summary>
    public static int ReadAll(int fd, Span<byte> buffer)
    {
        int length = 0;
        nint got = Page;
        fixed (byte* start = buffer)
        {
            // The kernel gives a page at a time (seq_read_iter); what is shorter by more than an entry is the end.
            while (got > Page - LongestEntry && length < buffer.Length && (got = LibC.ReadAt(fd, start + length, (nuint)(buffer.Length - length), length)) > 0)
            {
                length += (int)got;
            }
        }

        return got < 0 ? -1 : length;
    }
}
