using System.Runtime.ExceptionServices;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>One thread for each tree, for work that is not timed.</summary>
internal static class Workers
{
    /// <summary>How many trees are used at a time on this machine.</summary>
    public static int Count => Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>
    /// Calls a step for each tree, again and again on the tree's own thread, until it returns false. The first exception ends all, once
    /// their current steps are done, and is thrown here.
    /// </summary>
    public static void Run(IReadOnlyList<TrialTree> trees, Func<TrialTree, bool> step, CancellationToken cancellation)
    {
        Exception? failure = null;
        Thread[] threads = [.. trees.Select(tree => new Thread(() =>
        {
            try
            {
                while (Volatile.Read(ref failure) is null && !cancellation.IsCancellationRequested && step(tree))
                {
                }
            }
#pragma warning disable CA1031 // It is thrown again on the thread that waits.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _ = Interlocked.CompareExchange(ref failure, error, null);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        cancellation.ThrowIfCancellationRequested();
    }
}
