using System.Diagnostics;
using System.Globalization;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Processes;

/// <summary>
/// Follows one tree from its start to its end on a thread of its own, whether or not anyone waits for it: reads its output, takes
/// the time of its end, keeps the time-out, and adds up what it cost.
/// </summary>
internal sealed unsafe class TreeWatch : IDisposable
{
    private const long PidfdOpen = 434;
    private const int SliceMs = 100;
    private const int SliceWithoutPidfdMs = 5;
    private const int MostFollowed = 60;

    private readonly LaunchedChild _child;
    private readonly ProcessTree _tree;
    private readonly long? _deadline;
    private readonly OutputPipe?[] _pipes;
    private readonly SinkThread?[] _sinks;
    private readonly WakeUp _stop = new();
    private readonly Thread _thread;
    private readonly SortedDictionary<int, string> _orphans = [];
    private volatile bool _rootEnded;
    private bool _timedOut;
    private bool _killed;
    private bool _unkillable;
    private ResourceUse _usage;

    public TreeWatch(LaunchedChild child, string marker, Duration? timeout, OutputPipe? stdout, OutputPipe? stderr)
    {
        _child = child;
        _tree = new(child.Pid, child.Session, marker);
        _deadline = timeout is Duration limit ? child.Started + (long)(limit.Seconds * Stopwatch.Frequency) : null;
        _pipes = [stdout, stderr];
        _sinks = [.. _pipes.Select(pipe => pipe is { HasSink: true } ? new SinkThread(pipe) : null)];
        _thread = new(Run, maxStackSize: 256 << 10) { IsBackground = true, Name = "child " + child.Pid.ToString(CultureInfo.InvariantCulture) };
        _thread.Start();
    }

    /// <summary>True once the first process has ended.</summary>
    public bool RootEnded => _rootEnded;

    /// <summary>What came of it; null until <see cref="Join"/>.</summary>
    public RunOutcome? Outcome { get; private set; }

    /// <summary>Why there is no outcome.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Has the tree killed, soon.</summary>
    public void Stop() => _stop.Set();

    /// <summary>Sends a signal to the first process, if it still runs.</summary>
    public void Signal(int signal) => _tree.SignalRoot(signal);

    /// <summary>Waits for the end of the tree.</summary>
    public void Join() => _thread.Join();

    /// <summary>Kills what is left of the tree and waits for that.</summary>
    public void Dispose()
    {
        Stop();
        Join();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            (int status, long ended) = WaitForRoot();
            long end = WaitForOrphans(ended);
            Trees.Remove(_child.Pid, _child.Session);
            FinishOutput();
            Outcome = Describe(status, end);
        }
#pragma warning disable CA1031 // It is thrown again in the thread that waits.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Failure = error;
            Trees.Remove(_child.Pid, _child.Session);
            FinishOutput();
        }

        _rootEnded = true;
    }

    private (int Status, long Ended) WaitForRoot()
    {
        int pidfd = Pidfd(_child.Pid);
        try
        {
            while (true)
            {
                bool signalled = Poll([pidfd]);
                long now = Stopwatch.GetTimestamp();
                if ((signalled || pidfd < 0) && _tree.Reap(_child.Pid, out int status, out _usage))
                {
                    _rootEnded = true;
                    return (status, now);
                }

                if (signalled || _unkillable)
                {
                    throw signalled
                        ? new InvalidOperationException("the first process ended, but its status is gone: something else in this process waited for it")
                        : new ProblemException(new(ExitCode.ToolMissing, "process-unkillable", $"process {_child.Pid} does not end, not even when it is killed", "see its state in ps and what it waits for"));
                }
            }
        }
        finally
        {
            Close(pidfd);
        }
    }

    private long WaitForOrphans(long ended)
    {
        Dictionary<int, int> followed = [];
        long seen = ended;
        try
        {
            while (true)
            {
                List<ProcStat> left = _tree.Orphans();
                bool any = false;
                foreach (ProcStat orphan in left)
                {
                    any |= orphan.IsAlive;
                    if (!orphan.IsAlive && _tree.Reap(orphan.Pid, out _, out ResourceUse more))
                    {
                        _usage = ResourceUse.Add(_usage, more);
                        ended = _orphans.ContainsKey(orphan.Pid) ? seen : ended;
                        any = true;
                    }
                    else if (orphan.IsAlive)
                    {
                        // Named again at each look: just after a fork it still has its parent's name.
                        _orphans[orphan.Pid] = orphan.Name;
                        if (followed.Count < MostFollowed && !followed.ContainsKey(orphan.Pid))
                        {
                            followed[orphan.Pid] = Pidfd(orphan.Pid);
                        }
                    }
                }

                if (!any || _unkillable)
                {
                    return ended;
                }

                if (!left.TrueForAll(orphan => orphan.IsAlive))
                {
                    Forget(followed, left);
                    continue;
                }

                _ = Poll([.. followed.Values]);
                seen = Stopwatch.GetTimestamp();
            }
        }
        finally
        {
            foreach (int fd in followed.Values)
            {
                Close(fd);
            }
        }
    }

    private static void Forget(Dictionary<int, int> followed, List<ProcStat> left)
    {
        foreach (ProcStat orphan in left)
        {
            if (!orphan.IsAlive && followed.Remove(orphan.Pid, out int fd))
            {
                Close(fd);
            }
        }
    }

    // True when one of the processes has ended. Reads output as it comes; kills the tree when it is time to.
    private bool Poll(ReadOnlySpan<int> pidfds)
    {
        LibC.PollFd* fds = stackalloc LibC.PollFd[MostFollowed + 3];
        while (true)
        {
            int count = 0;
            int timeout = _rootEnded ? SliceMs : Timeout.Infinite;
            foreach (int pidfd in pidfds)
            {
                timeout = pidfd < 0 ? SliceWithoutPidfdMs : timeout;
                fds[count++] = new() { Fd = pidfd, Events = LibC.PollIn };
            }

            fds[count++] = new() { Fd = _killed ? -1 : _stop.Fd, Events = LibC.PollIn };
            foreach (OutputPipe? pipe in _pipes)
            {
                fds[count++] = new() { Fd = pipe is { HasSink: false } ? pipe.Fd : -1, Events = LibC.PollIn };
            }

            int ready = LibC.Poll(fds, (nuint)count, Shorter(timeout));
            for (int i = 0; i < pidfds.Length && ready > 0; i++)
            {
                if (fds[i].Revents != 0)
                {
                    return true;
                }
            }

            for (int i = 0; i < _pipes.Length && ready > 0; i++)
            {
                if (fds[pidfds.Length + 1 + i].Revents != 0)
                {
                    _ = _pipes[i]!.Take();
                }
            }

            if (!_killed && KillWhenDue())
            {
                return false;
            }

            if (ready == 0 && timeout != Timeout.Infinite)
            {
                return false;
            }
        }
    }

    private int Shorter(int timeoutMs)
    {
        if (_killed || _deadline is not long deadline)
        {
            return _killed && timeoutMs == Timeout.Infinite ? SliceMs : timeoutMs;
        }

        long left = (long)Math.Ceiling(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), deadline).TotalMilliseconds);
        int leftMs = (int)Math.Clamp(left, 0, int.MaxValue);
        return timeoutMs == Timeout.Infinite ? leftMs : Math.Min(leftMs, timeoutMs);
    }

    private bool KillWhenDue()
    {
        _timedOut = _deadline is long deadline && Stopwatch.GetTimestamp() >= deadline && !_stop.IsSet;
        if (!_timedOut && !_stop.IsSet)
        {
            return false;
        }

        _killed = true;
        _unkillable = !_tree.Kill();
        return true;
    }

    private void FinishOutput()
    {
        for (int i = 0; i < _pipes.Length; i++)
        {
            _sinks[i]?.Dispose();
            while (_pipes[i]?.Take() == true)
            {
            }

            _pipes[i]?.Dispose();
        }
    }

    private RunOutcome Describe(int status, long ended)
    {
        int signal = status & 0x7f;
        return new()
        {
            ExitCode = signal == 0 ? (status >> 8) & 0xff : 128 + signal,
            Signal = signal == 0 ? null : signal,
            TimedOut = _timedOut,
            Wall = new((long)Stopwatch.GetElapsedTime(_child.Started, ended).TotalNanoseconds),
            User = _usage.User,
            System = _usage.System,
            PeakRss = _usage.PeakRss,
            MinorFaults = _usage.MinorFaults,
            MajorFaults = _usage.MajorFaults,
            VoluntarySwitches = _usage.VoluntarySwitches,
            InvoluntarySwitches = _usage.InvoluntarySwitches,
            Stdout = _pipes[0]?.Kept ?? [],
            Stderr = _pipes[1]?.Kept ?? [],
            StdoutBytes = _pipes[0]?.Total ?? 0,
            StderrBytes = _pipes[1]?.Total ?? 0,
            Orphans = [.. _orphans.Values],
        };
    }

    private static int Pidfd(int pid) => (int)LibC.PidfdOpen(PidfdOpen, pid, 0);

    private static void Close(int fd)
    {
        if (fd >= 0)
        {
            _ = LibC.Close(fd);
        }
    }
}
