using Hone.Units;

namespace Hone.Profiling.Waiting;

/// <summary>Why a thread was off the CPU.</summary>
public enum WaitKind
{
    /// <summary>It waited for something.</summary>
    Blocked,

    /// <summary>It could have run, but others had the CPU.</summary>
    Preempted,

    /// <summary>It waited for something that never came: the end of its process ended the wait.</summary>
    UntilTheEnd,
}

/// <summary>One stay off the CPU. Times are nanoseconds of the recording's clock.</summary>
/// <param name="RanFrom">When the thread had last come onto a CPU before it.</param>
/// <param name="From">When it left the CPU.</param>
/// <param name="To">When it ran again, or ended.</param>
/// <param name="Kind">Why.</param>
public readonly record struct Wait(ulong RanFrom, ulong From, ulong To, WaitKind Kind)
{
    /// <summary>Its length in nanoseconds.</summary>
    public long Nanoseconds => (long)(To - From);
}

/// <summary>A thread from its start to its end.</summary>
public sealed class ThreadLife
{
    private readonly List<Wait> _waits = [];

    /// <summary>A thread that starts.</summary>
    public ThreadLife(int processId, int threadId, ulong start)
    {
        ProcessId = processId;
        ThreadId = threadId;
        Start = start;
        End = start;
    }

    /// <summary>Its process.</summary>
    public int ProcessId { get; }

    /// <summary>Its number.</summary>
    public int ThreadId { get; }

    /// <summary>True for the thread that its process began with.</summary>
    public bool IsMain => ProcessId == ThreadId;

    /// <summary>When it started, in nanoseconds.</summary>
    public ulong Start { get; }

    /// <summary>When it ended, in nanoseconds.</summary>
    public ulong End { get; internal set; }

    /// <summary>Where it stands among all of the recording; no two have the same.</summary>
    public int Number { get; internal set; }

    /// <summary>How long it lived.</summary>
    public Duration Wall => new((long)(End - Start));

    /// <summary>Time on a CPU, in nanoseconds.</summary>
    public long OnCpu { get; internal set; }

    /// <summary>The stays off the CPU, in order of time.</summary>
    public IReadOnlyList<Wait> Waits => _waits;

    /// <summary>When its last wait for something ended; 0 when it never waited.</summary>
    public ulong LastWoken
    {
        get
        {
            for (int i = _waits.Count - 1; i >= 0; i--)
            {
                if (_waits[i].Kind != WaitKind.Preempted)
                {
                    return _waits[i].To;
                }
            }

            return 0;
        }
    }

    /// <summary>The wait that began when a sample taken at <paramref name="time"/> was on its way off the CPU; null when there is none.</summary>
    public Wait? At(ulong time)
    {
        int low = 0;
        int high = _waits.Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_waits[middle].From < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        // Tools that print microseconds cut the time off below.
        return low < _waits.Count && _waits[low].RanFrom <= time + 1000 ? _waits[low] : null;
    }

    /// <summary>The wait takes a thousandth of the thread's life or more; there can be no more than a thousand of these.</summary>
    public bool IsLong(Wait wait) => wait.Nanoseconds >= Wall.Nanoseconds / 1000;

    internal void Add(Wait wait) => _waits.Add(wait);

    /// <summary>Marks the last wait for something as one that the end of the process ended.</summary>
    internal void NeverWoken()
    {
        for (int i = _waits.Count - 1; i >= 0; i--)
        {
            if (_waits[i].Kind != WaitKind.Preempted)
            {
                _waits[i] = _waits[i] with { Kind = WaitKind.UntilTheEnd };
                return;
            }
        }
    }
}
