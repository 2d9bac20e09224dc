using Hone.Problems;

namespace Hone.Linux.Storage;

/// <summary>The kernel's lock on a file (flock(2)), for short changes; it ends with the process that holds it.</summary>
public sealed class FileLock : IDisposable
{
    // EWOULDBLOCK: somebody else has it.
    private const int Held = 11;

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, waiting at most so long; longer is a problem of exit code 1.</summary>
    public static FileLock Take(string path, TimeSpan patience)
    {
        TimeSpan waited = TimeSpan.Zero;
        TimeSpan pause = TimeSpan.FromMilliseconds(5);
        while (true)
        {
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (IOException error) when (error.HResult == Held)
            {
                if (waited >= patience)
                {
                    throw new ProblemException(new(ExitCode.GateSaidNo, "file-locked", $"somebody else holds the file; waited {waited.TotalSeconds:0} s", "run the command again") { Place = path }, error);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw DiskProblem.From(error, path);
            }

            Thread.Sleep(pause);
            waited += pause;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
