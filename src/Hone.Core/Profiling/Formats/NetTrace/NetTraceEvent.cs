namespace Hone.Profiling.Formats.NetTrace;

/// <summary>A type of event, as a metadata record of the trace describes it.</summary>
/// <param name="Provider">Such as <c>Microsoft-Windows-DotNETRuntime</c>.</param>
/// <param name="Id">The event's number within its provider.</param>
/// <param name="Version">The version of the event's layout.</param>
/// <param name="Name">The event's name; often empty for events of the runtime itself.</param>
public sealed record EventKind(string Provider, int Id, int Version, string Name);

/// <summary>One event of a trace; valid only while the handler that received it runs.</summary>
public readonly ref struct NetTraceEvent
{
    /// <summary>What it is.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>The thread it describes.</summary>
    public required long ThreadId { get; init; }

    /// <summary>When it happened, in nanoseconds of the traced machine's monotonic clock.</summary>
    public required long Nanoseconds { get; init; }

    /// <summary>The code addresses of its stack, leaf first; empty when it has none.</summary>
    public required ReadOnlySpan<ulong> Stack { get; init; }

    /// <summary>Its fields, in the layout of its kind.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>The size of a pointer in the traced process: 4 or 8.</summary>
    public required int PointerSize { get; init; }
}

/// <summary>Receives the events of a trace in file order, which is not strictly the order of time.</summary>
public delegate void NetTraceHandler(in NetTraceEvent traceEvent);

/// <summary>What a trace says about itself, and how reading it ended.</summary>
public sealed record NetTraceSummary
{
    /// <summary>The traced process; 0 when the trace ends before it is said.</summary>
    public int ProcessId { get; init; }

    /// <summary>How many events were handed on.</summary>
    public long Events { get; init; }

    /// <summary>How many events the runtime dropped because its buffers were full (gaps in the sequence numbers).</summary>
    public long Dropped { get; init; }

    /// <summary>How many events name a stack that the trace does not hold.</summary>
    public long MissingStacks { get; init; }

    /// <summary>True when the trace was read to its regular end.</summary>
    public bool Complete { get; init; }

    /// <summary>Why reading ended early, with the offset; null when <see cref="Complete"/>.</summary>
    public string? Damage { get; init; }
}
