namespace Hone.Linux.Processes;

/// <summary>
/// Descriptors of a run that has ended, closed while the next one runs: to close a file of /proc takes longer than to read it, and
/// between two runs nothing should be done that can wait.
/// </summary>
internal static class LateClosing
{
    private const int Most = 16;

    private static readonly Stack<int> _waiting = new(Most);

    /// <summary>Takes a descriptor, which nobody else may use any more; -1 is none.</summary>
    public static void Add(int fd)
    {
        if (fd < 0)
        {
            return;
        }

        lock (_waiting)
        {
            if (_waiting.Count < Most)
            {
                _waiting.Push(fd);
                return;
            }
        }

        _ = LibC.Close(fd);
    }

    /// <summary>Closes what was taken.</summary>
    public static void CloseAll()
    {
        lock (_waiting)
        {
            while (_waiting.TryPop(out int fd))
            {
                _ = LibC.Close(fd);
            }
        }
    }
}
