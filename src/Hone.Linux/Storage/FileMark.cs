namespace Hone.Linux.Storage;

/// <summary>What changes whenever a file is written, replaced or touched.</summary>
/// <param name="Type">S_IFMT of its mode, stat(2).</param>
/// <param name="Permissions">Its permission bits.</param>
/// <param name="Inode">Its inode.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="ChangedSeconds">When its inode was changed last (ctime, which programs cannot set), in seconds since 1970.</param>
/// <param name="ChangedNanoseconds">The rest of that, in nanoseconds.</param>
public readonly record struct FileMark(int Type, int Permissions, ulong Inode, ulong Size, long ChangedSeconds, uint ChangedNanoseconds);
