using System.Globalization;
using System.Text;

namespace Hone.Linux.Processes;

/// <summary>
/// Which processes belong to a started program. Every process inherits a marker in its environment; Hone is the subreaper
/// (prctl(2), PR_SET_CHILD_SUBREAPER) of whatever its children leave behind, so an orphan becomes Hone's own child.
/// </summary>
internal static class ProcessTree
{
    /// <summary>The variable that marks a process as started by Hone.</summary>
    public const string Variable = "HONE_TREE";

    private static readonly Lock _gate = new();
    private static readonly HashSet<int> _roots = [];
    private static readonly HashSet<int> _sessions = [];
    private static int _count;

    /// <summary>This Hone's own part of every marker.</summary>
    public static string Token { get; } = Guid.NewGuid().ToString("N");

    /// <summary>A new marker value.</summary>
    public static string NewMarker() => string.Create(CultureInfo.InvariantCulture, $"{Token}.{Interlocked.Increment(ref _count)}.");

    /// <summary>Makes Hone the parent of orphans; called before the first spawn.</summary>
    public static void BecomeSubreaper() => _ = LibC.Prctl(LibC.SetChildSubreaper, 1, 0, 0, 0);

    /// <summary>Notes a process that Hone started itself, so that nobody takes it for an orphan.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="session">The session of its tree; 0 when it is no tree of its own.</param>
    public static void AddRoot(int pid, int session)
    {
        lock (_gate)
        {
            _roots.Add(pid);
            if (session != 0)
            {
                _sessions.Add(session);
            }
        }
    }

    /// <summary>The tree was waited for; its numbers may come again.</summary>
    public static void RemoveRoot(int pid, int session)
    {
        lock (_gate)
        {
            _roots.Remove(pid);
            _sessions.Remove(session);
        }
    }

    /// <summary>Orphans of the tree that are now Hone's children, living or not yet waited for.</summary>
    public static List<int> Orphans(int session, string marker)
    {
        List<int> found = [];
        foreach (int child in Children())
        {
            lock (_gate)
            {
                if (_roots.Contains(child))
                {
                    continue;
                }
            }

            if (Belongs(child, session, marker) || IsOnlyCandidate(child, session))
            {
                found.Add(child);
            }
        }

        return found;
    }

    /// <summary>Kills every process of the tree until none is left; false when some would not go within a second or so.</summary>
    public static bool Kill(int session, string marker)
    {
        int clean = 0;
        for (int attempt = 0; attempt < 100; attempt++)
        {
            bool any = false;
            foreach (int orphan in Orphans(session, marker).Where(IsAlive))
            {
                any = true;
                _ = LibC.Kill(orphan, LibC.SigKill);
            }

            foreach (string folder in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                    && IsAlive(pid) && Belongs(pid, session, marker))
                {
                    any = true;
                    _ = LibC.Kill(pid, LibC.SigKill);
                }
            }

            // A process between fork and exec may have been missed: twice nothing is nothing.
            clean = any ? 0 : clean + 1;
            if (clean == 2)
            {
                return true;
            }

            Thread.Sleep(any ? 10 : 2);
        }

        return false;
    }

    /// <summary>The command name of a process, for people.</summary>
    public static string Name(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/comm").TrimEnd('\n');
        }
        catch (IOException)
        {
            return "pid " + pid.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static bool Belongs(int pid, int session, string marker)
    {
        if (LibC.GetSid(pid) == session)
        {
            return true;
        }

        try
        {
            byte[] environment = File.ReadAllBytes($"/proc/{pid}/environ");
            return environment.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Variable + "=" + marker)) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // A daemon that cleared its environment and began its own session can be told by elimination alone: it is Hone's child, and
    // there is only one tree that it can have come from.
    private static bool IsOnlyCandidate(int pid, int session)
    {
        lock (_gate)
        {
            if (_sessions.Count != 1 || !_sessions.Contains(session))
            {
                return false;
            }
        }

        try
        {
            return File.ReadAllBytes($"/proc/{pid}/environ").AsSpan().IndexOf(Encoding.ASCII.GetBytes(Variable + "=" + Token)) < 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            int state = stat.LastIndexOf(')') + 2;
            return state < stat.Length && stat[state] is not ('Z' or 'X');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static List<int> Children()
    {
        List<int> children = [];
        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            try
            {
                foreach (string word in File.ReadAllText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    children.Add(int.Parse(word, CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                // The thread ended in between; its children moved to another one.
            }
        }

        return children;
    }
}
