namespace Hone.Linux.Processes;

/// <summary>Reads the small files of /proc with three system calls and no garbage: some are read for every run.</summary>
internal static unsafe class ProcFile
{
    /// <summary>The bytes of a file, at most as many as fit; -1 when it is gone or may not be read.</summary>
    public static int Read(string path, Span<byte> buffer)
    {
        int fd = LibC.Open(path, LibC.OpenReadOnly | LibC.CloseOnExec, 0);
        if (fd < 0)
        {
            return -1;
        }

        nint got;
        int length = 0;
        fixed (byte* start = buffer)
        {
            while ((got = LibC.Read(fd, start + length, (nuint)(buffer.Length - length))) > 0)
            {
                length += (int)got;
            }
        }

        _ = LibC.Close(fd);
        return got < 0 ? -1 : length;
    }
}
