using System.Diagnostics;
using System.Runtime.InteropServices;
using Hone.Units;

namespace Hone.Linux.Processes;

/// <summary>A child process that was started; disposing it kills what is left of its tree.</summary>
public sealed class RunningProcess : IDisposable
{
    private const long PidfdOpenNumber = 434;

    private readonly int _session;
    private readonly string _marker;
    private readonly long _started;
    private readonly Duration? _timeout;
    private readonly PipeReader? _stdout;
    private readonly PipeReader? _stderr;
    private readonly int _pidfd;
    private readonly Lock _gate = new();
    private RunOutcome? _outcome;
    private bool _waited;
    private bool _finished;

    internal RunningProcess(LaunchedChild child, string marker, Duration? timeout, PipeReader? stdout, PipeReader? stderr)
    {
        Pid = child.Pid;
        _session = child.Session;
        _marker = marker;
        _started = child.Started;
        _timeout = timeout;
        _stdout = stdout;
        _stderr = stderr;
        _pidfd = (int)LibC.PidfdOpen(PidfdOpenNumber, Pid, 0);
    }

    /// <summary>The process id.</summary>
    public int Pid { get; }

    /// <summary>True once the first process has ended.</summary>
    public bool HasExited => _waited || WaitReadable(_pidfd, 0);

    /// <summary>
    /// Waits for the whole tree. Cancellation kills the tree and throws <see cref="OperationCanceledException"/>.
    /// </summary>
    public RunOutcome Wait(CancellationToken cancellation)
    {
        if (_outcome is not null)
        {
            return _outcome;
        }

        using (cancellation.Register(() => ProcessTree.Kill(_session, _marker)))
        {
            _outcome = WaitTree();
        }

        cancellation.ThrowIfCancellationRequested();
        return _outcome;
    }

    /// <summary>Sends a signal to the first process; nothing happens when it is gone.</summary>
    public void Signal(int signal)
    {
        lock (_gate)
        {
            if (!_waited)
            {
                _ = LibC.Kill(Pid, signal);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_finished)
        {
            return;
        }

        if (_outcome is null)
        {
            ProcessTree.Kill(_session, _marker);
            _ = WaitTree();
        }
    }

    private RunOutcome WaitTree()
    {
        bool timedOut = !WaitReadable(_pidfd, Remaining()) && KillTree();
        ResourceUse usage;
        int status;
        while (LibC.Wait4(Pid, out status, 0, out usage) < 0 && Marshal.GetLastPInvokeError() == LibC.Eintr)
        {
        }

        lock (_gate)
        {
            _waited = true;
        }

        long ended = Stopwatch.GetTimestamp();
        List<string> orphans = [];
        List<int> left;
        while ((left = ProcessTree.Orphans(_session, _marker)).Count > 0)
        {
            foreach (int orphan in left)
            {
                timedOut |= WaitOrphan(orphan, ref usage, out string name);
                orphans.Add(name);
                ended = Stopwatch.GetTimestamp();
            }
        }

        ProcessTree.RemoveRoot(Pid, _session);
        _ = LibC.Close(_pidfd);
        _stdout?.Finish();
        _stderr?.Finish();
        _finished = true;
        if ((_stdout?.Failure ?? _stderr?.Failure) is Exception failure)
        {
            throw new IOException("the output could not be taken: " + failure.Message, failure);
        }

        int signal = status & 0x7f;
        return new()
        {
            ExitCode = signal == 0 ? (status >> 8) & 0xff : 128 + signal,
            Signal = signal == 0 ? null : signal,
            TimedOut = timedOut,
            Wall = new((long)Stopwatch.GetElapsedTime(_started, ended).TotalNanoseconds),
            User = usage.User,
            System = usage.System,
            PeakRss = usage.PeakRss,
            MinorFaults = usage.MinorFaults,
            MajorFaults = usage.MajorFaults,
            VoluntarySwitches = usage.VoluntarySwitches,
            InvoluntarySwitches = usage.InvoluntarySwitches,
            Stdout = _stdout?.Kept ?? [],
            Stderr = _stderr?.Kept ?? [],
            StdoutBytes = _stdout?.Total ?? 0,
            StderrBytes = _stderr?.Total ?? 0,
            Orphans = orphans,
        };
    }

    // True when the time-out had to end it.
    private bool WaitOrphan(int orphan, ref ResourceUse usage, out string name)
    {
        int pidfd = (int)LibC.PidfdOpen(PidfdOpenNumber, orphan, 0);
        name = ProcessTree.Name(orphan);
        bool timedOut = false;
        if (pidfd >= 0 && !WaitReadable(pidfd, Remaining()))
        {
            // Read again: just after a fork it still had its parent's name.
            name = ProcessTree.Name(orphan);
            timedOut = KillTree();
        }

        if (pidfd >= 0)
        {
            _ = LibC.Close(pidfd);
        }

        if (LibC.Wait4(orphan, out _, 0, out ResourceUse more) == orphan)
        {
            usage = ResourceUse.Add(usage, more);
        }

        return timedOut;
    }

    private bool KillTree()
    {
        ProcessTree.Kill(_session, _marker);
        return true;
    }

    private int Remaining()
    {
        if (_timeout is not Duration timeout)
        {
            return -1;
        }

        double left = timeout.Milliseconds - Stopwatch.GetElapsedTime(_started).TotalMilliseconds;
        return (int)Math.Clamp(Math.Ceiling(left), 0, int.MaxValue);
    }

    private static unsafe bool WaitReadable(int fd, int timeoutMs)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            int left = timeoutMs < 0 ? -1 : Math.Max(0, timeoutMs - (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            LibC.PollFd poll = new() { Fd = fd, Events = LibC.PollIn };
            int ready = LibC.Poll(&poll, 1, left);
            if (ready > 0)
            {
                return true;
            }

            if (ready == 0 || Marshal.GetLastPInvokeError() != LibC.Eintr)
            {
                return false;
            }
        }
    }
}
