using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Storage;

/// <summary>A file's kind, permissions and owner.</summary>
internal readonly record struct FileState(int Type, uint Permissions, uint User, uint Group);

/// <summary>What .NET does not offer of the file system: real paths, file types and owners, advisory locks, durable folders.</summary>
internal static unsafe partial class Libc
{
    /// <summary>EWOULDBLOCK of asm-generic/errno.h, which all architectures .NET runs on share.</summary>
    public const int WouldBlock = 11;

    /// <summary>S_IFDIR of stat(2).</summary>
    public const int Folder = 0x4000;

    /// <summary>S_IFREG of stat(2).</summary>
    public const int RegularFile = 0x8000;

    private const int AtFdCwd = -100;
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>The path with every link resolved; null when it does not exist.</summary>
    public static string? RealPath(string path)
    {
        byte* buffer = stackalloc byte[4097];
        return RealPath(path, buffer) == 0 ? null : Marshal.PtrToStringUTF8((nint)buffer);
    }

    /// <summary>What statx(2) says of a file; null when there is none. Follows links.</summary>
    public static FileState? Stat(string path)
    {
        Span<byte> buffer = stackalloc byte[256];
        fixed (byte* start = buffer)
        {
            // STATX_TYPE | STATX_MODE | STATX_UID | STATX_GID; stx_uid, stx_gid and stx_mode lie at 20, 24 and 28 in struct statx.
            if (Statx(AtFdCwd, path, 0, 0x1 | 0x2 | 0x8 | 0x10, start) != 0)
            {
                return null;
            }
        }

        int mode = MemoryMarshal.Read<ushort>(buffer[28..]);
        return new FileState(mode & 0xF000, (uint)mode & 0xFFF, MemoryMarshal.Read<uint>(buffer[20..]), MemoryMarshal.Read<uint>(buffer[24..]));
    }

    /// <summary>The mark of a file by statx(2); null when there is none. Does not follow links.</summary>
    public static FileMark? Mark(string path)
    {
        Span<byte> buffer = stackalloc byte[256];
        fixed (byte* start = buffer)
        {
            // AT_SYMLINK_NOFOLLOW; STATX_BASIC_STATS. stx_mode, stx_ino, stx_size and stx_ctime lie at 28, 32, 40 and 96.
            if (Statx(AtFdCwd, path, 0x100, 0x7ff, start) != 0)
            {
                return null;
            }
        }

        return new FileMark(
            MemoryMarshal.Read<ushort>(buffer[28..]) & 0xF000,
            MemoryMarshal.Read<ushort>(buffer[28..]) & 0xFFF,
            MemoryMarshal.Read<ulong>(buffer[32..]),
            MemoryMarshal.Read<ulong>(buffer[40..]),
            MemoryMarshal.Read<long>(buffer[96..]),
            MemoryMarshal.Read<uint>(buffer[104..]));
    }

    /// <summary>Opens a file for locking, creating it; an invalid handle and the errno when that fails.</summary>
    public static SafeFileHandle OpenOrCreate(string path, out int errno)
    {
        int descriptor = Open(path, ReadWriteCreateCloseOnExec, 0x1A4);
        errno = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Tries for the exclusive lock (flock(2)): 0, or the errno.</summary>
    public static int TryLock(SafeFileHandle file) => Flock(file, 0x2 | 0x4) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>Gives a new file the owner, where that is allowed, and the permissions of the one it replaces.</summary>
    public static void GiveTo(SafeFileHandle file, FileState like)
    {
        // The owner first: changing it clears the set-user-id bits.
        _ = Fchown(file, like.User, like.Group);
        _ = Fchmod(file, like.Permissions);
    }

    /// <summary>Moves a file, or a link itself whatever it leads to, on one disk (rename(2)); false when that fails. What lies at the new path is replaced.</summary>
    public static bool Rename(string from, string to) => RenameTo(from, to) == 0;

    /// <summary>Makes a rename in the folder durable; a file system that cannot is left to its own ways.</summary>
    public static void SyncFolder(string path)
    {
        using SafeFileHandle folder = new(Open(path, ReadOnlyCloseOnExec, 0), ownsHandle: true);
        if (!folder.IsInvalid)
        {
            _ = Fsync(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint RealPath(string path, byte* resolved);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameTo(string from, string to);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fchown")]
    private static partial int Fchown(SafeFileHandle file, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "fchmod")]
    private static partial int Fchmod(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(SafeFileHandle file);
}
