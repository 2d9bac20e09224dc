using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Profilers;

/// <summary>
/// Reads a file while another process still writes it, and gives the room of what was read back to the file system
/// (a hole, fallocate(2)), so that a recording of many gigabytes passes through a small disk. The first page stays.
/// </summary>
internal sealed partial class GrowingFile : IDisposable
{
    private const long Page = 4096;
    private const long PunchEvery = 16L << 20;
    private const int ReadWriteCloseOnExec = 0x80002;
    private const int KeepSizeAndPunchHole = 0x01 | 0x02;

    private readonly SafeFileHandle _file;
    private long _freed = Page;
    private bool _cannotFree;

    /// <summary>Opens a file that exists.</summary>
    public GrowingFile(string path)
    {
        // Not File.OpenHandle: it takes a lock of its own (flock(2)), and heaptrack gives up on a file that another process has locked.
        int descriptor = Open(path, ReadWriteCloseOnExec);
        _file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (descriptor < 0)
        {
            throw new IOException($"{path} could not be opened (errno {Marshal.GetLastPInvokeError()})");
        }
    }

    /// <summary>How far it was read.</summary>
    public long Position { get; private set; }

    /// <summary>How much the file holds on disk, as far as it is known.</summary>
    public long OnDisk => Length - (_freed - Page);

    /// <summary>How many bytes were written so far.</summary>
    public long Length => RandomAccess.GetLength(_file);

    /// <summary>Reads what was written since the last call, as much as fits; 0 when nothing was.</summary>
    public int Read(Span<byte> buffer)
    {
        int read = RandomAccess.Read(_file, buffer, Position);
        Position += read;
        return read;
    }

    /// <summary>Reads the beginning again, without moving.</summary>
    public int ReadHead(Span<byte> buffer) => RandomAccess.Read(_file, buffer, 0);

    /// <summary>Begins at the front again.</summary>
    public void Rewind()
    {
        Position = 0;
        _freed = Page;
    }

    /// <summary>Gives back the room of what was read.</summary>
    public void Free()
    {
        long end = Position / Page * Page;
        if (_cannotFree || end - _freed < PunchEvery)
        {
            return;
        }

        _cannotFree = Fallocate(_file.DangerousGetHandle().ToInt32(), KeepSizeAndPunchHole, _freed, end - _freed) != 0;
        _freed = _cannotFree ? _freed : end;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int Fallocate(int file, int mode, long offset, long length);
}
