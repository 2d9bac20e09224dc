using System.Numerics;

namespace Hone.Profiling.Formats.NetTrace;

/// <summary>
/// Adds up the waits for contended locks of one trace by stack, and names them once the trace has told all methods. The start
/// of a contention bears the stack, its stop the end; they are paired by thread.
/// </summary>
public sealed class ContentionStacks
{
    private readonly Dictionary<ulong, List<Sum>> _sums = [];
    private readonly Dictionary<long, (long From, Sum Stack)> _waiting = [];

    /// <summary>How many waits were added.</summary>
    public long Waits { get; private set; }

    /// <summary>Takes the event if it begins or ends a contention.</summary>
    public void Add(in NetTraceEvent traceEvent)
    {
        switch (ClrEvents.Classify(traceEvent.Kind))
        {
            case ClrEvent.ContentionStart:
                _waiting[traceEvent.ThreadId] = (traceEvent.Nanoseconds, Find(traceEvent.Stack));
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
        foreach (Sum sum in _sums.Values.SelectMany(static sums => sums))
        {
            if (sum.Waits > 0)
            {
                nanoseconds += sum.Nanoseconds;
                profile.AddStack(Waiting.WaitTable.ToCallSite(Name(sum, methods, frames)), sum.Nanoseconds, sum.Waits);
            }
        }

        return nanoseconds;
    }

    private static List<Frame> Name(Sum sum, MethodMap methods, ManagedFrames frames)
    {
        List<Frame> stack = [];
        for (int i = sum.Addresses.Length - 1; i >= 0; i--)
        {
            // All but the leaf are return addresses.
            if (methods.Find(i == 0 ? sum.Addresses[i] : sum.Addresses[i] - 1) is ManagedMethod method)
            {
                stack.Add(frames.Of(method));
            }
        }

        if (stack.Count == 0)
        {
            stack.Add(new Frame("[.NET code without a name]", "", FrameOrigin.Runtime));
        }

        return stack;
    }

    private Sum Find(ReadOnlySpan<ulong> addresses)
    {
        ulong hash = 0;
        foreach (ulong address in addresses)
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ address) * 0x9FB21C651E98DF25UL;
        }

        if (!_sums.TryGetValue(hash, out List<Sum>? sums))
        {
            sums = [];
            _sums.Add(hash, sums);
        }

        foreach (Sum sum in sums)
        {
            if (addresses.SequenceEqual(sum.Addresses))
            {
                return sum;
            }
        }

        Sum added = new(addresses.ToArray());
        sums.Add(added);
        return added;
    }

    private sealed class Sum(ulong[] addresses)
    {
        public ulong[] Addresses => addresses;

        public long Nanoseconds { get; set; }

        public long Waits { get; set; }
    }
}
