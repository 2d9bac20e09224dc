namespace Hone.Profiling.Waiting;

/// <summary>What the waits of a thread are in all, with a stack or without; times are nanoseconds.</summary>
/// <param name="Thread">The number that stands for the thread.</param>
/// <param name="Life">What is known of it.</param>
/// <param name="Blocked">All time blocked.</param>
/// <param name="InLong">The part of it in long waits (<see cref="ThreadLife.IsLong"/>).</param>
/// <param name="Preempted">All time preempted.</param>
/// <param name="Waits">How often it blocked.</param>
public sealed record ThreadTotals(int Thread, WaitingThread Life, long Blocked, long InLong, long Preempted, long Waits)
{
    /// <summary>The totals of a thread.</summary>
    public static ThreadTotals Of(ThreadLife life)
    {
        ArgumentNullException.ThrowIfNull(life);
        long blocked = 0;
        long longs = 0;
        long preempted = 0;
        long waits = 0;
        foreach (Wait wait in life.Waits)
        {
            bool counts = wait.Kind != WaitKind.Preempted;
            blocked += counts ? wait.Nanoseconds : 0;
            longs += counts && life.IsLong(wait) ? wait.Nanoseconds : 0;
            preempted += counts ? 0 : wait.Nanoseconds;
            waits += counts ? 1 : 0;
        }

        return new ThreadTotals(life.Number, new WaitingThread(life.IsMain, life.Wall), blocked, longs, preempted, waits);
    }
}
