using Hone.Units;

namespace Hone.Profiling.Waiting;

/// <summary>
/// What became of the life of a thread, or of several: <c>Wall = OnCpu + Blocked + Preempted</c>, exactly.
/// </summary>
/// <param name="Wall">From its start (for the first thread: its exec) to its end; of several threads, the sum.</param>
/// <param name="OnCpu">On a CPU.</param>
/// <param name="Blocked">Given up the CPU to wait for something, until it runs again: the time it takes to get a CPU after being woken is in it.</param>
/// <param name="Preempted">Ready to run, with the CPU taken by others: pushed off it, or started and not yet on it.</param>
public sealed record ThreadTimes(Duration Wall, Duration OnCpu, Duration Blocked, Duration Preempted)
{
    /// <summary>No time at all.</summary>
    public static ThreadTimes None { get; } = new(Duration.Zero, Duration.Zero, Duration.Zero, Duration.Zero);

    /// <summary>Both together.</summary>
    public static ThreadTimes operator +(ThreadTimes left, ThreadTimes right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Wall + right.Wall, left.OnCpu + right.OnCpu, left.Blocked + right.Blocked, left.Preempted + right.Preempted);
    }
}

/// <summary>Where the time of a run went, by its threads.</summary>
public sealed record RunTimes
{
    /// <summary>The first thread of the workload's program; its wall time is the run's.</summary>
    public required ThreadTimes Main { get; init; }

    /// <summary>The sum over all threads of all processes.</summary>
    public required ThreadTimes All { get; init; }

    /// <summary>How many threads there were.</summary>
    public required int Threads { get; init; }

    /// <summary>How often a thread blocked.</summary>
    public required long Waits { get; init; }

    /// <summary>How often a thread was pushed off its CPU.</summary>
    public required long Preemptions { get; init; }

    /// <summary>One sentence for people.</summary>
    public string Sentence
    {
        get
        {
            string main = $"main thread {Main.Wall} = {Main.OnCpu} on a CPU + {Main.Blocked} blocked + {Main.Preempted} preempted";
            return Threads <= 1 ? main : $"{main}; all {Threads} threads {All.Wall} = {All.OnCpu} + {All.Blocked} + {All.Preempted}";
        }
    }
}
