using Hone.Profiling;

namespace Hone.Linux.Profilers.Python;

/// <summary>One process that is sampled: its threads, and its Python interpreter once it has one.</summary>
internal sealed class SampledProcess : IDisposable
{
    private const long ChargeTicks = 100 * TimeSpan.TicksPerMillisecond;
    private const long RefreshTicks = 10 * TimeSpan.TicksPerMillisecond;
    private const long QuickSearchTicks = 200 * TimeSpan.TicksPerMillisecond;
    private const long SlowSearchTicks = 250 * TimeSpan.TicksPerMillisecond;
    private const int TornTooOften = 5;
    private const int MostAttempts = 5;

    private readonly List<(ulong State, ulong Pthread, int Tid)> _states = [];
    private readonly List<int> _pending = [];
    private readonly int _pid;
    private readonly IThreadChoice _choice;
    private readonly SampledStacks _stacks;
    private readonly ProcessMemory _memory;
    private readonly ProcessThreads _threads;
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

    /// <summary>Begins with a process that may be no Python yet.</summary>
    public SampledProcess(int pid, IThreadChoice choice, SampledStacks stacks)
    {
        _pid = pid;
        _choice = choice;
        _stacks = stacks;
        _memory = new ProcessMemory(pid);
        _threads = new ProcessThreads(pid, _memory);
    }

    /// <summary>Samples every thread that counts; true when one did. <paramref name="passed"/> is the wall time since the last call.</summary>
    public bool Sample(long now, long passed)
    {
        if (now >= _nextRefresh)
        {
            Refresh(now);
        }

        bool any = false;
        foreach (KernelThread thread in _threads.All)
        {
            if (!TryRead(thread, out StackRead read, ref any))
            {
                continue;
            }

            int node = Node(thread, read, _choice.Called(thread, _stacks.Samples));
            if (_choice.CountsCpuTime)
            {
                _pending.Add(node);
            }
            else
            {
                _stacks.Samples.Add(node, passed, 1);
            }
        }

        if (_choice.CountsCpuTime)
        {
            _cpuUsed = Math.Max(_cpuUsed, ProcessClock.Read(_pid));
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
            _stacks.Samples.Add(node, each, 1);
        }

        _cpuCharged += each * _pending.Count;
        _pending.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Charge();
        _threads.Dispose();
    }

    /// <summary>
    /// Reads a thread that counts. A changed stack takes longer to read than one that is as guessed, and a thread that runs on
    /// meanwhile is lost; tried again at once, when the guess is right, changed stacks are not lost more often than others.
    /// </summary>
    private bool TryRead(KernelThread thread, out StackRead read, ref bool any)
    {
        read = StackRead.Torn;
        for (int attempt = 0; attempt < MostAttempts && _choice.Counts(thread); attempt++)
        {
            any = true;
            bool hold = _choice.CountsCpuTime && thread.Python?.Restless.ShouldHold == true;
            read = hold ? ReadHeld(thread) : Read(thread);
            if (hold || _choice.StillCounts(thread))
            {
                if (!hold && _choice.CountsCpuTime)
                {
                    thread.Python?.Restless.Add(read == StackRead.Torn);
                    read = read == StackRead.Torn ? ReadHeld(thread) : read;
                }

                Count(read);
                return read != StackRead.Torn;
            }
        }

        return false;
    }

    private StackRead Read(KernelThread thread, bool isHeld = false) =>
        _reader is null || thread.Python is null ? StackRead.NoFrames : _reader.Read(thread.Python, isHeld);

    /// <summary>
    /// Generators that hand on one item after the other change the stack faster than it can be copied: their thread is held for
    /// as long as the copy takes. Threads that can be read while they run are left alone; see <see cref="Restlessness"/>.
    /// </summary>
    private StackRead ReadHeld(KernelThread thread)
    {
        if (!ThreadHold.TryStop(_pid, thread.Tid, out ThreadHold hold))
        {
            return StackRead.Torn;
        }

        using (hold)
        {
            _stacks.Held++;
            return Read(thread, isHeld: true);
        }
    }

    private void Count(StackRead read)
    {
        _stacks.Read += read == StackRead.Read ? 1 : 0;
        _stacks.Torn += read == StackRead.Torn ? 1 : 0;
        _stacks.Denied |= read == StackRead.Torn && _memory.Denied;
        _tornInARow = read == StackRead.Torn ? _tornInARow + 1 : 0;
    }

    /// <summary>The node of the stack just read, with what the leaf called below it.</summary>
    private int Node(KernelThread thread, StackRead read, int called)
    {
        int node = -1;
        if (read == StackRead.Read)
        {
            List<int> leafFirst = thread.Python!.Functions;
            for (int i = leafFirst.Count - 1; i >= 0; i--)
            {
                node = _stacks.Samples.Node(node, leafFirst[i]);
            }
        }
        else
        {
            int frame = _reader is null ? _ownFrame : thread.Python is not null || thread.Tid == _pid ? _runtimeFrame : _threadFrame;
            node = _stacks.Samples.Node(-1, frame);
        }

        return called >= 0 ? _stacks.Samples.Node(node, called) : node;
    }

    private void Refresh(long now)
    {
        _nextRefresh = now + (_reader is null && now - _programSince < QuickSearchTicks ? RefreshTicks / 10 : RefreshTicks);
        string? program = ProcFiles.LinkTarget($"/proc/{_pid}/exe");
        if (program != _program || _ownFrame < 0)
        {
            _program = program;
            string name = program is null ? "unknown program" : Path.GetFileName(program);
            _ownFrame = _stacks.Samples.Number(new Frame("[" + name + "]", name, FrameOrigin.Native));
            Forget(now);
        }

        _threads.Refresh();
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
                _threads.Match(_states);
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
        _threads.Forget();
    }

    private void Search()
    {
        PythonTarget? target = PythonTarget.Find(_pid, _memory, _stacks.Symbols, out string? unsupported);
        _stacks.Denied |= _memory.Denied;
        if (unsupported is not null)
        {
            _stacks.Unsupported.Add(unsupported);
        }

        if (target is null)
        {
            return;
        }

        string folder = ProcFiles.LinkTarget($"/proc/{_pid}/cwd") ?? "/";
        string name = "python" + target.Version;
        _reader = new PythonStackReader(_memory, target, new CodeTable(_memory, target, _stacks.Samples, folder));
        _runtimeFrame = _stacks.Samples.Number(new Frame("[python start and end]", name, FrameOrigin.Runtime));
        _threadFrame = _stacks.Samples.Number(new Frame("[native threads]", name, FrameOrigin.Runtime));
        _stacks.Versions.Add(target.Version.ToString());
    }
}
