using System.Globalization;
using Hone.Problems;

namespace Hone.Linux.Storage;

/// <summary>
/// Keeps two Hones from writing to one project. The kernel's own lock (flock(2), which FileShare.None takes) ends with the
/// process, so a kill leaves no stale lock.
/// </summary>
public sealed class ProjectLock : IDisposable
{
    // A Hone that asks who has the lock (HeldBy) shares it for an instant, and then a try for oneself fails.
    private static readonly TimeSpan _probe = TimeSpan.FromMilliseconds(25);

    private readonly FileStream _file;

    private ProjectLock(FileStream file) => _file = file;

    /// <summary>
    /// Takes the lock, waiting up to <paramref name="patience"/>; <paramref name="onWait"/> is told once who holds it.
    /// </summary>
    public static ProjectLock Take(StateFolder folder, string command, TimeSpan patience, Action<string> onWait, CancellationToken cancellation)
    {
        bool told = false;
        TimeSpan waited = TimeSpan.Zero;
        TimeSpan pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            try
            {
                if (HeldFile.Alone(folder.Lock, waited == TimeSpan.Zero ? _probe : TimeSpan.Zero) is { } file)
                {
                    File.WriteAllText(folder.LockHolder, string.Create(CultureInfo.InvariantCulture, $"pid {Environment.ProcessId}, hone {command}"));
                    return new(file);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw DiskProblem.From(error, folder.Lock);
            }

            string holder = Holder(folder);
            if (waited >= patience)
            {
                throw new ProblemException(new(
                    ExitCode.GateSaidNo,
                    "project-locked",
                    $"another hone is at work in this project ({holder}); waited {waited.TotalSeconds:0} s",
                    "wait for it to end, or give more time with --wait SECONDS")
                { Place = folder.Root });
            }

            if (!told)
            {
                onWait(holder);
                told = true;
            }

            if (cancellation.WaitHandle.WaitOne(pause))
            {
                throw new OperationCanceledException(cancellation);
            }

            waited += pause;
        }
    }

    /// <summary>
    /// Who holds the lock at this moment, such as <c>pid 12, hone run</c>; null when nobody does. Waits for nobody, and asks by a shared lock:
    /// two who ask at once do not take each other for a hone at work, and <see cref="Take"/> tries again over it.
    /// </summary>
    public static string? HeldBy(StateFolder folder)
    {
        try
        {
            using FileStream file = new(folder.Lock, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return null;
        }
        catch (IOException error) when (HeldFile.IsHeld(error))
        {
            return Holder(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // No such file, or one of somebody else: nobody whom this user could wait for.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string Holder(StateFolder folder)
    {
        try
        {
            return File.ReadAllText(folder.LockHolder);
        }
        catch (IOException)
        {
            return "pid unknown";
        }
    }
}
