namespace Hone.Linux.Storage;

/// <summary>
/// Says that a long command is still at work, by the kernel's own lock on a file (flock(2), which FileShare.None takes): it ends with the
/// process, however that ends, so that the next one sees whose work was left behind.
/// </summary>
public sealed class AliveMark : IDisposable
{
    private const string Ending = ".run";

    // Whoever asks who is alive shares a mark for an instant, and then a try to hold it fails.
    private const int ProbeTries = 5;
    private static readonly TimeSpan _probePause = TimeSpan.FromMilliseconds(5);

    private readonly FileStream _file;

    private AliveMark(FileStream file) => _file = file;

    /// <summary>Marks a run as at work until it is disposed or its process ends.</summary>
    /// <param name="folder">A folder of the user's state directory; made when it is not there.</param>
    /// <param name="name">The run's name, unique.</param>
    public static AliveMark Begin(string folder, string name)
    {
        string path = Path.Combine(folder, name + Ending);
        for (int tries = 1; ; tries++)
        {
            try
            {
                Directory.CreateDirectory(folder);
                return new(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (IOException error) when (IsHeld(error) && tries < ProbeTries)
            {
                Thread.Sleep(_probePause);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw DiskProblem.From(error, path);
            }
        }
    }

    /// <summary>The runs that are at work. Asks by a shared lock: two who ask at once do not take each other for a run.</summary>
    public static IReadOnlyList<string> Alive(string folder)
    {
        List<string> alive = [];
        string[] marks = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Ending) : [];
        foreach (string path in marks.Order(StringComparer.Ordinal))
        {
            try
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            }
            catch (IOException error) when (IsHeld(error))
            {
                alive.Add(Path.GetFileNameWithoutExtension(path));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Gone, or somebody else's.
            }
        }

        return alive;
    }

    /// <summary>The runs that ended without saying so.</summary>
    public static IReadOnlyList<string> Dead(string folder)
    {
        List<string> dead = [];
        string[] marks = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Ending) : [];
        foreach (string path in marks.Order(StringComparer.Ordinal))
        {
            try
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                dead.Add(Path.GetFileNameWithoutExtension(path));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Held: that run is at work. Gone, or somebody else's: it is not for us to end.
            }
        }

        return dead;
    }

    /// <summary>Forgets a run, once nothing of it is left to put right.</summary>
    public static void Forget(string folder, string name)
    {
        try
        {
            File.Delete(Path.Combine(folder, name + Ending));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next one does it again.
        }
    }

    // EWOULDBLOCK from flock(2), the only error of opening that means "somebody else has it".
    private static bool IsHeld(IOException error) => error.HResult == 11;

    /// <summary>The run is over; unless it is forgotten too, the next one looks after what it left.</summary>
    public void Dispose() => _file.Dispose();
}
