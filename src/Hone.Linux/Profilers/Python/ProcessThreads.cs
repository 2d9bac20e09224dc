using System.Globalization;

namespace Hone.Linux.Profilers.Python;

/// <summary>The threads of a process, and which Python thread state belongs to which.</summary>
internal sealed class ProcessThreads(int pid, ProcessMemory memory) : IDisposable
{
    private const int PthreadTid = 720;

    private readonly Dictionary<int, KernelThread> _threads = [];
    private readonly HashSet<ulong> _matched = [];

    /// <summary>The threads that were there at the last look.</summary>
    public Dictionary<int, KernelThread>.ValueCollection All => _threads.Values;

    /// <summary>Forgets all Python thread states.</summary>
    public void Forget()
    {
        foreach (KernelThread thread in _threads.Values)
        {
            thread.Python = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (KernelThread thread in _threads.Values)
        {
            thread.Dispose();
        }

        _threads.Clear();
    }

    /// <summary>Looks for new and ended threads.</summary>
    public void Refresh()
    {
        HashSet<int> present = [];
        foreach (string folder in ProcFiles.Folders($"/proc/{pid}/task"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int tid))
            {
                present.Add(tid);
                if (!_threads.ContainsKey(tid))
                {
                    _threads.Add(tid, new KernelThread(pid, tid));
                }
            }
        }

        foreach ((int tid, KernelThread thread) in _threads)
        {
            if (!present.Contains(tid))
            {
                thread.Dispose();
                _threads.Remove(tid);
            }
        }
    }

    /// <summary>Gives every kernel thread its Python thread state.</summary>
    public void Match(List<(ulong State, ulong Pthread, int Tid)> states)
    {
        _matched.Clear();
        foreach ((ulong state, ulong pthread, int tid) in states)
        {
            if (_threads.TryGetValue(tid != 0 ? tid : TidOf(pthread), out KernelThread? thread) && thread.Python?.State != state)
            {
                thread.Python = new PythonThread(state);
            }

            _matched.Add(state);
        }

        foreach (KernelThread thread in _threads.Values)
        {
            thread.Python = thread.Python is not null && _matched.Contains(thread.Python.State) ? thread.Python : null;
        }
    }

    /// <summary>
    /// The kernel's id of a pthread, for releases that do not keep it (to 3.10): a field of glibc's struct pthread, at 720 on
    /// x86-64; elsewhere the only word of its first KiB that is the id of a thread of this process.
    /// </summary>
    private int TidOf(ulong pthread)
    {
        if (_threads.Count == 1)
        {
            return pid;
        }

        Span<byte> descriptor = stackalloc byte[1024];
        if (!memory.TryRead(pthread, descriptor))
        {
            return 0;
        }

        int usual = BitConverter.ToInt32(descriptor[PthreadTid..]);
        if (_threads.ContainsKey(usual))
        {
            return usual;
        }

        for (int at = 0; at < descriptor.Length; at += 4)
        {
            if (_threads.ContainsKey(BitConverter.ToInt32(descriptor[at..])))
            {
                return BitConverter.ToInt32(descriptor[at..]);
            }
        }

        return 0;
    }
}
