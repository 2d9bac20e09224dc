namespace Hone.Linux.Storage;

/// <summary>
/// Moves what lies at the declared outputs out of the way for one run, and back when the run does not get to its end; what a
/// kill left out of the way is put back by <see cref="Restore"/>.
/// </summary>
public sealed class SetAside : IDisposable
{
    private const string Prefix = "aside-";

    private readonly StateFolder _folder;
    private readonly List<string> _moved = [];

    /// <summary>Moves files and folders aside; a folder is replaced by an empty one, since programs expect it to be there.</summary>
    public SetAside(StateFolder folder, IReadOnlyList<string> outputs)
    {
        _folder = folder;
        foreach (string output in outputs)
        {
            string path = Path.Combine(folder.Project, output);
            string moved = Path.Combine(folder.Root, Prefix + Uri.EscapeDataString(output));
            try
            {
                if (Directory.Exists(path))
                {
                    Directory.Move(path, moved);
                    Directory.CreateDirectory(path);
                    _moved.Add(moved);
                }
                else if (File.Exists(path))
                {
                    File.Move(path, moved, overwrite: true);
                    _moved.Add(moved);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                Dispose();
                throw DiskProblem.From(error, path);
            }
        }
    }

    /// <summary>The run came to its end: what was set aside is no longer wanted.</summary>
    public void Drop()
    {
        foreach (string moved in _moved)
        {
            Delete(moved);
        }

        _moved.Clear();
    }

    /// <summary>Puts back whatever is still aside.</summary>
    public void Dispose()
    {
        foreach (string moved in _moved)
        {
            PutBack(_folder, moved);
        }

        _moved.Clear();
    }

    /// <summary>Puts back what a killed Hone left aside. The caller holds the project lock.</summary>
    public static void Restore(StateFolder folder)
    {
        foreach (string moved in Directory.EnumerateFileSystemEntries(folder.Root, Prefix + "*").ToList())
        {
            PutBack(folder, moved);
        }
    }

    private static void PutBack(StateFolder folder, string moved)
    {
        string original = Path.Combine(folder.Project, Uri.UnescapeDataString(Path.GetFileName(moved)[Prefix.Length..]));
        Delete(original);
        if (Directory.Exists(moved))
        {
            Directory.Move(moved, original);
        }
        else if (File.Exists(moved))
        {
            File.Move(moved, original);
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }
}
