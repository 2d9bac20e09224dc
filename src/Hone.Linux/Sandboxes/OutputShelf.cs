using System.Globalization;
using Hone.Linux.Storage;

namespace Hone.Linux.Sandboxes;

/// <summary>
/// Takes away what runs wrote without deleting it, while others are timed. Where ext4 makes a file it passes over every inode near its folder
/// that was deleted in the last one to five minutes (<c>recently_deleted</c> in the kernel's fs/ext4/ialloc.c): a program that makes many
/// files would pay for each that was deleted after earlier runs, and one of two programs more than the other, by where its folder lies.
/// The shelf goes with the folder that it is in.
/// </summary>
public sealed class OutputShelf
{
    private const int FilesInFolder = 1000;
    private const int FilesBetweenLooks = 100;
    private const long LeastFree = 1L << 30;

    private readonly string _folder;
    private readonly long _leastFree;
    private long _files;

    /// <summary>A shelf in a new folder, which must be on the disk of what is put there. Half of what is free there is left free.</summary>
    public OutputShelf(string folder)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        DriveInfo disk = new(folder);
        _leastFree = Math.Max(LeastFree, disk.AvailableFreeSpace / 2);

        // Memory is dear, and nothing is passed over in it.
        IsFull = disk.DriveFormat == "tmpfs" || disk.AvailableFreeSpace < _leastFree;
    }

    /// <summary>It takes nothing more: what is given to it is deleted.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Files that were deleted for want of space.</summary>
    public long Deleted { get; private set; }

    /// <summary>Takes a file, a link itself, or a folder with all that is in it, away from where it is.</summary>
    public void Put(string path)
    {
        if (!IsFull && _files % FilesBetweenLooks == 0)
        {
            IsFull = new DriveInfo(_folder).AvailableFreeSpace < _leastFree;
        }

        if (IsFull || !IsMoved(path))
        {
            Delete(path);
            Deleted++;
        }
    }

    /// <summary>Deletes the same.</summary>
    public static void Delete(string path)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            TreePlace.Remove(path);
        }
        else
        {
            File.Delete(path);
        }
    }

    private bool IsMoved(string path)
    {
        string folder = Path.Combine(_folder, (_files / FilesInFolder).ToString(CultureInfo.InvariantCulture));
        if (_files % FilesInFolder == 0)
        {
            Directory.CreateDirectory(folder);
        }

        // Not File.Move, which copies from disk to disk, and takes no link that leads to a folder.
        bool isMoved = Libc.Rename(path, Path.Combine(folder, _files.ToString(CultureInfo.InvariantCulture)));
        _files += isMoved ? 1 : 0;
        return isMoved;
    }
}
