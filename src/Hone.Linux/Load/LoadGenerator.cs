using System.Runtime;
using Hone.Measurement.Latency;

namespace Hone.Linux.Load;

/// <summary>
/// Offers load to an HTTP/1.1 server: every request is sent at its intended time whether or not earlier ones were answered
/// (open loop), over kept connections of which there are as many as are needed, one request at a time on each.
/// </summary>
public static class LoadGenerator
{
    /// <summary>Runs one plan to its end and gives what came of it.</summary>
    /// <param name="target">The server and its requests.</param>
    /// <param name="plan">Rate, duration, limits.</param>
    /// <param name="watch">Called some twenty times a second with the time since the start; may throw to end the run. Null for nothing.</param>
    /// <param name="cancellation">Ends the run with <see cref="OperationCanceledException"/>.</param>
    public static LoadResult Run(LoadTarget target, LoadPlan plan, Action<TimeSpan>? watch, CancellationToken cancellation)
    {
        LoadResult? result = null;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                result = RunHere(target, plan, watch, cancellation);
            }
#pragma warning disable CA1031 // It is thrown again in the thread that waits.
            catch (Exception error)
#pragma warning restore CA1031
            {
                failure = error;
            }
        })
        { Name = "load" };
        thread.Start();
        thread.Join();
        if (failure is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return result!;
    }

    // On a thread of its own, for what is asked of the scheduler holds for a thread until its end.
    private static LoadResult RunHere(LoadTarget target, LoadPlan plan, Action<TimeSpan>? watch, CancellationToken cancellation)
    {
        PromptThread.Ask();
        GCLatencyMode before = GCSettings.LatencyMode;
        GC.Collect();
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
        try
        {
            using LoadRun run = new(target, plan, watch, cancellation);
            return run.Execute();
        }
        finally
        {
            GCSettings.LatencyMode = before;
        }
    }
}
