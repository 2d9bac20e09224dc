namespace Hone.Linux.Processes;

/// <summary>Descriptors of processes, which poll(2) finds readable when they have ended (pidfd_open(2)).</summary>
internal sealed class Pidfds : IDisposable
{
    /// <summary>How many are followed at once; the others are found by looking again.</summary>
    public const int Most = 60;

    // The same number on every architecture; the call is in Linux 5.3 and later.
    private const long PidfdOpen = 434;

    private readonly Dictionary<int, int> _byPid = [];

    /// <summary>What to poll.</summary>
    public int[] Descriptors => [.. _byPid.Values];

    /// <summary>True when the kernel gave none for some process, which must then be asked again and again.</summary>
    public bool IsPartial => _byPid.ContainsValue(-1);

    /// <summary>Follows a process, unless it is followed already.</summary>
    public void Follow(int pid)
    {
        if (_byPid.Count < Most && !_byPid.ContainsKey(pid))
        {
            _byPid[pid] = (int)LibC.PidfdOpen(PidfdOpen, pid, 0);
        }
    }

    /// <summary>Closes the descriptor of a process that was waited for.</summary>
    public void Forget(int pid)
    {
        if (_byPid.Remove(pid, out int fd) && fd >= 0)
        {
            _ = LibC.Close(fd);
        }
    }

    public void Dispose()
    {
        foreach (int fd in _byPid.Values)
        {
            LateClosing.Add(fd);
        }

        _byPid.Clear();
    }
}
