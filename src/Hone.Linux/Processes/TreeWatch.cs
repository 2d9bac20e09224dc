using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Processes;

/// <summary>
/// Follows one tree from its start to its end, on a thread of its own where it must go on whether or not anyone waits: reads its
/// output, takes the time of its end, keeps the time-out, and adds up what it cost.
/// </summary>
internal sealed unsafe class TreeWatch : IDisposable
{
    private const long SliceNs = 100_000_000;
    private const long SliceWithoutPidfdNs = 5_000_000;
    private const int NoFile = -1;

    private readonly Func<LaunchedChild> _launch;
    private readonly string _marker;
    private readonly Duration? _timeout;
    private readonly Duration? _orphanGrace;
    private readonly OutputPipe?[] _pipes;
    private readonly SinkThread?[] _sinks;
    private readonly KillSwitch _kill = new();
    private SortedDictionary<int, string>? _orphans;
    private Thread? _thread;
    private ManualResetEventSlim? _launched;
    private LaunchedChild _child;
    private ProcessTree? _tree;
    private volatile bool _rootEnded;
    private ResourceUse _usage;
    private IoCounts? _io;
    private RunOutcome? _outcome;
    private Exception? _failure;

    /// <summary>
    /// <paramref name="launch"/> starts the tree, on the thread that follows it, which is so up and running before the program is: a
    /// short program would be charged for it otherwise.
    /// </summary>
    public TreeWatch(Func<LaunchedChild> launch, string marker, Duration? timeout, Duration? orphanGrace, OutputPipe? stdout, OutputPipe? stderr)
    {
        _launch = launch;
        _marker = marker;
        _timeout = timeout;
        _orphanGrace = orphanGrace;
        _pipes = [stdout, stderr];
        _sinks = [SinkOf(stdout), SinkOf(stderr)];
    }

    /// <summary>The first process.</summary>
    public int Root => _child.Pid;

    /// <summary>True once the first process has ended.</summary>
    public bool RootEnded => _rootEnded;

    /// <summary>Starts the tree and follows it to its end on the calling thread.</summary>
    public void RunHere() => Follow();

    /// <summary>Starts the tree on a thread of its own, which follows it; what kept it from being started comes out here.</summary>
    public void RunApart()
    {
        _launched = new();
        _thread = new(Follow, maxStackSize: 256 << 10) { IsBackground = true, Name = "child process" };
        _thread.Start();
        _launched.Wait();
        if (_tree is null)
        {
            Dispose();
            ExceptionDispatchInfo.Throw(_failure!);
        }
    }

    /// <summary>What came of it, once it has ended; throws why there is no outcome.</summary>
    public RunOutcome Result()
    {
        if (_failure is Exception failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return (_pipes[0]?.Failure ?? _pipes[1]?.Failure) is Exception sink
            ? throw new IOException("the output could not be taken: " + sink.Message, sink)
            : _outcome!;
    }

    /// <summary>Has the tree killed, soon.</summary>
    public void Stop() => _kill.Stop();

    /// <summary>Sends a signal to the first process, if it still runs.</summary>
    public void Signal(int signal) => _tree!.SignalRoot(signal);

    /// <summary>Waits for the end of the tree.</summary>
    public void Join() => _thread?.Join();

    /// <summary>Kills what is left of the tree and waits for that.</summary>
    public void Dispose()
    {
        if (_thread is not null)
        {
            Stop();
            Join();
        }

        _kill.Dispose();
        _launched?.Dispose();
    }

    private void Follow()
    {
        try
        {
            _child = _launch();
            _tree = new(_child.Pid, _marker);
            _kill.Deadline = _timeout is Duration limit ? _child.Started + (long)(limit.Seconds * Stopwatch.Frequency) : null;
            _launched?.Set();
            (int status, long ended) = WaitForRoot();
            long end = WaitForOrphans(ended);
            Trees.Remove(_child.Pid, _child.Pid);
            FinishOutput();
            _outcome = Ending.Describe(status, Stopwatch.GetElapsedTime(_child.Started, end), _usage, _io, _pipes[0], _pipes[1]) with
            {
                TimedOut = _kill.TimedOut,
                Orphans = _orphans is null ? [] : [.. _orphans.Values],
            };
        }
#pragma warning disable CA1031 // It is thrown again in the thread that waits.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _failure = error;
            if (_tree is not null)
            {
                Trees.Remove(_child.Pid, _child.Pid);
            }

            FinishOutput();
            _launched?.Set();
        }

        _rootEnded = true;
    }

    private (int Status, long Ended) WaitForRoot()
    {
        // Opened while the program runs, so that there is less to do between it and the next one.
        int counts = IoCounts.Open(_child.Pid);
        NullFiles.RefillAll();
        LateClosing.CloseAll();
        try
        {
            return WaitForRoot(counts);
        }
        finally
        {
            LateClosing.Add(counts);
        }
    }

    private (int Status, long Ended) WaitForRoot(int counts)
    {
        using Pidfds followed = new();
        followed.Follow(_child.Pid);
        while (true)
        {
            bool ended = Poll(followed.Descriptors);
            long now = Stopwatch.GetTimestamp();
            if ((ended || followed.IsPartial) && _tree!.Reap(_child.Pid, counts, out int status, out _usage, out _io))
            {
                _rootEnded = true;
                return (status, now);
            }

            bool gone = ended || (followed.IsPartial && ProcStat.Read(_child.Pid) is null);
            if (gone || _kill.Unkillable)
            {
                throw gone
                    ? new InvalidOperationException("the first process ended, but its status is gone: something else in this process waited for it")
                    : new ProblemException(new(ExitCode.ToolMissing, "process-unkillable", $"process {_child.Pid} does not end, not even when it is killed", "see its state in ps and what it waits for"));
            }
        }
    }

    private long WaitForOrphans(long ended)
    {
        List<ProcStat> orphans = _tree!.Orphans();
        return orphans.Count == 0 ? ended : WaitForOrphans(ended, orphans);
    }

    private long WaitForOrphans(long ended, List<ProcStat> orphans)
    {
        using Pidfds followed = new();
        long rootEnded = ended;
        long seen = ended;
        while (true)
        {
            bool anyAlive = false;
            bool anyReaped = false;
            foreach (ProcStat orphan in orphans)
            {
                if (orphan.IsAlive)
                {
                    // Named again at each look: just after a fork it still has its parent's name.
                    (_orphans ??= [])[orphan.Pid] = orphan.Name;
                    followed.Follow(orphan.Pid);
                    anyAlive = true;
                }
                else if (_tree!.Reap(orphan.Pid, NoFile, out _, out ResourceUse more, out IoCounts? io))
                {
                    _io = IoCounts.Add(_io, io);
                    _usage = ResourceUse.Add(_usage, more);
                    ended = _orphans?.ContainsKey(orphan.Pid) == true ? seen : ended;
                    followed.Forget(orphan.Pid);
                    anyReaped = true;
                }
            }

            if ((!anyAlive && !anyReaped) || _kill.Unkillable)
            {
                return ended;
            }

            if (!_kill.Killed && _orphanGrace is Duration grace && Stopwatch.GetElapsedTime(rootEnded).TotalNanoseconds > grace.Nanoseconds)
            {
                _kill.Kill(_tree!);
            }

            // What was waited for may have left orphans of its own.
            if (!anyReaped)
            {
                _ = Poll(followed.Descriptors);
                seen = Stopwatch.GetTimestamp();
            }

            orphans = _tree!.Orphans();
        }
    }

    // True when one of the processes has ended. Reads output as it comes; kills the tree when it is time to.
    private bool Poll(ReadOnlySpan<int> pidfds)
    {
        LibC.PollFd* fds = stackalloc LibC.PollFd[Pidfds.Most + 3];
        while (true)
        {
            int count = 0;
            long timeout = _rootEnded ? SliceNs : Timeout.Infinite;
            foreach (int pidfd in pidfds)
            {
                timeout = pidfd < 0 ? SliceWithoutPidfdNs : timeout;
                fds[count++] = new() { Fd = pidfd, Events = LibC.PollIn };
            }

            fds[count++] = new() { Fd = _kill.Fd, Events = LibC.PollIn };
            long wait = _kill.Shorter(timeout, SliceNs);
            bool rests = false;
            foreach (OutputPipe? pipe in _pipes)
            {
                long rest = pipe is { HasSink: false } ? pipe.RestNanoseconds : 0;
                fds[count++] = new() { Fd = pipe is { HasSink: false } && rest == 0 ? pipe.Fd : -1, Events = LibC.PollIn };
                if (rest > 0 && (wait < 0 || rest < wait))
                {
                    wait = rest;
                    rests = true;
                }
            }

            int ready = LibC.Poll(fds, count, wait);
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

            if (_kill.KillWhenDue(_tree!))
            {
                return false;
            }

            if (ready == 0 && !rests && timeout != Timeout.Infinite)
            {
                return false;
            }
        }
    }

    private static SinkThread? SinkOf(OutputPipe? pipe) => pipe is { HasSink: true } ? new(pipe) : null;

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
}
