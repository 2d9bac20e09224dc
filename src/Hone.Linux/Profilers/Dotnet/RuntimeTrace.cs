using Hone.Problems;
using Hone.Profiling.Formats.NetTrace;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>What the trace of one runtime tells about the samples that perf took of it. Times are of CLOCK_MONOTONIC, like perf's with <c>-k mono</c>.</summary>
internal sealed class RuntimeTrace
{
    private readonly List<(long From, long To, int Thread)> _collections = [];
    private readonly Dictionary<int, long> _collecting = [];
    private long _listFrom = long.MaxValue;
    private long _listTo = long.MinValue;
    private int _listThread;

    /// <summary>The methods of the runtime.</summary>
    public MethodMap Methods { get; } = new();

    /// <summary>The time of its first event, in nanoseconds; 0 when it has none.</summary>
    public long Begin { get; private set; }

    /// <summary>How reading ended.</summary>
    public NetTraceSummary Summary { get; private set; } = new() { Damage = "the trace is empty" };

    /// <summary>Reads a trace; <paramref name="handler"/>, if given, receives every event as well.</summary>
    public static RuntimeTrace Read(string file, NetTraceHandler? handler = null)
    {
        RuntimeTrace trace = new();
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16);
        try
        {
            trace.Summary = NetTraceReader.Read(stream, (in NetTraceEvent traceEvent) =>
            {
                trace.Take(traceEvent);
                handler?.Invoke(traceEvent);
            });
            trace._collections.Sort();
        }
        catch (ProblemException) when (stream.Length < 32)
        {
            // The process ended before its runtime had sent as much as the head of a trace.
        }

        return trace;
    }

    /// <summary>True when the thread was listing its methods for the session, which no unprofiled run does.</summary>
    public bool IsListing(int thread, long nanoseconds) => thread == _listThread && nanoseconds >= _listFrom && nanoseconds <= _listTo;

    /// <summary>True when the thread was running a garbage collection.</summary>
    public bool IsCollecting(int thread, long nanoseconds)
    {
        int low = 0;
        int high = _collections.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_collections[middle].From <= nanoseconds)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high >= 0 && nanoseconds <= _collections[high].To && _collections[high].Thread == thread;
    }

    private void Take(in NetTraceEvent traceEvent)
    {
        Methods.Add(traceEvent);
        Begin = Begin == 0 ? traceEvent.Nanoseconds : Math.Min(Begin, traceEvent.Nanoseconds);
        int thread = (int)traceEvent.ThreadId;
        if (traceEvent.Kind.Provider == ClrEvents.Rundown)
        {
            _listFrom = Math.Min(_listFrom, traceEvent.Nanoseconds);
            _listTo = Math.Max(_listTo, traceEvent.Nanoseconds);
            _listThread = thread;
        }

        switch (ClrEvents.Classify(traceEvent.Kind))
        {
            case ClrEvent.CollectionStart:
                _collecting[thread] = traceEvent.Nanoseconds;
                break;
            case ClrEvent.CollectionEnd when _collecting.Remove(thread, out long from):
                _collections.Add((from, traceEvent.Nanoseconds, thread));
                break;
        }
    }
}
