namespace Hone.Profiling.Formats.NetTrace;

/// <summary>
/// Adds up the waits for contended locks of one trace by stack, and names them once the trace has told all methods. The start
/// of a contention bears the stack, its stop the end; they are paired by thread.
/// </summary>
public sealed class ContentionStacks
{
    private readonly AddressSums<Sum> _sums = new();
    private readonly Dictionary<long, (long From, Sum Stack)> _waiting = [];

    /// <summary>How many waits were added.</summary>
    public long Waits { get; private set; }

    /// <summary>Takes the event if it begins or ends a contention.</summary>
    public void Add(in NetTraceEvent traceEvent)
    {
        switch (ClrEvents.Classify(traceEvent.Kind))
        {
            case ClrEvent.ContentionStart:
                _waiting[traceEvent.ThreadId] = (traceEvent.Nanoseconds, _sums.Of(traceEvent.Stack));
                break;
            case ClrEvent.ContentionStop when _waiting.Remove(traceEvent.ThreadId, out (long From, Sum Stack) began) && traceEvent.Nanoseconds >= began.From:
                began.Stack.Nanoseconds += traceEvent.Nanoseconds - began.From;
                began.Stack.Waits++;
                Waits++;
                break;
        }
    }

    /// <summary>Adds all stacks to <paramref name="profile"/> with the values nanoseconds and waits, down to the call site; gives the nanoseconds.</summary>
    public long Write(ProfileBuilder profile, MethodMap methods, ManagedFrames frames)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(methods);
        ArgumentNullException.ThrowIfNull(frames);
        long nanoseconds = 0;
        foreach ((ulong[] addresses, Sum sum) in _sums.All)
        {
            if (sum.Waits > 0)
            {
                nanoseconds += sum.Nanoseconds;
                profile.AddStack(Waiting.WaitTable.ToCallSite(frames.Stack(addresses, methods)), sum.Nanoseconds, sum.Waits);
            }
        }

        return nanoseconds;
    }

    private sealed class Sum
    {
        public long Nanoseconds { get; set; }

        public long Waits { get; set; }
    }
}
