using System.Diagnostics;

namespace Hone.Linux.Processes;

/// <summary>When a process tree is to be killed: at its time-out, or when somebody says so. It is killed once.</summary>
internal sealed class KillSwitch : IDisposable
{
    private readonly WakeUp _stop = new();

    /// <summary>The time-out as a time stamp of <see cref="Stopwatch"/>; null for none.</summary>
    public long? Deadline { get; set; }

    /// <summary>What to poll to notice <see cref="Stop"/>; -1 once there is nothing to wait for.</summary>
    public int Fd => Killed ? -1 : _stop.Fd;

    /// <summary>The tree was killed.</summary>
    public bool Killed { get; private set; }

    /// <summary>It was killed because its time was up.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>It was killed and goes on.</summary>
    public bool Unkillable { get; private set; }

    /// <summary>Has the tree killed, soon.</summary>
    public void Stop() => _stop.Set();

    /// <summary>Kills the tree if it is time to and that was not done before; true when it did.</summary>
    public bool KillWhenDue(ProcessTree tree)
    {
        if (Killed)
        {
            return false;
        }

        TimedOut = Deadline is long deadline && Stopwatch.GetTimestamp() >= deadline && !_stop.IsSet;
        if (!TimedOut && !_stop.IsSet)
        {
            return false;
        }

        Kill(tree);
        return true;
    }

    /// <summary>Kills the tree.</summary>
    public void Kill(ProcessTree tree)
    {
        Killed = true;
        Unkillable = !tree.Kill();
    }

    /// <summary>A wait of <paramref name="timeout"/> nanoseconds, or what is left until the time-out where that is less; a killed tree is looked at every <paramref name="slice"/>.</summary>
    public long Shorter(long timeout, long slice)
    {
        if (Killed || Deadline is not long deadline)
        {
            return Killed && timeout == Timeout.Infinite ? slice : timeout;
        }

        long left = (long)Math.Max(0, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), deadline).TotalNanoseconds);
        return timeout == Timeout.Infinite ? left : Math.Min(left, timeout);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();
}
