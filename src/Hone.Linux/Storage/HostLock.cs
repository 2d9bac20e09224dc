using System.Globalization;
using Hone.Problems;
using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Storage;

/// <summary>
/// Lets one Hone of this user measure at a time, whatever the project: two that measured beside each other would disturb each other. The
/// kernel's lock (flock(2)) ends with its holder, even when that is killed.
/// </summary>
public sealed class HostLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private HostLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock, waiting up to <paramref name="patience"/>.</summary>
    /// <param name="folder">A folder of the user's state directory.</param>
    /// <param name="who">What is at work, for those who wait.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="onWait">Told once who is waited for.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static HostLock Take(string folder, string who, TimeSpan patience, Action<string> onWait, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, "measuring.lock");
        string holder = Path.Combine(folder, "measuring.holder");
        SafeFileHandle file = Libc.OpenOrCreate(path, out int errno);
        if (file.IsInvalid)
        {
            file.Dispose();
            throw new ProblemException(new(ExitCode.ToolMissing, "lock-refused", $"the lock cannot be opened (errno {errno})", "see that the state directory can be written to") { Place = path });
        }

        try
        {
            Wait(file, path, holder, patience, onWait, cancellation);
            File.WriteAllText(holder, string.Create(CultureInfo.InvariantCulture, $"pid {Environment.ProcessId}, {who}"));
            return new(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            file.Dispose();
            throw DiskProblem.From(error, holder);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void Wait(SafeFileHandle file, string path, string holder, TimeSpan patience, Action<string> onWait, CancellationToken cancellation)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(200);
        bool told = false;
        for (TimeSpan waited = TimeSpan.Zero; ; waited += pause)
        {
            int outcome = Libc.TryLock(file);
            if (outcome == 0)
            {
                return;
            }

            if (outcome != Libc.WouldBlock)
            {
                throw new ProblemException(new(ExitCode.ToolMissing, "lock-refused", $"the file system refuses the lock (errno {outcome})", "put the state directory on a local file system: XDG_STATE_HOME") { Place = path });
            }

            string other = Holder(holder);
            if (waited >= patience)
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo, "host-measuring", $"another hone measures on this machine ({other}); waited {waited.TotalSeconds:0} s", "wait for it to end, or give more time with --wait SECONDS")
                { Place = path });
            }

            if (!told)
            {
                onWait(other);
                told = true;
            }

            if (cancellation.WaitHandle.WaitOne(pause))
            {
                throw new OperationCanceledException(cancellation);
            }
        }
    }

    private static string Holder(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "pid unknown";
        }
    }
}
