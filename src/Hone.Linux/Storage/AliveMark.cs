using Hone.Problems;

namespace Hone.Linux.Storage;

/// <summary>
/// Says that a long command is still at work, by the kernel's own lock on a file (flock(2), which FileShare.None takes): it ends with the
/// process, however that ends, so that the next one sees whose work was left behind.
/// </summary>
public sealed class AliveMark : IDisposable
{
    private const string Ending = ".run";

    // Those who ask who is alive share a mark for an instant each; a name is unique, so nobody holds it for longer.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly FileStream _file;

    private AliveMark(FileStream file) => _file = file;

    /// <summary>Marks a run as at work until it is disposed or its process ends.</summary>
    /// <param name="folder">A folder of the user's state directory; made when it is not there.</param>
    /// <param name="name">The run's name, unique.</param>
    public static AliveMark Begin(string folder, string name)
    {
        string path = Path.Combine(folder, name + Ending);
        try
        {
            Directory.CreateDirectory(folder);
            return HeldFile.Alone(path, _patience) is { } file ? new(file) : throw new ProblemException(new(
                ExitCode.GateSaidNo, "mark-held", $"another process has held this mark for {_patience.TotalSeconds:0} s", "run the command again")
            { Place = path });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
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
            catch (IOException error) when (HeldFile.IsHeld(error))
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

    /// <summary>The run is over; unless it is forgotten too, the next one looks after what it left.</summary>
    public void Dispose() => _file.Dispose();
}
