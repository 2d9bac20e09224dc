using System.Diagnostics;
using Hone.Problems;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Storage;

/// <summary>
/// An exclusive advisory lock (flock(2)) on a file that exists for this only. It holds between processes and between threads,
/// and ends with its holder, even when that is killed; the file stays, because removing it would let two holders in.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle file, TimeSpan waited)
    {
        _file = file;
        Waited = waited;
    }

    /// <summary>How long it was waited for; nothing when the first try had it.</summary>
    public TimeSpan Waited { get; }

    /// <summary>Waits for the lock for at most <paramref name="patience"/>; then a <see cref="ProblemException"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is held for, in one word; the rules of its problems begin with it.</param>
    /// <param name="patience">How long it is waited for.</param>
    public static FileLock Take(string path, string what, TimeSpan patience)
    {
        long began = Stopwatch.GetTimestamp();
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new ProblemException(new Problem(ExitCode.Usage, what + "-lock-is-link", "the lock file is a symbolic link", "remove it") { Place = path });
        }

        SafeFileHandle file = Libc.OpenOrCreate(path, out int errno);
        if (file.IsInvalid)
        {
            file.Dispose();
            throw new ProblemException(new Problem(
                ExitCode.ToolMissing, what + "-not-writable", $"the {what} is not writable: its lock cannot be created or opened (errno {errno})", "make it writable for the user who runs hone")
            { Place = path });
        }

        for (int wait = 1; ; wait = Math.Min(wait * 2, 16))
        {
            int outcome = Libc.TryLock(file);
            if (outcome == 0)
            {
                return new FileLock(file, wait == 1 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(began));
            }

            if (outcome != Libc.WouldBlock || Stopwatch.GetElapsedTime(began) > patience)
            {
                file.Dispose();
                throw new ProblemException(new Problem(
                    ExitCode.GateSaidNo,
                    what + "-locked",
                    outcome == Libc.WouldBlock
                        ? $"another Hone has held this lock for {patience.TotalSeconds:0} s"
                        : $"the file system refuses the lock (errno {outcome})",
                    outcome == Libc.WouldBlock ? "run the command again when it is done" : "keep its folder on a local file system")
                {
                    Place = path,
                });
            }

            // Equal waits would let the waiters try in step.
            Thread.Sleep(Random.Shared.Next(1, wait + 1));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
