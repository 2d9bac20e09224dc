using System.Globalization;
using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>One process that is sampled: its threads, and its Python interpreter once it has one.</summary>
internal sealed class SampledProcess(int pid, IThreadChoice choice, SampledStacks stacks) : IDisposable
{
    private const long ChargeTicks = 100 * TimeSpan.TicksPerMillisecond;
    private const long RefreshTicks = 10 * TimeSpan.TicksPerMillisecond;
    private const long QuickSearchTicks = 200 * TimeSpan.TicksPerMillisecond;
    private const long SlowSearchTicks = 250 * TimeSpan.TicksPerMillisecond;
    private const int PthreadTid = 720;
    private const int TornTooOften = 5;

    private readonly Dictionary<int, KernelThread> _threads = [];
    private readonly List<(ulong State, ulong Pthread, int Tid)> _states = [];
    private readonly HashSet<ulong> _matched = [];
    private readonly List<int> _pending = [];
    private readonly ProcessMemory _memory = new(pid);
    private long _cpuUsed;
    private long _cpuCharged;
    private long _nextCharge;
    private string? _program;
    private long _programSince;
    private long _nextSearch;
    private long _nextRefresh;
    private PythonStackReader? _reader;
    private int _tornInARow;
    private int _ownFrame = -1;
    private int _runtimeFrame = -1;
    private int _threadFrame = -1;

    /// <summary>Samples every thread that counts; true when one did. <paramref name="passed"/> is the wall time since the last call.</summary>
    public bool Sample(long now, long passed)
    {
        if (now >= _nextRefresh)
        {
            Refresh(now);
        }

        bool any = false;
        foreach (KernelThread thread in _threads.Values)
        {
            if (choice.Counts(thread, stacks.Samples, out int called))
            {
                any = true;
                int node = Take(thread, called);
                if (node >= 0 && !choice.CountsCpuTime)
                {
                    // The stack belongs to the call only when the thread was still in it after the stack was read.
                    bool still = choice.Counts(thread, stacks.Samples, out int after) && after == called;
                    stacks.Samples.Add(still ? node : -1, passed, 1);
                    thread.CountedSlices = still ? thread.Slices() : -1;
                }
                else if (node >= 0)
                {
                    _pending.Add(node);
                }
            }
        }

        if (choice.CountsCpuTime)
        {
            _cpuUsed = Math.Max(_cpuUsed, ProcessClock.Read(pid));
            if (now >= _nextCharge)
            {
                // What the process did before it was found is spread over the first samples, not put on one.
                if (_nextCharge > 0)
                {
                    Charge();
                }

                _nextCharge = now + ChargeTicks;
            }
        }

        return any;
    }

    /// <summary>
    /// Shares the CPU time that the process has used since the last charge among the samples since then: a sample alone says only
    /// that a thread ran or was ready to, and on a busy machine the two differ much. The kernel adds the time of a running thread
    /// up at its ticks, so that a charge must span many of them.
    /// </summary>
    private void Charge()
    {
        long each = _pending.Count == 0 ? 0 : (_cpuUsed - _cpuCharged) / _pending.Count;
        if (each <= 0)
        {
            return;
        }

        foreach (int node in _pending)
        {
            stacks.Samples.Add(node, each, 1);
        }

        _cpuCharged += each * _pending.Count;
        _pending.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Charge();
        foreach (KernelThread thread in _threads.Values)
        {
            thread.Dispose();
        }

        _threads.Clear();
    }

    /// <summary>The node of the thread's stack now; -1 when nothing can be said about it.</summary>
    private int Take(KernelThread thread, int called)
    {
        if (_reader is null || thread.Python is null)
        {
            return Below(stacks.Samples.Node(-1, _reader is null ? _ownFrame : thread.Tid == pid ? _runtimeFrame : _threadFrame), called);
        }

        switch (_reader.Read(thread.Python))
        {
            case StackRead.Read:
                stacks.Read++;
                _tornInARow = 0;
                return Node(thread.Python.Functions, called);
            case StackRead.NoFrames:
                return Below(stacks.Samples.Node(-1, _runtimeFrame), called);
            default:
                stacks.Torn++;
                _tornInARow++;
                stacks.Denied |= _memory.Denied;
                return -1;
        }
    }

    private int Node(List<int> leafFirst, int called)
    {
        int node = -1;
        for (int i = leafFirst.Count - 1; i >= 0; i--)
        {
            node = stacks.Samples.Node(node, leafFirst[i]);
        }

        return Below(node, called);
    }

    private int Below(int node, int called) => called >= 0 ? stacks.Samples.Node(node, called) : node;

    private void Refresh(long now)
    {
        _nextRefresh = now + (_reader is null && now - _programSince < QuickSearchTicks ? RefreshTicks / 10 : RefreshTicks);
        string? program = ProcFiles.LinkTarget($"/proc/{pid}/exe");
        if (program != _program || _ownFrame < 0)
        {
            _program = program;
            string name = program is null ? "unknown program" : Path.GetFileName(program);
            _ownFrame = stacks.Samples.Number(new Frame("[" + name + "]", name, FrameOrigin.Native));
            Forget(now);
        }

        RefreshThreads();
        if (_reader is null && now >= _nextSearch)
        {
            _nextSearch = now + (now - _programSince < QuickSearchTicks ? 0 : SlowSearchTicks);
            Search();
        }

        if (_reader is not null)
        {
            if (_tornInARow >= TornTooOften || !_reader.TryReadThreads(_states))
            {
                // The process may have executed the same interpreter anew, at other addresses.
                Forget(now);
            }
            else
            {
                Match();
            }
        }
    }

    private void Forget(long now)
    {
        _reader = null;
        _tornInARow = 0;
        _programSince = now;
        _nextSearch = now;
        _nextRefresh = now;
        foreach (KernelThread thread in _threads.Values)
        {
            thread.Python = null;
        }
    }

    private void Search()
    {
        PythonTarget? target = PythonTarget.Find(pid, _memory, stacks.Symbols, out string? unsupported);
        stacks.Denied |= _memory.Denied;
        if (unsupported is not null)
        {
            stacks.Unsupported.Add(unsupported);
        }

        if (target is null)
        {
            return;
        }

        string folder = ProcFiles.LinkTarget($"/proc/{pid}/cwd") ?? "/";
        string name = "python" + target.Version;
        _reader = new PythonStackReader(_memory, target, new CodeTable(_memory, target, stacks.Samples, folder));
        _runtimeFrame = stacks.Samples.Number(new Frame("[python start and end]", name, FrameOrigin.Runtime));
        _threadFrame = stacks.Samples.Number(new Frame("[native threads]", name, FrameOrigin.Runtime));
        stacks.Versions.Add(target.Version.ToString());
    }

    private void RefreshThreads()
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
    private void Match()
    {
        _matched.Clear();
        foreach ((ulong state, ulong pthread, int tid) in _states)
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
        if (!_memory.TryRead(pthread, descriptor))
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
