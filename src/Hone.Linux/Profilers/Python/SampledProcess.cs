using System.Globalization;
using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>One process that is sampled: its threads, and its Python interpreter once it has one.</summary>
internal sealed class SampledProcess(int pid, IThreadChoice choice, SampledStacks stacks) : IDisposable
{
    private const long RefreshTicks = 10 * TimeSpan.TicksPerMillisecond;
    private const long QuickSearchTicks = 200 * TimeSpan.TicksPerMillisecond;
    private const long SlowSearchTicks = 250 * TimeSpan.TicksPerMillisecond;
    private const int PthreadTid = 720;

    private readonly Dictionary<int, KernelThread> _threads = [];
    private readonly List<(ulong State, ulong Pthread, int Tid)> _states = [];
    private readonly List<(KernelThread Thread, int Called)> _counting = [];
    private readonly ProcessMemory _memory = new(pid);
    private long _cpuCharged;
    private string? _program;
    private long _programSince;
    private long _nextSearch;
    private long _nextRefresh;
    private PythonStackReader? _reader;
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

        long weight = passed;
        if (choice.CountsCpuTime)
        {
            weight = ProcessClock.Read(pid) - _cpuCharged;
            if (weight <= 0)
            {
                return false;
            }
        }

        _counting.Clear();
        foreach (KernelThread thread in _threads.Values)
        {
            if (choice.Counts(thread, stacks.Samples, out int called))
            {
                _counting.Add((thread, called));
            }
        }

        // CPU time that no thread can be charged with now stays for the next sample.
        long each = choice.CountsCpuTime ? weight / Math.Max(1, _counting.Count) : weight;
        foreach ((KernelThread thread, int called) in _counting)
        {
            _cpuCharged += Take(thread, called, each) ? each : 0;
        }

        return _counting.Count > 0;
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

    /// <summary>Charges a thread; false when nothing can be said about it.</summary>
    private bool Take(KernelThread thread, int called, long weight)
    {
        if (_reader is null || thread.Python is null)
        {
            if (choice.CountsCpuTime)
            {
                Add([], _reader is null ? _ownFrame : thread.Tid == pid ? _runtimeFrame : _threadFrame, weight);
            }

            return true;
        }

        switch (_reader.Read(thread.Python))
        {
            case StackRead.Read:
                stacks.Read++;
                Add(thread.Python.Functions, called, weight);
                return true;
            case StackRead.NoFrames when choice.CountsCpuTime:
                Add([], _runtimeFrame, weight);
                return true;
            case StackRead.Torn:
                stacks.Torn++;
                stacks.Denied |= _memory.Denied;
                return false;
            default:
                return true;
        }
    }

    private void Add(List<int> leafFirst, int called, long weight)
    {
        int node = -1;
        for (int i = leafFirst.Count - 1; i >= 0; i--)
        {
            node = stacks.Samples.Node(node, leafFirst[i]);
        }

        stacks.Samples.Add(called >= 0 ? stacks.Samples.Node(node, called) : node, weight, 1);
    }

    private void Refresh(long now)
    {
        _nextRefresh = now + (_reader is null && now - _programSince < QuickSearchTicks ? RefreshTicks / 10 : RefreshTicks);
        string? program = ProcFiles.LinkTarget($"/proc/{pid}/exe");
        if (program != _program)
        {
            _program = program;
            _programSince = now;
            _nextSearch = now;
            _reader = null;
            string name = program is null ? "?" : Path.GetFileName(program);
            _ownFrame = stacks.Samples.Number(new Frame("[" + name + "]", name, FrameOrigin.Native));
        }

        RefreshThreads();
        if (_reader is null && now >= _nextSearch)
        {
            _nextSearch = now + (now - _programSince < QuickSearchTicks ? 0 : SlowSearchTicks);
            Search();
        }

        if (_reader is not null && _reader.TryReadThreads(_states))
        {
            Match();
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
        foreach (KernelThread thread in _threads.Values)
        {
            thread.Python = null;
        }
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
        foreach ((ulong state, ulong pthread, int tid) in _states)
        {
            if (_threads.TryGetValue(tid != 0 ? tid : TidOf(pthread), out KernelThread? thread) && thread.Python?.State != state)
            {
                thread.Python = new PythonThread(state);
            }
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
