using System.Globalization;
using System.Text;

namespace Hone.Linux.Profilers.Python;

/// <summary>
/// The living processes that descend from one process. A process once seen stays a member when its parent dies. The tree is
/// found through the parent ids in <c>/proc</c>, because <c>task/*/children</c> is an option that kernels leave out.
/// </summary>
internal sealed class ProcessTree(int root)
{
    private readonly HashSet<int> _members = [root];
    private readonly HashSet<int> _strangers = [];
    private readonly HashSet<int> _present = [];
    private readonly List<(int Pid, int Parent)> _fresh = [];

    /// <summary>The process ids of the root and its living descendants that were found so far.</summary>
    public IReadOnlyCollection<int> Members => _members;

    /// <summary>Looks for new and ended processes.</summary>
    public void Refresh()
    {
        _present.Clear();
        _fresh.Clear();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(folder.AsSpan("/proc/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out int pid))
            {
                _present.Add(pid);
                if (!_members.Contains(pid) && !_strangers.Contains(pid))
                {
                    _fresh.Add((pid, ParentOf(pid)));
                }
            }
        }

        _members.RemoveWhere(pid => !_present.Contains(pid));
        _strangers.RemoveWhere(pid => !_present.Contains(pid));

        // A grandchild may be listed before its parent.
        for (bool grown = true; grown;)
        {
            grown = false;
            for (int i = _fresh.Count - 1; i >= 0; i--)
            {
                if (_members.Contains(_fresh[i].Parent))
                {
                    grown = _members.Add(_fresh[i].Pid) || grown;
                    _fresh.RemoveAt(i);
                }
            }
        }

        foreach ((int pid, _) in _fresh)
        {
            _strangers.Add(pid);
        }
    }

    /// <summary>The parent's id (fourth field of proc_pid_stat(5)); 0 when the process is gone.</summary>
    private static int ParentOf(int pid)
    {
        try
        {
            byte[] stat = File.ReadAllBytes($"/proc/{pid}/stat");
            string[] fields = Encoding.ASCII.GetString(stat, Array.LastIndexOf(stat, (byte)')') + 1, Math.Min(64, stat.Length - Array.LastIndexOf(stat, (byte)')') - 1)).Split(' ');
            return fields.Length > 2 && int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out int parent) ? parent : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
